using System.Buffers.Binary;
using System.Globalization;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;

namespace NvdimmPS.PlatformConfiguration;

/// <summary>Reads platform config data of modules, and no more of it than there is.</summary>
/// <param name="machine">The machine; its DIMMs are those that members of interleave sets may be.</param>
/// <param name="caller">Asks the modules.</param>
/// <param name="time">Says when.</param>
public sealed class PlatformConfigurationReader(NvdimmMachine machine, DsmCaller caller, TimeProvider? time = null)
{
    private const string Command = "GetPlatformConfigData", Partition = "OemOs";
    private const int Piece = Dsm.Vendor.VendorFunctions.PayloadSize;

    // One look at sysfs for all modules that this reader reads, none where no module has a set, and at nothing that waits for a call.
    private readonly Lazy<IReadOnlyList<NvdimmDevice>> _dimms = new(() => [.. machine.Topology.GetDevices(TopologyDetail.Health)]);

    /// <summary>Reads one module.</summary>
    /// <param name="device">The DIMM.</param>
    /// <param name="large">By the large payload, where the platform has one.</param>
    /// <param name="stop">Ends it between two calls.</param>
    /// <exception cref="NvdimmException">The DIMM has no such data, or the kernel refused.</exception>
    public NvdimmPlatformConfiguration Read(NvdimmDevice device, bool large = false, CancellationToken stop = default)
    {
        var target = ModuleCaller.Target(device);
        var now = (time ?? TimeProvider.System).GetUtcNow().UtcDateTime;
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        ConfigurationData? data = null;
        try
        {
            data = ConfigurationData.Decode(large && LargePayload.FindReadable(caller, target) is { } payload
                ? ReadLarge(target, payload, stop)
                : ReadSmall(target, stop));
        }
        catch (DsmStatusException e) when (e.Status == "DataNotSet")
        {
            data = new ConfigurationData([], [], true);
        }
        catch (Exception e) when (e is DsmStatusException or DsmReplyException)
        {
            Miss(e.Message, nameof(NvdimmPlatformConfiguration.State));
        }

        var missing = data is null ? reasons[nameof(NvdimmPlatformConfiguration.State)] : data.IsEmpty ? "it was never configured" : null;
        var current = data?.Current;
        if (current is null)
        {
            Miss(missing ?? Why(data!, ConfigurationData.CurrentName), nameof(NvdimmPlatformConfiguration.Status),
                nameof(NvdimmPlatformConfiguration.StatusMessage), nameof(NvdimmPlatformConfiguration.VolatileMapped),
                nameof(NvdimmPlatformConfiguration.PersistentMapped), nameof(NvdimmPlatformConfiguration.InterleaveSets));
        }

        var goal = data is { Input: not null } or { Output: not null } ? Goal(data) : null;
        if (goal is null)
        {
            Miss(missing ?? Why(data!, ConfigurationData.InputName), nameof(NvdimmPlatformConfiguration.Goal));
        }

        if (device.UniqueId is null)
        {
            Miss(device.Unavailable.GetValueOrDefault(nameof(device.UniqueId)) ?? "sysfs has none", nameof(device.UniqueId));
        }

        return new NvdimmPlatformConfiguration
        {
            Dimm = device.Name,
            UniqueId = device.UniqueId,
            State = data is null ? null : data.IsEmpty ? "None" : data.Problems.Count > 0 ? "Damaged" : "Valid",
            Status = current?.Find("ConfigStatus")?.Value as string,
            StatusMessage = current is null ? null : Message(current.Number("ConfigStatus")),
            VolatileMapped = current?.Number("VolatileMemSizeIntoSpa"),
            PersistentMapped = current?.Number("PersistentMemSizeIntoSpa"),
            InterleaveSets = current is null ? null : Sets(current),
            Goal = goal,
            LabelAreaSize = LabelAreaSize(target, Miss),
            Tables = [.. (data?.Tables ?? []).Select(NvdimmPlatformTable.From)],
            Problems = [.. (data?.Problems ?? []).Select(p => p.ToString())],
            Time = now,
            Source = machine.Kernel.Source,
            Unavailable = reasons,
        };

        void Miss(string reason, params ReadOnlySpan<string> properties)
        {
            foreach (var property in properties)
            {
                reasons.TryAdd(property, reason);
            }
        }
    }

    private delegate void Missing(string reason, params ReadOnlySpan<string> properties);

    private byte[] ReadSmall(DsmTarget target, CancellationToken stop)
    {
        var bytes = new List<byte>(Ask(target, 0));
        while (bytes.Count < ConfigurationData.SizeOf(bytes.ToArray()) && bytes.Count % Piece == 0 && bytes.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            var came = Ask(target, bytes.Count);
            bytes.AddRange(came);
            if (came.Length == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private byte[] Ask(DsmTarget target, int offset) =>
        (ModuleCaller.Ask(caller, target, Command, ("Partition", Partition), ("Offset", offset)).Find("Data")?.Value as byte[] ?? [])
            is var came && came.Length > Piece ? came[..Piece] : came;

    private byte[] ReadLarge(DsmTarget target, LargePayload payload, CancellationToken stop)
    {
        _ = ModuleCaller.Ask(caller, target, Command, ("Partition", Partition), ("Payload", "Large"));
        var bytes = payload.Read(0, Math.Min(payload.Piece, ConfigurationData.MaxSize), stop);
        while (ConfigurationData.SizeOf(bytes) - bytes.Length is > 0 and var more)
        {
            var came = payload.Read(bytes.Length, more, stop);
            if (came.Length == 0)
            {
                break;
            }

            bytes = [.. bytes, .. came];
        }

        return bytes;
    }

    private ulong? LabelAreaSize(DsmTarget target, Missing miss)
    {
        const string property = nameof(NvdimmPlatformConfiguration.LabelAreaSize);
        try
        {
            var size = ModuleCaller.Ask(caller, target, Command, ("Partition", "Labels"), ("SizeQuery", "Size")).Find("Size");
            if (size is not { Valid: true })
            {
                miss(size?.Reason ?? "the answer is too short", property);
                return null;
            }

            return size.Number;
        }
        catch (Exception e) when (e is DsmStatusException or DsmReplyException)
        {
            miss(e.Message, property);
            return null;
        }
    }

    private NvdimmPlatformGoal Goal(ConfigurationData data)
    {
        var (asked, done) = (Partitioning(data.Input), Partitioning(data.Output));
        return new NvdimmPlatformGoal
        {
            Pending = data.IsGoalPending,
            Sequence = (uint?)data.Input?.Number("Sequence"),
            ProcessedSequence = (uint?)data.Output?.Number("Sequence"),
            Status = data.Output?.Find("ValidationStatus")?.Value as string,
            PersistentSize = asked?.Find("PmPartitionSize")?.Value as ulong?,
            PersistentStatus = done?.Find("StatusCode")?.Value as string,
            InterleaveSets = Sets(data.Input),
            ProcessedSets = Sets(data.Output),
        };
    }

    private static PlatformRecord? Partitioning(PlatformTable? table) =>
        table?.Records.FirstOrDefault(r => r is { Type: 4, Fields: not null });

    private ItemList<NvdimmInterleaveSet> Sets(PlatformTable? table) =>
        [.. (table?.Records ?? []).Where(r => r is { Type: 5, Fields: not null }).Select(record => new NvdimmInterleaveSet
        {
            Index = (int)record.Find("InterleaveSetIndex")!.Number,
            MemoryType = record.Find("MemoryType")!.Text,
            ChannelInterleave = record.Find("ChannelInterleaveSize")!.Text,
            ControllerInterleave = record.Find("ImcInterleaveSize")!.Text,
            Ways = int.TryParse(record.Find("Ways")?.Text, CultureInfo.InvariantCulture, out var ways) ? ways : null,
            Status = record.Find("InterleaveChangeStatus")!.Text,
            Modules = [.. record.Parts.Select(Module)],
        })];

    private NvdimmInterleaveModule Module(DsmFieldValue[] fields)
    {
        var id = fields.Find("Uid")?.Value as string;

        // The table has the bytes in the order of the module's own; a DIMM's serial number reads them the other way round.
        var serial = fields.Find("Serial") is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"0x{BinaryPrimitives.ReverseEndianness((uint)number.Number):x8}")
            : null;
        return new NvdimmInterleaveModule
        {
            Dimm = Find(d => id is not null ? Same(d.UniqueId, id) : Same(d.Serial, serial)),
            UniqueId = id,
            Serial = serial,
            PartNumber = fields.Find("PartNumber")?.Value as string,
            Socket = (int?)fields.Find("Socket")?.Number,
            Die = (int?)fields.Find("Die")?.Number,
            Controller = (int?)fields.Find("Imc")?.Number,
            Channel = (int?)fields.Find("Channel")?.Number,
            Slot = (int?)fields.Find("Slot")?.Number,
            Offset = fields.Find("PartitionOffset")!.Number,
            Size = fields.Find("PmPartitionSize")!.Number,
        };
    }

    /// <summary>The name of the one DIMM that matches.</summary>
    private string? Find(Func<NvdimmDevice, bool> matches) =>
        _dimms.Value.Where(matches).Take(2).ToList() is [var one] ? one.Name : null;

    private static bool Same(string? has, string? wanted) =>
        has is not null && string.Equals(has, wanted, StringComparison.OrdinalIgnoreCase);

    private static string Message(ulong status) => status < (ulong)PlatformLayouts.ConfigStatusMessages.Count
        ? PlatformLayouts.ConfigStatusMessages[(int)status]
        : "a value that is not known";

    private static string Why(ConfigurationData data, string table) =>
        (data.Problems.FirstOrDefault(p => p.Table == table) ?? data.Problems.FirstOrDefault(p => p.Table == ConfigurationData.Head))
            ?.ToString() ?? "the module has no such table";
}
