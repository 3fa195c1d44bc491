using System.Buffers.Binary;
using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Labels;

/// <summary>A version of labels.</summary>
public enum LabelVersion
{
    /// <summary>1.1: labels of 128 bytes, which every kernel and UEFI 2.5 firmware knows.</summary>
    V11,

    /// <summary>1.2: labels of 256 bytes with a checksum and the namespace's holder class (UEFI 2.7; Linux 4.13).</summary>
    V12,
}

/// <summary>
/// Plans writes of label areas. Each keeps a backup first, sends the bytes in an order in which the kernel finds the old labels or the
/// new ones whenever it ends, has the DIMM's driver read them anew, and reads them back.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="caller">Reads, and keeps its nodes open.</param>
public sealed class LabelPlanner(NvdimmMachine machine, DsmCaller caller)
{
    private const string Driver = "bus/nd/drivers/nvdimm";

    private static readonly DsmFunction SetFunction = DsmFamilies.FunctionOf(NdCommands.SetConfigData);

    private readonly LabelReader _reader = new(caller, machine.Kernel.Source);

    /// <summary>False to keep no backup.</summary>
    public bool KeepsBackup { get; init; } = true;

    /// <summary>Told the folder of each backup.</summary>
    public Action<string, string>? BackedUp { get; init; }

    /// <summary>Told of an earlier write that did not come to its end: the DIMM, and the folder of its backup.</summary>
    public Action<string, string>? Unfinished { get; init; }

    /// <summary>The area of a DIMM as it is now.</summary>
    public NvdimmLabelArea Read(NvdimmDevice device, CancellationToken stop = default) => _reader.Read(device, includeFree: false, stop);

    /// <summary>Two fresh index blocks with all slots free. Null where they are there already.</summary>
    /// <param name="device">The DIMM.</param>
    /// <param name="version">The version of the labels to come.</param>
    /// <param name="overwrite">Whether valid labels are given up.</param>
    /// <exception cref="NvdimmException">Its labels are valid, or it may not be written.</exception>
    public ChangePlan? Initialize(NvdimmDevice device, LabelVersion version, bool overwrite)
    {
        EnsureIdle(device);
        var area = Read(device);
        var layout = LabelLayout.For(area.Size, version == LabelVersion.V11 ? 128 : 256);
        if (!layout.Fits)
        {
            throw LabelErrors.TooSmall(device.Name, area.Size);
        }

        if (area.Initialized && !overwrite)
        {
            return area.Version == layout.Version && area.UsedSlots == 0 && LabelChecker.IsPairSound(area) ? AsItIs(device)
                : throw LabelErrors.Initialized(device.Name, area.Version!, area.UsedSlots ?? 0);
        }

        // The kernel's and ndctl's numbers for a fresh pair: the first block counts.
        var to = area.Bytes;
        LabelIndexes.Make(layout, 0, 3, []).CopyTo(to.AsSpan(layout.IndexOffset(0)));
        LabelIndexes.Make(layout, 1, 2, []).CopyTo(to.AsSpan(layout.IndexOffset(1)));
        return Write(device, area, to, $"Initialize the label area for version {layout.Version}{Loss(area)}{Unlabelled(device)}");
    }

    /// <summary>The whole area in zeros. Null where it is so already.</summary>
    public ChangePlan? Clear(NvdimmDevice device)
    {
        EnsureIdle(device);
        var area = Read(device);
        return Write(device, area, new byte[area.Size], $"Clear the label area{Loss(area)}");
    }

    /// <summary>The index block that does not count, anew from the one that does. Null where both are as they ought to be.</summary>
    /// <exception cref="NvdimmException">Neither is valid.</exception>
    public ChangePlan? Repair(NvdimmDevice device)
    {
        EnsureIdle(device);
        var area = Read(device);
        if (LabelIndexes.Find(area.Span) is not var (layout, current))
        {
            throw LabelErrors.NothingToRepairFrom(device.Name);
        }

        if (LabelChecker.IsPairSound(area))
        {
            return AsItIs(device);
        }

        var to = area.Bytes;
        var block = to.AsSpan(layout.IndexOffset(1 - current), layout.IndexSize);
        to.AsSpan(layout.IndexOffset(current), layout.IndexSize).CopyTo(block);
        LabelIndexes.Place(block, layout, 1 - current, LabelIndexes.Previous((int)(area.Indexes[current].Sequence & 3)));
        return Write(device, area, to, $"Repair index block {1 - current} of the label area from block {current}");
    }

    /// <summary>The area as an export has it. Null where it is so already.</summary>
    /// <exception cref="NvdimmException">The export is of another DIMM or was changed, or the DIMM may not be written.</exception>
    public ChangePlan? Import(NvdimmDevice device, LabelImport import, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        var (bytes, from) = import.For(device, stop);
        EnsureIdle(device);
        var area = Read(device, stop);
        return bytes.Length != area.Size ? throw LabelErrors.OtherAreaSize(device.Name, area.Size, from, bytes.Length)
            : Write(device, area, bytes, $"Write the label area from '{from}'");
    }

    private static string Loss(NvdimmLabelArea area) => area.UsedSlots is > 0 and var used
        ? string.Create(CultureInfo.InvariantCulture, $", and give up {Plural.Of(used, "label")} in it")
        : string.Empty;

    /// <summary>A region without labels is one namespace, which goes when the first of its DIMMs has labels.</summary>
    private string Unlabelled(NvdimmDevice device)
    {
        const int withoutLabels = 4;
        var names = machine.Topology.GetRegionsOf(device.Name).Where(r => r.NamespaceType == withoutLabels).Select(r => r.Name).ToList();
        return names.Count == 0 ? string.Empty
            : $", after which the one namespace that {string.Join(", ", names)} is without labels is gone";
    }

    /// <summary>
    /// Nothing is to be written; an earlier write that did not come to its end is told, and is over now, once the DIMM has its driver again
    /// that such a write took away.
    /// </summary>
    private ChangePlan? AsItIs(NvdimmDevice device)
    {
        TellUnfinished(device);
        if (device.Driver is null && Backups?.Unfinished(device).Count > 0)
        {
            return new ChangePlan
            {
                Target = device.Name,
                Action = "Enable the DIMM, which an earlier write of its labels left disabled",
                Steps = [Bind(device, NvdimmMachine.Target(device))],
                Prepare = () => EnsureIdle(device),
                Verify = () => Backups?.Finish(device),
            };
        }

        Backups?.Finish(device);
        return null;
    }

    private void TellUnfinished(NvdimmDevice device)
    {
        foreach (var folder in Backups?.Unfinished(device) ?? [])
        {
            Unfinished?.Invoke(device.Name, folder);
        }
    }

    private ChangePlan? Write(NvdimmDevice device, NvdimmLabelArea area, byte[] to, string action)
    {
        if (area.Span.SequenceEqual(to))
        {
            return AsItIs(device);
        }

        var target = NvdimmMachine.Target(device);
        if (!target.OffersLegacy(SetFunction))
        {
            throw LabelErrors.NotWritable(device.Name);
        }

        TellUnfinished(device);
        var writes = LabelTransition.Find(area.Span, to, Math.Min(area.MaxTransfer!.Value, NdCommands.MaxLength / 2))
            ?? throw LabelErrors.NoSafeOrder(device.Name);
        return new ChangePlan
        {
            Target = device.Name,
            Action = action,
            Steps = [.. writes.Select(w => Step(target, w)), .. Rebind(device, target)],
            Values = [.. LabelComparer.Compare(device.Name, area.Bytes, to).Select(d => new ValueChange(
                string.Create(CultureInfo.InvariantCulture, $"{d.Part} {d.Field} (0x{d.Offset:x}, {Plural.Of(d.Length, "byte")})"),
                d.Reference ?? "", d.Difference ?? ""))],
            Prepare = () => Prepare(device, area, action),
            Verify = () => Verify(device, to),
        };
    }

    /// <summary>Under the bus's lock: what was planned on is still so, and is kept.</summary>
    private void Prepare(NvdimmDevice device, NvdimmLabelArea area, string action)
    {
        EnsureIdle(device);
        if (!Read(device).Span.SequenceEqual(area.Span))
        {
            throw LabelErrors.Changed(device.Name);
        }

        if (Backups is { } backups)
        {
            BackedUp?.Invoke(device.Name, backups.Save(area, action, DateTime.UtcNow));
        }
    }

    private void Verify(NvdimmDevice device, byte[] wanted)
    {
        var after = Read(device);
        if (!after.Span.SequenceEqual(wanted))
        {
            throw LabelErrors.NotTaken(device.Name, after.Span.CommonPrefixLength(wanted));
        }

        Backups?.Finish(device);
    }

    private LabelBackups? Backups => KeepsBackup ? field ??= LabelBackups.For(machine.Kernel) : null;

    private void EnsureIdle(NvdimmDevice device)
    {
        var regions = machine.Topology.GetRegionsOf(device.Name).Where(r => r.Enabled).Select(r => r.Name).ToList();
        if (regions.Count > 0 || machine.Topology.FindDevice(device.Name, TopologyDetail.Summary)?.State == "active")
        {
            throw LabelErrors.Active(device.Name, regions);
        }
    }

    private static CallStep Step(DsmTarget target, LabelWrite write)
    {
        var input = new byte[8 + write.Bytes.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(input, (uint)write.Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(input.AsSpan(4), (uint)write.Bytes.Length);
        write.Bytes.CopyTo(input, 8);
        return new CallStep(target, new DsmCall(SetFunction, input) { Route = DsmRoute.Legacy });
    }

    /// <summary>The kernel keeps a copy of the area from when the DIMM's driver is bound, so that is done anew.</summary>
    private IEnumerable<AttributeStep> Rebind(NvdimmDevice device, DsmTarget target)
    {
        if (device.Driver is null)
        {
            return [];
        }

        return [new(machine.Topology.BusOf(target.Node), device.Name, $"{Driver}/unbind", device.Name + "\n"), Bind(device, target)];
    }

    private AttributeStep Bind(NvdimmDevice device, DsmTarget target) =>
        new(machine.Topology.BusOf(target.Node), device.Name, $"{Driver}/bind", device.Name + "\n")
        {
            Advice = $"The labels are written. Enable {device.Name} with {Mention.EnableDevice(device.Name)}.",
        };
}
