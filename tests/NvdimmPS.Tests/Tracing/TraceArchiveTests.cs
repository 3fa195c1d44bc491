using System.IO.Compression;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Tracing;

/// <summary>A trace in an archive; what is none of ours is refused before anything is unpacked.</summary>
public sealed class TraceArchiveTests : TraceTest
{
    private readonly byte[] _trace;

    public TraceArchiveTests()
    {
        using var machine = new SimulatedKernel("1x1");
        Record(machine, k => Send(k, "nmem0", Intel(1, room: 132)));
        _trace = System.IO.File.ReadAllBytes(File);
    }

    [Fact]
    public void The_trace_is_found_whatever_the_file_is_called()
    {
        Archive(("README.txt", [1]), ("trace.jsonl", _trace), ("dimms/nmem0/health.json", [2]));
        using var replay = new ReplayKernel(File);
        Assert.Equal((null, 1, File), (replay.Warning, replay.Requests, replay.Path));
    }

    [Theory]
    [InlineData("/etc/passwd", "does not start in the archive")]
    [InlineData("../../etc/cron.d/x", "leads out of the archive")]
    [InlineData("dimms/../../x", "leads out of the archive")]
    [InlineData("C:/x", "a name has a character")]
    [InlineData("..\\x", "a name has a character")]
    [InlineData("a\x1b[2J", "a name has a character")]
    [InlineData("trace.jsonl", "'trace.jsonl' is there twice")]
    [InlineData("TRACE.jsonl", "is there twice")]
    public void An_entry_that_is_none_of_a_bundle_refuses_it(string name, string why)
    {
        Archive(("trace.jsonl", _trace), (name, [1]));
        var failure = Refusal();
        Assert.Equal("Nvdimm.Trace.Archive", failure.ErrorId);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_without_a_trace_says_so()
    {
        Archive(("index.json", [1]));
        Assert.Contains("it has no trace.jsonl", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_cut_or_changed_is_refused()
    {
        Archive(("trace.jsonl", _trace));
        var whole = System.IO.File.ReadAllBytes(File);
        for (var length = 4; length < whole.Length; length += 97)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.StartsWith("Nvdimm.Trace.", Refusal().ErrorId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Too_many_entries_are_refused_before_they_are_looked_at()
    {
        Archive([.. Enumerable.Range(0, 16_400).Select(i => ($"f{i}", Array.Empty<byte>()))]);
        Assert.Equal("Nvdimm.Trace.ArchiveTooLarge", Refusal().ErrorId);
    }

    /// <summary>A bomb: what it says that it becomes, and what it becomes where it says less.</summary>
    [Fact]
    public void A_trace_that_becomes_too_large_is_refused()
    {
        using (var archive = new ZipArchive(System.IO.File.Create(File), ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("trace.jsonl").Open();
            entry.Write(_trace);
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 257; i++)
            {
                entry.Write(zeros);
            }
        }

        Assert.Equal("Nvdimm.Trace.ArchiveTooLarge", Refusal().ErrorId);
        var bytes = System.IO.File.ReadAllBytes(File);
        var head = bytes.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(head + 24), 1000);
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.StartsWith("Nvdimm.Trace.", Refusal().ErrorId, StringComparison.Ordinal);
    }

    private void Archive(params (string Name, byte[] Bytes)[] entries)
    {
        // Another file each time: a process that another test starts has the lock of this one for a moment.
        System.IO.File.Delete(File);
        using var archive = new ZipArchive(System.IO.File.Create(File), ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(bytes);
        }
    }
}
