using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.ModuleLogs;

namespace NvdimmPS.PlatformConfiguration;

/// <summary>
/// Works out how the capacity of a DIMM is used: from what its module says of its partitions (two calls), and from what regions map of
/// it. Its parts make up the total: memory, App Direct, unconfigured, reserved and inaccessible.
/// </summary>
/// <param name="kernel">The machine.</param>
/// <param name="caller">Sends the calls.</param>
/// <param name="time">Says when; the system's clock when left out.</param>
public sealed class CapacityReader(INdKernel kernel, DsmCaller caller, TimeProvider? time = null)
{
    private const string TooShort = "the module's answer is too short";

    private static readonly string[] OfIdentity =
        [nameof(NvdimmCapacity.PartNumber), nameof(NvdimmCapacity.Features), nameof(NvdimmCapacity.FisVersion)];

    /// <summary>What the module itself says of its partitions, and other families do not.</summary>
    internal static readonly string[] OfPartitions =
        [nameof(NvdimmCapacity.MemoryMode), nameof(NvdimmCapacity.Unconfigured), nameof(NvdimmCapacity.Reserved),
            nameof(NvdimmCapacity.Inaccessible)];

    /// <summary>Reads one DIMM of a listing that has its regions.</summary>
    /// <exception cref="NvdimmException">The kernel refused.</exception>
    public NvdimmCapacity Read(NvdimmDevice device)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow().UtcDateTime;
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var partitions = Ask(device, "GetPartitionInfo", OfPartitions, reasons);
        var identity = Ask(device, "GetIdentity", OfIdentity, reasons);
        var (raw, whole) = (Size(partitions, "RawCapacity"), Size(identity, "RawCapacity"));
        var (memory, persistent) = (Size(partitions, "VolatileCapacity"), Size(partitions, "PersistentCapacity"));
        var mapped = device.Size ?? (device.Regions is { Count: 0 } ? 0 : null);
        if (partitions is not null)
        {
            Miss(TooShort, [(memory, nameof(NvdimmCapacity.MemoryMode))]);
            var why = mapped is null ? device.Unavailable.GetValueOrDefault(nameof(device.Size)) ?? "what regions map is not known"
                : mapped > persistent ? "regions map more than the module has in its persistent partition"
                : TooShort;
            var unmapped = Rest(persistent, mapped);
            Miss(why, [(unmapped, nameof(NvdimmCapacity.Unconfigured)), (unmapped, nameof(NvdimmCapacity.Reserved))]);
            Miss(raw is null || memory is null || persistent is null ? TooShort : "the module's partitions are larger than all of it",
                [(Rest(raw, memory + persistent), nameof(NvdimmCapacity.Inaccessible))]);
        }

        var total = raw ?? whole ?? device.Size;
        Miss(device.Unavailable.GetValueOrDefault(nameof(device.Size)) ?? "not known", [(total, nameof(NvdimmCapacity.Total)),
            (total, nameof(NvdimmCapacity.TotalFrom)), (mapped, nameof(NvdimmCapacity.AppDirect))]);
        if (device.UniqueId is null)
        {
            reasons[nameof(device.UniqueId)] = device.Unavailable.GetValueOrDefault(nameof(device.UniqueId)) ?? "sysfs has none";
        }

        if (device.Family is null)
        {
            reasons[nameof(device.Family)] = device.Unavailable.GetValueOrDefault(nameof(device.Family)) ?? "not known";
        }

        return new NvdimmCapacity
        {
            Dimm = device.Name,
            UniqueId = device.UniqueId,
            Family = device.Family,
            PartNumber = Value("PartNumber", nameof(NvdimmCapacity.PartNumber)) as string,
            Features = Value("SkuFeatures", nameof(NvdimmCapacity.Features)) as string[],
            FisVersion = Value("FisVersion", nameof(NvdimmCapacity.FisVersion)) as string,
            Total = total,
            MemoryMode = memory,
            AppDirect = mapped,
            Unconfigured = Rest(persistent, mapped) is { } free ? mapped == 0 ? free : 0 : null,
            Reserved = Rest(persistent, mapped) is { } left ? mapped == 0 ? 0 : left : null,
            Inaccessible = Rest(raw, memory + persistent),
            TotalFrom = raw is not null ? "PartitionInfo" : whole is not null ? "Identity" : total is not null ? "Mappings" : null,
            Time = now,
            Source = kernel.Source,
            Unavailable = reasons,
        };

        object? Value(string name, string property)
        {
            var field = identity?.Find(name);
            if (field is { Valid: false })
            {
                reasons[property] = field.Reason!;
            }

            return field?.Value;
        }

        void Miss(string reason, (object? Value, string Property)[] properties)
        {
            foreach (var (value, property) in properties)
            {
                if (value is null)
                {
                    reasons.TryAdd(property, reason);
                }
            }
        }
    }

    /// <summary>A module's answer; null with reasons where it does not know the command or is not offered it, or is not well.</summary>
    private DsmResult? Ask(NvdimmDevice device, string command, string[] properties, Dictionary<string, string> reasons)
    {
        string reason;
        try
        {
            var target = NvdimmMachine.Target(device);
            if (DsmFamilies.Intel.IsSameAs(target.Family))
            {
                return ModuleCaller.Ask(caller, target, command);
            }

            reason = ModuleCaller.OnlyIntel;
        }
        catch (NvdimmException e) when (e is DsmStatusException or DsmReplyException || e.Kind == NvdimmErrorKind.NotImplemented)
        {
            reason = e.Message;
        }

        foreach (var property in properties)
        {
            reasons[property] = reason;
        }

        return null;
    }

    private static ulong? Size(DsmResult? answer, string name) => answer?.Find(name)?.Value as ulong?;

    private static ulong? Rest(ulong? all, ulong? part) => all >= part ? all - part : null;
}
