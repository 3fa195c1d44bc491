using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;
using NvdimmPS.Tracing;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Reads the bytes of a trace.</summary>
internal delegate Trace TraceBytesReader(byte[] bytes);

/// <summary>
/// Traces that were whole once: refused with their line, or read as their text says, and a machine of which all can be read and that
/// answers only what was recorded; nothing of it lies outside its folder.
/// </summary>
/// <param name="read">Who reads; the product where nobody else is named.</param>
internal sealed class TraceEntrance(TraceBytesReader? read = null)
    : Entrance("traces", "traces that were whole once, and the machines that they become")
{
    private const int PerByte = 60;

    private readonly TraceBytesReader _read = read ?? (bytes => Trace.Read("trace.jsonl", bytes));

    public override void Try(FuzzCase current)
    {
        var bytes = TraceMaker.Make(current.Dice);
        current.Throws(bytes, () => "trace:");
        var trace = Product(current, (Room * 8) + (PerByte * (long)bytes.Length), () => _read(bytes), out var refusal);
        Hold(refusal is null || refusal.ErrorId.StartsWith("Nvdimm.Trace.", StringComparison.Ordinal),
            $"it is refused as {refusal?.ErrorId}");
        if (trace is null)
        {
            return;
        }

        var expected = TraceText.Read(bytes);
        var difference = TraceComparison.Difference(expected, trace);
        Hold(difference is null, $"{difference}");
        if (current.Dice.OneIn(3))
        {
            Replay(current, bytes, expected);
        }
    }

    private static void Replay(FuzzCase current, byte[] bytes, TraceText expected)
    {

        var path = ScratchFile.Write("trace.jsonl", bytes);
        using var machine = Product(current, long.MaxValue, () => new ReplayKernel(path), out _);
        if (machine is not null)
        {
            TraceMaker.Use(machine);
            var difference = ReplayCheck.Difference(machine, expected, Check);
            Hold(difference is null, $"{difference}");
            StaysInside(machine.SysfsRoot);
            foreach (var (attribute, content) in expected.Attributes)
            {
                Hold(File.ReadAllBytes(Path.Combine(machine.SysfsRoot, attribute)).AsSpan().SequenceEqual(content),
                    $"{attribute} has other bytes");
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
