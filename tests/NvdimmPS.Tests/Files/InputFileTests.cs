using System.IO.Pipes;
using System.Net.Sockets;
using NvdimmPS.Abi;
using NvdimmPS.Audit;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Schema;
using NvdimmPS.Files;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Fleet;
using NvdimmPS.Kernel;
using NvdimmPS.Shell.Files;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Files;

/// <summary>Whatever people name as an input: no device is opened, no pipe waited for in vain, and no file read without end.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class InputFileTests : FileTest
{
    /// <summary>Everything that reads a file.</summary>
    private static readonly Dictionary<string, Action<string>> Readers = new()
    {
        ["hosts"] = path => HostList.ReadFile(path),
        ["schema"] = path => DsmSchema.Load(path),
        ["trace"] = path => new ReplayKernel(path).Dispose(),
        ["input"] = path => DsmInput.ReadFile(path),
        ["dump"] = path => DumpText.ReadFile(path),
        ["policy"] = path => PolicyFile.Load(path, CancellationToken.None),
        ["baseline"] = path => BaselineFile.Load(path, CancellationToken.None),
        ["firmware baseline"] = path => FirmwareBaselineOfParameter.Resolve(path, p => p, CancellationToken.None),
        ["configuration"] = path => ConfigurationOfParameter.Resolve("-Reference", path, p => p, CancellationToken.None),
        ["audit log"] = path => AuditReader.Read(path, e => throw e, CancellationToken.None).Count(),
        ["audit settings"] = path => AuditSettingsFile.Load("/nowhere", path),
        ["console policy"] = path => NvdimmPS.Cli.HealthFiles.Policy(path),
        ["console baseline"] = path => NvdimmPS.Cli.HealthFiles.Baseline(path),
    };

    private static readonly (string Path, string Kind)[] NoFiles =
    [
        ("/dev/zero", "a character device"), ("/dev/null", "a character device"), ("pipe", "a pipe, and nobody writes"),
        ("socket", "a socket"), ("/", "a folder"), ("none", "no such file"),
    ];

    public static TheoryData<string, string, string> Refused =>
        new(from reader in Readers.Keys from what in NoFiles select (reader, what.Path, what.Kind));

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_file_is_refused_by_its_kind(string reader, string path, string kind)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(At("socket")));
        Unix.Pipe(At("pipe"));
        var refusal = Soon(() => Assert.Throws<NvdimmException>(() => Readers[reader](Path.Combine(Folder, path))));
        Assert.Contains(kind, refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty($"{refusal.NextStep}");
    }

    public static TheoryData<string> All => [.. Readers.Keys];

    /// <summary>It is a file of none of them, so each reads it to its end and then finds it wrong.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task A_pipe_that_is_written_to_is_read(string reader)
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var end = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        pipe.Write("{ \"x\": "u8);
        var path = Link("x.json", PathOf(end));
        var reading = Task.Run(() => Readers[reader](path), TestContext.Current.CancellationToken);
        Assert.NotSame(reading, await Task.WhenAny(reading, Task.Delay(20, TestContext.Current.CancellationToken)));
        pipe.Dispose();
        try
        {
            await reading.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
        catch (NvdimmException e)
        {
            Assert.DoesNotContain("pipe,", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_shell_substitutes_for_a_process_is_read()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        pipe.Write("h1 # one\nh2\r\n\nh3"u8);
        pipe.Dispose();
        Assert.Equal(["h1", "h2", "h3"], Soon(() => HostList.ReadFile(PathOf(reader))));
    }

    [Fact]
    public async Task A_pipe_without_end_is_read_to_the_limit()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var end = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        Action endless = () =>
        {
            for (var chunk = new byte[4096]; ;)
            {
                pipe.Write(chunk);
            }
        };
        var writing = Task.Factory.StartNew(
            () => Assert.Throws<IOException>(endless), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.Equal("Nvdimm.Input.HugeFile", Soon(() => Assert.Throws<NvdimmException>(() => DsmInput.ReadFile(PathOf(end)))).ErrorId);
        end.Dispose();
        await writing.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Waiting_for_a_writer_who_says_nothing_can_be_stopped()
    {
        var pipe = Unix.Pipe(At("pipe"));
        using var silent = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.Throws<OperationCanceledException>(() => Soon(() => DsmInput.ReadFile(pipe, stop.Token)));
    }

    [Fact]
    public void A_limit_is_the_largest_that_goes()
    {
        Assert.Equal(NdCommands.MaxLength, DsmInput.ReadFile(Zeros(NdCommands.MaxLength)).Length);
        Assert.Equal("Nvdimm.Input.HugeFile", Refusal(() => DsmInput.ReadFile(Zeros(NdCommands.MaxLength + 1))));
        Assert.Equal(SchemaFile.MaxSize, SchemaFile.Read(Zeros(SchemaFile.MaxSize), CancellationToken.None).Length);
        Assert.Equal("Nvdimm.Schema.TooLarge", Refusal(() => SchemaFile.Read(Zeros(SchemaFile.MaxSize + 1), CancellationToken.None)));
        Assert.Equal(TextFile.MaxSize, Read(Zeros(TextFile.MaxSize)).Length);
        Assert.Equal("Nvdimm.Policy.TooLarge", Refusal(() => Read(Zeros(TextFile.MaxSize + 1))));
        Assert.Equal("Nvdimm.Fleet.HostFile", Refusal(() => HostList.ReadFile(Zeros(TextFile.MaxSize + 1))));

        static byte[] Read(string path) => TextFile.Read(path, PolicyErrors.Unreadable, PolicyErrors.TooLarge, CancellationToken.None);
    }

    /// <summary>Of a pipe no size is known before.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task It_is_so_for_a_pipe_too(int more)
    {
        const int limit = 100_000;
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var end = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        var writing = Task.Run(() =>
        {
            pipe.Write(new byte[limit + more]);
            pipe.Dispose();
        }, TestContext.Current.CancellationToken);
        Func<byte[]> read = () => InputFile.Read(PathOf(end), limit, CodecErrors.UnreadableFile, CodecErrors.HugeFile, CancellationToken.None);
        if (more == 0)
        {
            Assert.Equal(limit, Soon(read).Length);
        }
        else
        {
            Assert.Equal("Nvdimm.Input.HugeFile", Soon(() => Assert.Throws<NvdimmException>(read)).ErrorId);
        }

        await writing.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    /// <summary>What stands for sysfs may be a folder of anybody's files.</summary>
    [Fact]
    public void An_attribute_that_is_a_pipe_is_not_waited_for()
    {
        Unix.Pipe(At("pipe"));
        Assert.NotNull(Soon(() => SysfsFile.Read(Folder, "pipe")).ToString());
        Assert.Empty(Soon(() => SysfsFolder.Names(At("pipe"), "")));
        using var writer = new FileStream(At("pipe"), FileMode.Open, FileAccess.ReadWrite);
        Assert.Contains("EAGAIN", Soon(() => SysfsFile.Read(At("pipe"))).Reason, StringComparison.Ordinal);
    }

    private static string PathOf(AnonymousPipeClientStream end) => $"/dev/fd/{(int)end.SafePipeHandle.DangerousGetHandle()}";

    private string Zeros(int size)
    {
        using var file = new FileStream(At("zeros"), FileMode.Create);
        file.SetLength(size);
        return file.Name;
    }

    private static string Refusal(Action action) => Assert.Throws<NvdimmException>(action).ErrorId;
}
