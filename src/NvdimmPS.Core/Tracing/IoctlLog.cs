using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tracing;

/// <summary>
/// Reads a bare list of ioctls (dev, request, rc, errno, before, after), as a preloaded library writes it. It has no tree,
/// so one is made up of the nodes that it names: all DIMMs on the first bus, each of the family that it was called by.
/// </summary>
internal static class IoctlLog
{
    private const string Parent = "devices/platform/trace";

    public static Trace Read(string path, TraceLines lines, TraceObject first)
    {
        var trace =
            new Trace { Path = path, Warning = $"'{path}' is a bare list of ioctls: what the inventory shows of the machine is made up." };
        for (var line = first; ;)
        {
            trace.Requests.Add(Request(line, trace.Requests.Count + 1));
            if (!lines.TryRead(out var bytes))
            {
                break;
            }

            line = TraceObject.Parse(path, lines.Number, bytes);
        }

        MakeTree(trace);
        return trace;
    }

    private static RecordedRequest Request(TraceObject line, int sequence)
    {
        var result = (int)line.Number("rc", -1, int.MaxValue);
        var errno = line.Has("errno") ? (int)line.Number("errno", 0, Errno.Last) : 0;
        if (result < 0 != errno > 0)
        {
            throw line.Bad($"rc is {result} and errno {errno}: a refusal has -1 and an error number, an answer neither");
        }

        var before = line.Bytes("before", []);
        line.Agree("length", (ulong)before.Length);
        var request = new RecordedRequest(
            sequence, default, line.Node("dev", isPath: true), NdAccess.ReadWrite, line.RequestNumber("request"), before,
            result < 0 ? null : line.Bytes("after", []), result < 0 ? -errno : result, TimeSpan.Zero, []);
        TraceReader.Check(line, request);
        return request;
    }

    private static void MakeTree(Trace trace)
    {
        var nodes = trace.Requests.Select(r => r.Node).Distinct().OrderBy(n => n.Id).ToList();
        var buses = nodes.Where(n => n.Kind == NdNodeKind.Bus).Select(n => n.Id).DefaultIfEmpty(0).ToList();
        foreach (var bus in buses)
        {
            var folder = $"{Parent}/ndbus{bus}";
            trace.AddAttribute($"{folder}/provider", "trace");
            trace.AddAttribute($"{folder}/commands", Commands(trace, new NdNode(NdNodeKind.Bus, bus)));
            trace.AddAttribute($"{folder}/nd/ndctl{bus}/dev", $"245:{bus}");
            trace.AddLink($"{folder}/nd/ndctl{bus}/device", folder);
            trace.AddLink($"class/nd/ndctl{bus}", $"{folder}/nd/ndctl{bus}");
        }

        foreach (var dimm in nodes.Where(n => n.Kind == NdNodeKind.Dimm))
        {
            var folder = $"{Parent}/ndbus{buses[0]}/{dimm.Name}";
            trace.AddAttribute($"{folder}/uevent", "DEVTYPE=nvdimm");
            trace.AddAttribute($"{folder}/commands", Commands(trace, dimm));
            trace.AddAttribute($"{folder}/nfit/family", Family(trace, dimm).ToString(CultureInfo.InvariantCulture));
            trace.AddLink($"bus/nd/devices/{dimm.Name}", folder);
        }
    }

    private static string Commands(Trace trace, NdNode node) =>
        string.Join(' ', Envelopes(trace, node).Select(e => e.Command?.Name).OfType<string>().Distinct());

    private static ulong Family(Trace trace, NdNode node) =>
        Envelopes(trace, node).Where(e => e.Route == Abi.NdRoute.Call).Select(e => e.FamilyCode).FirstOrDefault();

    private static IEnumerable<DsmEnvelope> Envelopes(Trace trace, NdNode node) =>
        trace.Requests.Where(r => r.Node == node).Select(r => DsmEnvelope.Read(node.Kind, r.Request, r.Before));
}
