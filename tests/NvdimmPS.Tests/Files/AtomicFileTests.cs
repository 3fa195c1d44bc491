using System.IO.Pipes;
using System.Net.Sockets;
using System.Text;
using NvdimmPS.Files;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Files;

/// <summary>What stands where a file is to be decides what becomes of it.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class AtomicFileTests : FileTest
{
    private static readonly byte[] After = "after"u8.ToArray();

    private static readonly FileErrors Errors = new(
        path => new NvdimmException("There", NvdimmErrorKind.InvalidOperation, path, "there", null),
        (path, e) => new NvdimmException("Unwritable", NvdimmErrorKind.InvalidOperation, path, e.Message, (e as FileRefusal)?.Next ?? "", e));

    [Fact]
    public void A_new_file_has_the_mode_of_the_umask_or_the_one_that_is_asked_for()
    {
        var before = Unix.umask(0b000_010_111);
        try
        {
            AtomicFile.Write(At("usual"), After, overwrite: false, Errors);
            AtomicFile.Write(At("asked"), After, overwrite: false, Errors, (UnixFileMode)0b110_100_100);
        }
        finally
        {
            _ = Unix.umask(before);
        }

        Assert.Equal(("after", (UnixFileMode)0b110_100_000), (File.ReadAllText(At("usual")), File.GetUnixFileMode(At("usual"))));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(At("asked")));
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    [Theory]
    [InlineData(0b110_000_000)]
    [InlineData(0b110_110_100)]
    [InlineData(0b100_000_000)]
    public void An_old_file_keeps_its_mode_and_its_owner(int mode)
    {
        var file = Write("old", mode: (UnixFileMode)mode);
        if (Unix.IsRoot)
        {
            Unix.Give(file);
        }

        AtomicFile.Write(file, After, overwrite: true, Errors, (UnixFileMode)0b110_100_100);
        Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(file));
        Assert.Equal("after", File.ReadAllText(file));
        Assert.True(!Unix.IsRoot || Status(file).Owner == Unix.Nobody && Status(file).Group == Unix.Nobody);
        Assert.Single(Directory.GetFiles(Folder));
    }

    /// <summary>Without its list, the bits of the group class would be the group's.</summary>
    [Fact]
    public void An_old_file_keeps_its_access_list()
    {
        var file = Write("old");
        Assert.SkipUnless(Unix.TryGrant(file, Unix.Nobody), "the file system has no access lists");
        var list = Unix.AccessList(file);
        Assert.NotEmpty(list);
        AtomicFile.Write(file, After, overwrite: true, Errors);
        Assert.Equal(list, Unix.AccessList(file));
    }

    [Fact]
    public void Nothing_is_overwritten_unless_that_is_asked_for()
    {
        var file = Write("old");
        Assert.Equal("There", Refusal(file, overwrite: false).ErrorId);
        Assert.Equal("There", Refusal(Link("link", file), overwrite: false).ErrorId);
        Assert.Equal("There", Assert.Throws<NvdimmException>(() => AtomicFile.Check(file, overwrite: false, Errors)).ErrorId);
        Assert.Equal("before", File.ReadAllText(file));
        AtomicFile.Check(file, overwrite: true, Errors);
    }

    [Fact]
    public void Nor_what_comes_there_while_it_is_written()
    {
        void Late(Stream stream)
        {
            stream.Write(After);
            Write("new", "somebody's");
        }

        Assert.Equal("There", Assert.Throws<NvdimmException>(() => AtomicFile.Write(At("new"), Late, overwrite: false, Errors)).ErrorId);
        Assert.Equal("somebody's", File.ReadAllText(At("new")));
        Assert.Single(Directory.GetFiles(Folder));
        AtomicFile.Write(At("new"), Late, overwrite: true, Errors);
        Assert.Equal("after", File.ReadAllText(At("new")));
    }

    [Theory]
    [InlineData("target")] // a relative link
    [InlineData("{0}/target")]
    [InlineData("other/../target")]
    public void A_link_stays_and_its_target_is_replaced(string target)
    {
        Directory.CreateDirectory(At("other"));
        Write("target");
        var link = Link("other/link", "../first");
        Link("first", string.Format(System.Globalization.CultureInfo.InvariantCulture, target, Folder));
        AtomicFile.Write(link, After, overwrite: true, Errors);
        Assert.Equal(("../first", "after"), (new FileInfo(link).LinkTarget, File.ReadAllText(At("target"))));
        Assert.Null(new FileInfo(At("target")).LinkTarget);
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public void A_link_to_what_is_not_there_yet_makes_it()
    {
        AtomicFile.Write(Link("link", At("new")), After, overwrite: false, Errors);
        Assert.Equal((At("new"), "after"), (new FileInfo(At("link")).LinkTarget, File.ReadAllText(At("new"))));
    }

    [Fact]
    public void Links_that_lead_in_circles_and_to_nowhere_are_refused()
    {
        Link("one", At("two"));
        Assert.Contains("links", Refusal(Link("two", At("one"))).Message, StringComparison.Ordinal);
        Assert.Contains("there is no folder", Refusal(Link("astray", At("no/folder"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_user_laid_where_everybody_may_is_refused()
    {
        Assert.SkipUnless(Unix.IsRoot, "needs root, to be another user");
        var (sticky, mine) = (Sticky("sticky"), Write("mine"));
        Unix.Give(sticky, 0);
        string[] traps = [Link("sticky/link", mine), Write("sticky/file"), Unix.Pipe(At("sticky/pipe")), Link("sticky/folder", Folder)];
        foreach (var trap in traps.Select(t => Unix.Give(t)).Append(At("sticky/folder/mine")))
        {
            var refusal = Refusal(trap);
            Assert.Contains("another user", refusal.Message, StringComparison.Ordinal);
            Assert.NotNull(refusal.NextStep);
        }

        Assert.Equal("before", File.ReadAllText(mine));
        AtomicFile.Write(Link("sticky/ours", mine), After, overwrite: true, Errors);
        Assert.Equal("after", File.ReadAllText(mine));
    }

    [Fact]
    public void A_pipe_is_written_to_and_stays()
    {
        var pipe = Unix.Pipe(At("pipe"));
        var read = Task.Run(() => File.ReadAllBytes(pipe), TestContext.Current.CancellationToken);
        var large = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
        while (TryWrite(pipe, large) is { } early)
        {
            Assert.Contains("nobody reads", early.Message, StringComparison.Ordinal); // the reader is not there yet
            Thread.Yield();
        }

        Assert.Equal(large, Soon(() => read.GetAwaiter().GetResult()));
        Assert.Equal(FileKind.Pipe, Status(pipe).Kind);
    }

    [Fact]
    public void A_pipe_that_nobody_reads_is_refused_and_stays()
    {
        var pipe = Unix.Pipe(At("pipe"));
        var refusal = Soon(() => Refusal(pipe));
        Assert.Contains("it is a pipe, and nobody reads from it", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.NextStep);
        Assert.Equal(FileKind.Pipe, Status(pipe).Kind);
    }

    [Fact]
    public void A_pipe_whose_reader_is_full_can_be_left_and_one_whose_reader_leaves_is_an_error()
    {
        var pipe = Unix.Pipe(At("pipe"));
        using var reader = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite); // Linux lets both ends be one
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Soon(() =>
        {
            AtomicFile.Write(pipe, stream => Until(stream, stop), overwrite: false, Errors, stop: stop.Token);
            return 0;
        }));
        void Left(Stream stream)
        {
            reader.Dispose();
            stream.Write(After);
        }

        var refusal = Soon(() => Assert.Throws<NvdimmException>(() => AtomicFile.Write(pipe, Left, overwrite: false, Errors)));
        Assert.Contains("its reader stopped", refusal.Message, StringComparison.Ordinal);

        static void Until(Stream stream, CancellationTokenSource stop)
        {
            stop.CancelAfter(TimeSpan.FromMilliseconds(50));
            stream.Write(new byte[16 << 20]);
        }
    }

    [Fact]
    public void The_null_device_takes_everything_and_stays()
    {
        AtomicFile.Write("/dev/null", After, overwrite: false, Errors);
        AtomicFile.Write(Link("link", "/dev/null"), After, overwrite: true, Errors);
        Assert.Equal((FileKind.CharacterDevice, 1u, 3u), (Status("/dev/null").Kind, Status("/dev/null").Major, Status("/dev/null").Minor));
    }

    [Fact]
    public void A_descriptor_of_ours_takes_bytes_where_it_stands()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        AtomicFile.Write($"/dev/fd/{(int)pipe.SafePipeHandle.DangerousGetHandle()}", After, overwrite: false, Errors);
        var bytes = new byte[After.Length];
        reader.ReadExactly(bytes);
        Assert.Equal(After, bytes);

        using (var file = File.Open(Write("log", "before "), FileMode.Append))
        {
            AtomicFile.Write($"/proc/self/fd/{(int)file.SafeFileHandle.DangerousGetHandle()}", After, overwrite: false, Errors);
        }

        Assert.Equal("before after", File.ReadAllText(At("log")));
        Assert.Contains("another process", Refusal("/proc/1/fd/0").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/zero", "character device")]
    [InlineData("/", "a folder")]
    [InlineData("/tmp/", "a folder")]
    [InlineData("/nowhere/at/all", "there is no folder '/nowhere'")]
    [InlineData("/dev/null/x", "is no folder")]
    [InlineData("/a\0b", "ull character")]
    public void What_cannot_be_a_file_says_why(string path, string why)
    {
        var early = Assert.Throws<NvdimmException>(() => AtomicFile.Check(path, overwrite: true, Errors));
        Assert.Contains(why, early.Message, StringComparison.Ordinal);
        Assert.Equal(early.Message, Refusal(path).Message);
    }

    [Fact]
    public void A_socket_is_refused_and_stays()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(At("socket")));
        Assert.Contains("a socket", Refusal(At("socket")).Message, StringComparison.Ordinal);
        Assert.Equal(FileKind.Socket, Status(At("socket")).Kind);
    }

    [Fact]
    public void A_name_may_be_as_long_as_names_may_be()
    {
        AtomicFile.Write(At(new string('x', 255)), After, overwrite: false, Errors);
        AtomicFile.Write(At(new string('x', 255)), After, overwrite: true, Errors);
        Assert.Equal("Unwritable", Refusal(At(new string('x', 256))).ErrorId);
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_failure_halfway_leaves_the_old_file_and_nothing_else()
    {
        var file = Write("old");
        Assert.Throws<InvalidTimeZoneException>(() => AtomicFile.Write(file, Fail(new InvalidTimeZoneException()), overwrite: true, Errors));
        var refusal = Assert.Throws<NvdimmException>(() => AtomicFile.Write(file, Fail(new IOException("full")), overwrite: true, Errors));
        Assert.Equal(("Unwritable", "full"), (refusal.ErrorId, refusal.Message));
        Assert.Equal("before", File.ReadAllText(file));
        Assert.Single(Directory.GetFiles(Folder));

        static Action<Stream> Fail(Exception failure) => _ => throw failure;
    }

    [Fact]
    public void What_a_killed_process_left_goes_and_nothing_else_does()
    {
        var left = Write(".nvdimmps-0123456789ab.tmp");
        string[] stay =
        [
            Write("0123456789ab.tmp"), Write(".nvdimmps-0123456789ab"), Write("x.nvdimmps-0123456789ab.tmp"), Write("mine"),
            Link(".nvdimmps-0123456789ac.tmp", At("mine")), Unix.Pipe(At(".nvdimmps-0123456789ad.tmp")),
            Write(".nvdimmps-0123456789ae.tmp"),
            Directory.CreateDirectory(At(".nvdimmps-0123456789af.tmp")).FullName,
        ];
        var others = Write(".nvdimmps-0123456789b0.tmp");
        if (Unix.IsRoot)
        {
            Unix.Give(others);
        }

        using var living = File.Open(stay[6], FileMode.Open, FileAccess.Write, FileShare.Read); // locked as a writer of ours does it
        Soon(() =>
        {
            AtomicFile.Write(At("new"), After, overwrite: false, Errors);
            return 0;
        });
        Assert.False(File.Exists(left));
        Assert.All(stay, path => Assert.True(Path.Exists(path), path));
        Assert.Equal(Unix.IsRoot, File.Exists(others));
        Assert.Equal("before", File.ReadAllText(At("mine")));
    }

    /// <summary>Where root writes into somebody's folder, that user must not choose where to.</summary>
    [Fact]
    public void No_link_of_another_user_is_followed()
    {
        Assert.SkipUnless(Unix.IsRoot, "needs root, to be another user");
        var mine = Write("mine");
        Unix.Give(Directory.CreateDirectory(At("theirs")).FullName);
        string[] paths = [Unix.Give(Link("theirs/link", mine)), Path.Combine(Unix.Give(Link("theirs/way", Folder)), "mine")];
        foreach (var path in paths)
        {
            Assert.Contains("link of another user", Refusal(path).Message, StringComparison.Ordinal);
            Assert.Contains("link of another user", Assert.Throws<NvdimmException>(() => AtomicFile.Check(path, overwrite: true, Errors)).Message, StringComparison.Ordinal);
            using var kernel = new NvdimmPS.Simulation.SimulatedKernel("1x1");
            Assert.Contains("link of another user", Assert.Throws<NvdimmException>(() => NvdimmTrace.Start(kernel, path, replace: true, "test")).Message, StringComparison.Ordinal);
        }

        Assert.Equal("before", File.ReadAllText(mine));
    }

    [Fact]
    public void What_is_being_written_is_no_leftover()
    {
        using var file = AtomicFile.Begin(At("new"), overwrite: false, mode: null, CancellationToken.None);
        file.Stream.Write(After);
        AtomicFile.Write(At("other"), After, overwrite: false, Errors);
        file.Commit();
        Assert.Equal("after", File.ReadAllText(At("new")));
    }

    [Fact]
    public void Many_may_write_one_file()
    {
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var bytes = Encoding.ASCII.GetBytes(new string((char)('a' + (i % 26)), 9999));
            AtomicFile.Write(At("one"), bytes, overwrite: true, Errors);
        });
        Assert.Single(Directory.GetFiles(Folder));
        Assert.Single(File.ReadAllText(At("one")).Distinct());
    }

    private static NvdimmException? TryWrite(string path, byte[] bytes)
    {
        try
        {
            AtomicFile.Write(path, bytes, overwrite: false, Errors);
            return null;
        }
        catch (NvdimmException e)
        {
            return e;
        }
    }

    private static NvdimmException Refusal(string path, bool overwrite = true) =>
        Assert.Throws<NvdimmException>(() => AtomicFile.Write(path, After, overwrite, Errors));

    private static FileStatus Status(string path) => FileStatus.Get(Libc.AT_FDCWD, path)!.Value;
}
