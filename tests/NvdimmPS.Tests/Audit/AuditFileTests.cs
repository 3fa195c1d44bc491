using System.Net.Sockets;
using System.Text;
using NvdimmPS.Audit;

namespace NvdimmPS.Tests.Audit;

/// <summary>Where the lines go: to a file that is what it seems, and to the journal.</summary>
public sealed class AuditFileTests : AuditTest
{
    private static readonly byte[] Line = [.. "{\"n\":1}\n"u8];

    public AuditFileTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The log is written on Linux only.");

    private string Place(string name) => Path.Combine(Folder, name);

    [Fact]
    public void Folder_and_file_are_made_for_their_owner_and_group()
    {
        Assert.Null(AuditFile.Append(File, Line));
        Assert.Null(AuditFile.Append(File, Line));
        Assert.Equal(2, Lines.Length);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode rw = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(rw, System.IO.File.GetUnixFileMode(File) & ~UnixFileMode.GroupRead);
        Assert.Equal(rw | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!) & ~(UnixFileMode.GroupRead | UnixFileMode.GroupExecute));
        Assert.Contains("no such folder", AuditFile.Append(Place("a/b/c.jsonl"), Line), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        var mine = Place("mine.txt");
        System.IO.File.WriteAllText(mine, "mine");
        System.IO.File.CreateSymbolicLink(Place("link"), mine);
        System.IO.File.CreateSymbolicLink(Place("dangling"), Place("made-by-it"));
        Assert.Contains("symbolic link", AuditFile.Append(Place("link"), Line), StringComparison.Ordinal);
        Assert.Contains("symbolic link", AuditFile.Append(Place("dangling"), Line), StringComparison.Ordinal);
        Assert.Equal(("mine", false), (System.IO.File.ReadAllText(mine), System.IO.File.Exists(Place("made-by-it"))));
    }

    [Fact]
    public void What_is_no_plain_file_of_its_own_is_not_written()
    {
        Assert.Contains("no regular file", AuditFile.Append("/dev/null", Line), StringComparison.Ordinal);
        Assert.Contains("folder", AuditFile.Append(Folder, Line), StringComparison.Ordinal);
        System.IO.File.WriteAllText(Place("open"), "");
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(Place("open"), (UnixFileMode)0b110_110_110);
        }

        Assert.Contains("everybody", AuditFile.Append(Place("open"), Line), StringComparison.Ordinal);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Place("socket")));
        Assert.Contains("no regular file", AuditFile.Append(Place("socket"), Line), StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(Place("open")).Length);
    }

    /// <summary>Whoever may write the folder could give another file of root's this name.</summary>
    [Fact]
    public void A_file_with_a_second_name_is_not_written()
    {
        var mine = Place("mine.txt");
        System.IO.File.WriteAllText(mine, "mine");
        Assert.Equal(0, link(mine, Place("second")));
        Assert.Contains("hard link", AuditFile.Append(Place("second"), Line), StringComparison.Ordinal);
        Assert.Equal("mine", System.IO.File.ReadAllText(mine));
        System.IO.File.Delete(mine);
        Assert.Null(AuditFile.Append(Place("second"), Line));
    }

    /// <summary>Whatever becomes of a line, nothing stays open: a log that is written for days must not end for want of descriptors.</summary>
    [Fact]
    public void Nothing_stays_open()
    {
        System.IO.File.WriteAllText(Place("mine"), "");
        Assert.Equal(0, link(Place("mine"), Place("second")));
        System.IO.File.CreateSymbolicLink(Place("link"), Place("mine"));
        string[] places = [File, Place("second"), Place("link"), "/dev/null", "/dev/full", Folder, Place("a/b/c"), "/proc/nowhere/x"];
        foreach (var place in places)
        {
            _ = AuditFile.Append(place, Line);
        }

        // Other tests open and close files of their own meanwhile; what leaks here is open to these names.
        var open = Directory.EnumerateFiles("/proc/self/fd").Select(fd => new FileInfo(fd).LinkTarget).ToList();
        Assert.NotEmpty(open);
        Assert.DoesNotContain(open, target => target is not null && (target.StartsWith(Folder, StringComparison.Ordinal) || target == "/dev/full"));
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern int link(string from, string to);

    [Fact]
    public void A_file_that_was_moved_away_is_made_anew()
    {
        AuditFile.Append(File, Line);
        System.IO.File.Move(File, File + ".1");
        AuditFile.Append(File, Line);
        Assert.Equal((1, 1), (Lines.Length, System.IO.File.ReadAllLines(File + ".1").Length));
    }

    [Fact]
    public void Lines_of_many_at_a_time_do_not_mix()
    {
        var long1 = Encoding.ASCII.GetBytes(new string('x', 3000) + "\n");
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Null(AuditFile.Append(File, long1)));
        Assert.Equal(400, Lines.Length);
        Assert.All(Lines, l => Assert.Equal(3000, l.Length));
    }

    /// <summary>A full disk takes a part of a line. The next one must stand on a line of its own.</summary>
    [Theory]
    [InlineData("", "whole\n")]
    [InlineData("another's\n", "whole\n{\"n\"another's\n")] // what came behind it meanwhile is not ours to take
    public void A_line_that_was_cut_is_taken_back(string behind, string left)
    {
        System.IO.File.WriteAllText(Place("log"), "whole\n");
        using var ours = new FileStream(Place("log"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        ours.Seek(0, SeekOrigin.End);
        ours.Write(Line.AsSpan(0, 4));
        ours.Flush();
        System.IO.File.AppendAllText(Place("log"), behind);
        Assert.Equal("no space left", AuditFile.Written((int)ours.SafeFileHandle.DangerousGetHandle(), Line, 4));
        Assert.Equal(left, System.IO.File.ReadAllText(Place("log")));
    }

    [Fact]
    public void The_journal_gets_each_member_as_a_field_whatever_is_in_it()
    {
        using var journald = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 60_000 };
        journald.Bind(new UnixDomainSocketEndPoint(Place("journal")));
        var record = new NvdimmAuditRecord { Id = "1", Target = "nmem0", User = "a\nPRIORITY=0\nb", FunctionName = "SetSmartThreshold", Family = "Intel", Function = 17, Danger = "Write", Answered = true, Outcome = "Success" };
        Assert.Null(AuditJournal.Send(Place("journal"), AuditText.Entry(record)));
        var datagram = new byte[8192];
        var fields = Fields(datagram.AsSpan(0, journald.Receive(datagram)));
        Assert.Equal(("nvdimmps", "5", "nmem0", "a\nPRIORITY=0\nb", "17"), (fields["SYSLOG_IDENTIFIER"], fields["PRIORITY"], fields["NVDIMM_DIMM"], fields["NVDIMM_USER"], fields["NVDIMM_FUNCTION"]));
        Assert.EndsWith("sent Intel 17 SetSmartThreshold (Write) to nmem0: Success", fields["MESSAGE"], StringComparison.Ordinal);
        Assert.All(fields.Keys, k => Assert.Matches("^[A-Z][A-Z0-9_]*$", k));
    }

    [Fact]
    public void A_journal_alone_is_enough()
    {
        using var journald = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 60_000 };
        journald.Bind(new UnixDomainSocketEndPoint(Place("journal")));
        using var kernel = new NvdimmPS.Simulation.SimulatedKernel("1x1");
        using var log = Use(new AuditSettings { Path = "/proc/nowhere/x", Simulated = true, Required = true }, Place("journal"));
        Send(kernel, "nmem0", "SetSmartThreshold", Threshold);
        var datagram = new byte[8192];
        Assert.Equal("asked", Fields(datagram.AsSpan(0, journald.Receive(datagram)))["NVDIMM_KIND"]);
        Assert.Equal("Success", Fields(datagram.AsSpan(0, journald.Receive(datagram)))["NVDIMM_OUTCOME"]);
    }

    /// <summary>The native protocol's binary form: name, line end, length, bytes, line end.</summary>
    private static Dictionary<string, string> Fields(ReadOnlySpan<byte> datagram)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!datagram.IsEmpty)
        {
            var end = datagram.IndexOf((byte)'\n');
            var (name, length) = (Encoding.ASCII.GetString(datagram[..end]), (int)BitConverter.ToUInt64(datagram[(end + 1)..]));
            fields.Add(name, Encoding.UTF8.GetString(datagram.Slice(end + 9, length)));
            Assert.Equal((byte)'\n', datagram[end + 9 + length]);
            datagram = datagram[(end + 10 + length)..];
        }

        return fields;
    }
}
