using NvdimmPS.Fuzz.Making;
using NvdimmPS.Kernel;
using NvdimmPS.Tracing;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Reads the bytes of a trace.</summary>
internal delegate Trace TraceBytesReader(byte[] bytes);

/// <summary>
/// Traces that were whole once: refused with their line, or a machine of which all can be read and that answers only what was
/// recorded; nothing of it lies outside its folder.
/// </summary>
internal sealed class TraceEntrance(TraceBytesReader? read = null) : Entrance("traces", "traces that were whole once, and the machines that they become")
{
    private const int PerByte = 60;

    private readonly TraceBytesReader _read = read ?? (bytes => Trace.Read("trace.jsonl", bytes));

    public override void Try(FuzzCase current)
    {
        var bytes = TraceMaker.Make(current.Dice);
        current.Throws(bytes, () => "trace:");
        var trace = Product(current, (Room * 8) + (PerByte * (long)bytes.Length), () => _read(bytes), out var refusal);
        Hold(refusal is null || refusal.ErrorId.StartsWith("Nvdimm.Trace.", StringComparison.Ordinal), $"it is refused as {refusal?.ErrorId}");
        if (trace is null || !current.Dice.OneIn(3))
        {
            return;
        }

        var path = ScratchFile.Write("trace.jsonl", bytes);
        using var machine = Product(current, long.MaxValue, () => new ReplayKernel(path), out refusal);
        if (machine is not null)
        {
            TraceMaker.Use(machine);
            Answers(machine, trace);
            StaysInside(machine.SysfsRoot);
        }
    }

    /// <summary>Each request once more: what comes back was recorded.</summary>
    private static void Answers(ReplayKernel machine, Trace trace)
    {
        foreach (var request in trace.Requests.Take(20))
        {
            try
            {
                using var device = machine.Open(request.Node, request.Access);
                var buffer = request.Before.AsSpan().ToArray();
                var result = device.Ioctl(request.Request, buffer);
                Hold(trace.Requests.Exists(r => r.Node == request.Node && r.Result == result), $"{request.Node} answers {result}, which nobody recorded");
            }
            catch (NvdimmException e)
            {
                Check(e);
            }
        }
    }

    private static void StaysInside(string root)
    {
        var inside = Path.GetFullPath(root) + Path.DirectorySeparatorChar;
        var open = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (open.TryPop(out var folder))
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                if (entry.LinkTarget is { } link)
                {
                    var target = Path.GetFullPath(Path.Combine(folder.FullName, link));
                    Hold(target.StartsWith(inside, StringComparison.Ordinal), $"the link {entry.FullName} leads to {target}");
                }
                else if (entry is DirectoryInfo inner)
                {
                    open.Push(inner);
                }
            }
        }
    }
}
