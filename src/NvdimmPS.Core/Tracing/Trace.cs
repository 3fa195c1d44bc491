using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Tracing;

/// <summary>A trace that was read and checked.</summary>
internal sealed class Trace
{
    public required string Path { get; init; }

    public TraceHost Host { get; set; } = new();

    public SysfsLayout Tree { get; } = new();

    public string? Mounts { get; set; }

    public string? Swaps { get; set; }

    public List<RecordedOpen> Opens { get; } = [];

    public List<RecordedRequest> Requests { get; } = [];

    public List<RecordedWrite> Writes { get; } = [];

    /// <summary>The answers, where they are vendor commands of a playback file; null where <see cref="Requests"/> has them.</summary>
    public PlaybackAnswers? Answers { get; init; }

    /// <summary>How many vendor commands a playback file has.</summary>
    public int Calls { get; init; }

    /// <summary>What is not as it should be and yet no obstacle.</summary>
    public string? Warning { get; set; }

    /// <summary>True where the tree has the node.</summary>
    public bool Has(NdNode node) => Tree.Has(node.Kind == NdNodeKind.Dimm ? $"bus/nd/devices/{node.Name}" : $"class/nd/{node.Name}");

    /// <summary>Reads a file in any form: lines, a bare list of ioctls, a support bundle, a playback file of ipmctl.</summary>
    /// <exception cref="NvdimmException">It is no trace, or not a whole one; the message names the line.</exception>
    public static Trace Read(string path, CancellationToken stop)
    {
        using var lines = TraceLines.Open(path, stop);
        return lines.StartsWith(TraceArchive.Signature) ? TraceArchive.Read(path, lines)
            : lines.StartsWith(PlaybackFormat.FileSignature) ? PlaybackTrace.Read(path, lines)
            : Read(path, lines);
    }

    /// <summary>Adds an attribute to a tree that is made up.</summary>
    public void AddAttribute(string path, string text) =>
        _ = Tree.Add(new SysfsEntry(SysfsEntryKind.Attribute, path) { Bytes = Encoding.UTF8.GetBytes(text + "\n") });

    /// <summary>Adds a link to a tree that is made up.</summary>
    public void AddLink(string path, string target) => _ = Tree.Add(new SysfsEntry(SysfsEntryKind.Link, path) { Target = target });

    /// <summary>Reads what is no file.</summary>
    /// <param name="name">What it is called where it is no trace.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="NvdimmException">It is no trace, or not a whole one; the message names the line.</exception>
    public static Trace Read(string name, byte[] bytes)
    {
        using var lines = new TraceLines(new MemoryStream(bytes), name);
        return Read(name, lines);
    }

    /// <summary>Reads lines that are open already.</summary>
    internal static Trace Read(string path, TraceLines lines) =>
        lines.TryRead(out var first) ? Read(path, lines, first) : throw TraceErrors.Empty(path);

    private static Trace Read(string path, TraceLines lines, ReadOnlyMemory<byte> first)
    {
        TraceObject header;
        try
        {
            header = TraceObject.Parse(path, 1, first);
        }
        catch (NvdimmException e) when (e.ErrorId == TraceErrors.LineId)
        {
            throw TraceErrors.NotATrace(path, e);
        }

        return header.TextOrNull("kind") == TraceFormat.Header && header.TextOrNull("format") == TraceFormat.Name
            ? new TraceReader(path, lines).Read(header, first)
            : header.Has("dev") && header.Has("before") ? IoctlLog.Read(path, lines, header)
            : throw TraceErrors.NotATrace(path, null);
    }
}
