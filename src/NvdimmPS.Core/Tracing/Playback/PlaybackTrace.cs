using System.Buffers.Binary;
using System.Globalization;
using NvdimmPS.Abi;

namespace NvdimmPS.Tracing.Playback;

/// <summary>Makes a machine of a playback file: on one bus the DIMMs of its NFIT, and others that commands went to.</summary>
internal static class PlaybackTrace
{
    private const string Bus = "devices/platform/playback/ndbus0";
    private const int MostDimms = 1024;

    public static Trace Read(string path, TraceLines lines) => From(path, PlaybackReader.Read(path, lines), lines.Stop);

    internal static Trace From(string path, PlaybackFile file, CancellationToken stop = default)
    {
        var calls = file.Calls.ToLookup(c => c.Handle);
        var dimms = Dimms(path, file, calls);
        var nodes = dimms.Select((d, i) => (d.Handle, Node: new NdNode(NdNodeKind.Dimm, i))).ToDictionary(d => d.Handle, d => d.Node);
        var trace = new Trace
        {
            Path = path,
            Host = new TraceHost
            {
                OperatingSystem = $"{file.OsName} {file.OsVersion}".Trim(),
                FrontEnd = $"ipmctl {file.SoftwareVersion}".Trim(),
                Source = "Playback",
            },
            Answers = new PlaybackAnswers(path, file, nodes, stop),
            Calls = file.Calls.Count,
            Warning = $"'{path}' is a playback file of ipmctl: it has vendor commands alone, and the inventory shows what its NFIT says of "
                + "DIMMs. Functions 1 and 2 are answered out of the commands 08:00 and 04:01.",
        };
        trace.AddAttribute($"{Bus}/provider", "ACPI.NFIT");
        trace.AddAttribute($"{Bus}/commands", string.Empty);
        trace.AddAttribute($"{Bus}/nd/ndctl0/dev", "245:0");
        trace.AddLink($"{Bus}/nd/ndctl0/device", Bus);
        trace.AddLink("class/nd/ndctl0", $"{Bus}/nd/ndctl0");
        foreach (var dimm in dimms)
        {
            Add(trace, nodes[dimm.Handle], dimm, PlaybackAnswers.Mask(calls[dimm.Handle]));
        }

        return trace;
    }

    private static List<NfitDimm> Dimms(string path, PlaybackFile file, ILookup<uint, PlaybackCall> calls)
    {
        var known = new List<NfitDimm>();
        if (file.Tables.TryGetValue(PlaybackFormat.Nfit, out var table))
        {
            known = NfitTable.Read(table, out var problem) ?? throw TraceErrors.PlaybackTable(path, problem.Offset, problem.Why);
        }

        var others = calls.Select(c => c.Key).Except(known.Select(d => d.Handle)).Order().ToList();
        known.AddRange(others.Select(handle => new NfitDimm(handle)));
        return known.Count <= MostDimms ? known : throw TraceErrors.PlaybackTable(path, 0, $"it has more than {MostDimms} DIMMs");
    }

    private static void Add(Trace trace, NdNode node, NfitDimm dimm, ulong mask)
    {
        var folder = $"{Bus}/{node.Name}";
        trace.AddAttribute($"{folder}/uevent", "DEVTYPE=nvdimm");
        trace.AddAttribute($"{folder}/commands", NdCommands.DimmCall.Name);
        trace.AddAttribute($"{folder}/nfit/family", "0");
        trace.AddAttribute($"{folder}/nfit/dsm_mask", Hex($"0x{mask:x}"));
        trace.AddAttribute($"{folder}/nfit/handle", Hex($"0x{dimm.Handle:x}"));
        if (dimm.Vendor != 0)
        {
            trace.AddAttribute($"{folder}/nfit/id", dimm.Id);
            trace.AddAttribute($"{folder}/nfit/phys_id", Hex($"0x{dimm.PhysicalId:x}"));
            trace.AddAttribute($"{folder}/nfit/serial", Hex($"0x{BinaryPrimitives.ReverseEndianness(dimm.Serial):x8}"));
            trace.AddAttribute($"{folder}/nfit/format", Hex($"0x{dimm.Format:x4}"));
            Swapped("vendor", dimm.Vendor);
            Swapped("device", dimm.Device);
            Swapped("rev_id", dimm.Revision);
            Swapped("subsystem_vendor", dimm.SubsystemVendor);
            Swapped("subsystem_device", dimm.SubsystemDevice);
            Swapped("subsystem_rev_id", dimm.SubsystemRevision);
        }

        trace.AddLink($"bus/nd/devices/{node.Name}", folder);

        void Swapped(string name, ushort number) => trace.AddAttribute($"{folder}/nfit/{name}", Hex($"0x{NfitDimm.Swap(number):x4}"));
    }

    private static string Hex(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
