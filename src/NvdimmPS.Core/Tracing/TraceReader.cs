using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tracing;

/// <summary>
/// Reads a trace and believes nothing in it: order, sizes, numbers, paths and the checksum are checked before anything is made of
/// it.
/// </summary>
internal sealed class TraceReader(string path, TraceLines lines)
{
    private readonly Trace _trace = new() { Path = path };
    private long _sequence;
    private bool _ended;

    public Trace Read(TraceObject header, ReadOnlyMemory<byte> first)
    {
        var hash = new Sha256();
        ReadHeader(header);
        hash.Append(first.Span);
        while (lines.TryRead(out var line))
        {
            var parsed = TraceObject.Parse(path, lines.Number, line);
            if (_ended)
            {
                throw parsed.Bad("it stands behind the closing line");
            }

            Read(parsed, hash);
            hash.Append(line.Span);
        }

        if (!_ended)
        {
            _trace.Warning =
                $"The trace '{path}' has no closing line: it was never stopped, or its end is missing. What is there is replayed.";
        }

        return _trace;
    }

    private void ReadHeader(TraceObject header)
    {
        var version = header.Number("version", 1, int.MaxValue);
        if (version > TraceFormat.Version)
        {
            throw TraceErrors.Version(path, version, header.TextOrNull("toolVersion"));
        }

        _trace.Host = new TraceHost
        {
            ToolVersion = Fact(header, "toolVersion"),
            Time = header.Time("time"),
            Source = Fact(header, "source"),
            HostName = Fact(header, "hostName"),
            OperatingSystem = Fact(header, "operatingSystem"),
            KernelRelease = Fact(header, "kernelRelease"),
            Architecture = Fact(header, "architecture"),
            FrontEnd = Fact(header, "frontEnd"),
            Runtime = Fact(header, "runtime"),
        };
    }

    private static string? Fact(TraceObject header, string name) => header.TextOrNull(name) is { } text ? Printable.Quote(text) : null;

    private void Read(TraceObject line, Sha256 hash)
    {
        switch (line.Text("kind"))
        {
            case TraceFormat.Folder:
                Add(line, new SysfsEntry(SysfsEntryKind.Folder, line.Text("path")));
                break;
            case TraceFormat.Link:
                Add(line, new SysfsEntry(SysfsEntryKind.Link, line.Text("path")) { Target = line.Text("target") });
                break;
            case TraceFormat.Attribute:
                Add(line, Attribute(line));
                break;
            case TraceFormat.Mounts:
                BeforeRequests(line);
                _trace.Mounts = _trace.Mounts is null ? line.Text("text") : throw line.Bad("there is a mount table already");
                break;
            case TraceFormat.Swaps:
                BeforeRequests(line);
                _trace.Swaps = _trace.Swaps is null ? line.Text("text") : throw line.Bad("there is a table of swap space already");
                break;
            case TraceFormat.Open:
                _trace.Opens.Add(Open(line));
                break;
            case TraceFormat.Ioctl:
                _trace.Requests.Add(Ioctl(line));
                break;
            case TraceFormat.Write:
                _trace.Writes.Add(Write(line));
                break;
            case TraceFormat.End:
                End(line, hash);
                break;
            case TraceFormat.Header:
                throw line.Bad("it is a second header: two traces are in one file");
            case var kind:
                throw line.Bad($"version {TraceFormat.Version} has no kind '{kind}'");
        }
    }

    private RecordedWrite Write(TraceObject line)
    {
        var changed = new List<SysfsEntry>();
        foreach (var item in line.Items("changed"))
        {
            changed.Add(item.Text("kind") switch
            {
                TraceFormat.Folder => new SysfsEntry(SysfsEntryKind.Folder, item.Text("path")),
                TraceFormat.Link => new SysfsEntry(SysfsEntryKind.Link, item.Text("path")) { Target = item.Text("target") },
                TraceFormat.Attribute => Attribute(item),
                var kind => throw line.Bad($"'changed' has a '{kind}', which is no part of a tree"),
            });
        }

        var value = Attribute(line, "attribute").Bytes;
        var write = new RecordedWrite(Sequence(line), line.Time("time"), line.Text("attribute"), value,
            (int)line.Number("result", -Errno.Last, value.Length), changed, line.Texts("gone"));
        return _trace.Tree.Add(write) is { } problem ? throw line.Bad(problem) : write;
    }

    private static SysfsEntry Attribute(TraceObject line) => Attribute(line, "path");

    private static SysfsEntry Attribute(TraceObject line, string name)
    {
        var entry = new SysfsEntry(SysfsEntryKind.Attribute, line.Text(name));
        return line.Has("errno") ? entry with { Errno = (int)line.Number("errno", 1, Errno.Last) }
            : line.TextOrNull("text") is { } text ? entry with { Bytes = Encoding.UTF8.GetBytes(text) }
            : entry with { Bytes = line.Bytes("hex", []) };
    }

    private void Add(TraceObject line, SysfsEntry entry)
    {
        BeforeRequests(line);
        if (_trace.Tree.Add(entry) is { } problem)
        {
            throw line.Bad(problem);
        }
    }

    private RecordedOpen Open(TraceObject line)
    {
        var errno = (int)line.Number("errno", 0, Errno.Last);
        return new RecordedOpen(Sequence(line), line.Time("time"), line.Node("node"), line.Access("access"), errno,
            errno == 0 && line.TextOrNull("error") == "WrongNode");
    }

    private RecordedRequest Ioctl(TraceObject line)
    {
        var hidden = line.Hidden("hidden");
        var request = new RecordedRequest(
            Sequence(line), line.Time("time"), line.Node("node"), line.Access("access"), line.RequestNumber("request"),
                line.Bytes("before", hidden),
            line.Has("after")
                ? line.Bytes("after", hidden)
                : null, (int)line.Number("result", -Errno.Last, int.MaxValue), TimeSpan.Zero, hidden);
        if (!_trace.Has(request.Node))
        {
            throw line.Bad($"it goes to {request.Node.Name}, which the recorded tree does not have");
        }

        Check(line, request);
        return request;
    }

    /// <summary>Holds the parts of a request against each other.</summary>
    internal static void Check(TraceObject line, RecordedRequest request)
    {
        try
        {
            NdEnvelope.EnsureInside(request.Node.Kind, request.Request, request.Before);
        }
        catch (ArgumentException e)
        {
            throw line.Bad($"'before' disagrees with the sizes in it: {e.Message.Split(" (Parameter", 2)[0]}");
        }

        if (request.After is null && request.Result >= 0)
        {
            throw line.Bad($"the kernel answered {request.Result}, but there is no 'after'");
        }

        if (request.After is not null && request.After.Length != request.Before.Length)
        {
            throw line.Bad($"'before' has {request.Before.Length} bytes and 'after' {request.After.Length}; a buffer does not change "
                + $"its size");
        }

        if (request.Result > request.Before.Length)
        {
            throw line.Bad($"the result {request.Result} is more than the buffer's {request.Before.Length} bytes, which the kernel "
                + $"cannot answer");
        }

        var envelope = DsmEnvelope.Read(request.Node.Kind, request.Request, request.Before);
        line.Agree("function", envelope.Number);
        line.Agree("family", envelope.FamilyCode);
    }

    private long Sequence(TraceObject line)
    {
        var number = line.Number("sequence", 0, long.MaxValue);
        return number == ++_sequence
            ? number
            : throw line.Bad($"its sequence is {number} where {_sequence} follows: lines are missing, doubled or in another order");
    }

    private void BeforeRequests(TraceObject line)
    {
        if (_sequence > 0)
        {
            throw line.Bad("it belongs before the first request: lines are in another order");
        }
    }

    private void End(TraceObject line, Sha256 hash)
    {
        _ended = true;
        var count = line.Number("lines", 0, int.MaxValue);
        if (count != lines.Number - 1)
        {
            throw line.Bad($"the closing line counts {count} lines, but {lines.Number - 1} stand before it");
        }

        if (!string.Equals(line.Text("sha256"), HexText.Format(hash.Current()), StringComparison.OrdinalIgnoreCase))
        {
            throw line.Bad("the checksum is that of other lines: the file was changed after it was recorded (line ends count too)");
        }
    }
}
