using System.Management.Automation;
using NvdimmPS.Kernel;
using NvdimmPS.Shell.Session;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>
/// A test of cmdlets on a simulated machine, of its own or shared. Whatever it runs, every error must be complete, and every node
/// that was opened must be closed.
/// </summary>
[Collection(CmdletCollection.Name)]
public abstract class CmdletTest : IDisposable
{
    private readonly CmdletHost _host;
    private readonly bool _shared;
    private readonly long _before;

    /// <param name="fixture">The module.</param>
    /// <param name="topology">The machine.</param>
    /// <param name="shared">True where the test does not change the machine.</param>
    protected CmdletTest(CmdletFixture fixture, string topology = "1x2", bool shared = false)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        (_host, _shared) = (fixture.Host, shared);
        Kernel = shared ? fixture.Shared(topology) : new SimulatedKernel(topology);
        Watched = new WatchedKernel(Kernel);
        _before = Kernel.Transcript is [.., var last] ? last.Sequence : 0;
    }

    protected SimulatedKernel Kernel { get; }

    private protected WatchedKernel Watched { get; }

    /// <summary>The session's events.</summary>
    protected PSEventManager Events => _host.Events;

    /// <summary>The session's variables.</summary>
    protected PSVariableIntrinsics Variables => _host.Variables;

    /// <summary>What the simulated kernel was asked since the test began: node, route and function of each request.</summary>
    protected IEnumerable<string> Requests => Kernel.Transcript.Where(r => r.Sequence > _before).Select(r => $"{r.Node.Name} {r.Route} {r.Function}");

    /// <param name="command">Verb-Noun.</param>
    /// <param name="parameters">A table, or an object whose properties are the parameters.</param>
    /// <param name="pipeline">What is piped in; null where nothing is.</param>
    /// <param name="answer">What the person says when asked.</param>
    protected CmdletRun Run(string command, object? parameters = null, IEnumerable<object?>? pipeline = null, Func<Prompt, Answer>? answer = null) =>
        Checked(Watched, () => _host.Run(command, Table(parameters), pipeline, answer));

    /// <summary>The same on another kernel.</summary>
    private protected CmdletRun RunOn(INdKernel kernel, string command, object? parameters = null, IEnumerable<object?>? pipeline = null) =>
        Checked(kernel, () => _host.Run(command, Table(parameters), pipeline));

    /// <summary>The same, stopped when the token says so.</summary>
    private protected CmdletRun RunUntil(string command, object? parameters, IEnumerable<object?>? pipeline, CancellationToken stopping) =>
        Checked(Watched, () => _host.RunUntil(command, Table(parameters), pipeline, stopping: stopping));

    /// <summary>What a command writes where nothing may go wrong.</summary>
    protected IReadOnlyList<object?> Objects(string command, object? parameters = null, IEnumerable<object?>? pipeline = null)
    {
        var run = Run(command, parameters, pipeline);
        Assert.Empty(run.Errors.Append(run.TerminatingError).OfType<ErrorRecord>().Select(e => $"{e.FullyQualifiedErrorId}: {e}"));
        return run.Objects;
    }

    /// <summary>The same, as text.</summary>
    protected IEnumerable<string?> Names(string command, object? parameters = null, IEnumerable<object?>? pipeline = null) =>
        Objects(command, parameters, pipeline).Select(o => o?.ToString());

    /// <summary>The id of the one error, which is not a terminating one.</summary>
    protected static string Id(CmdletRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Assert.Null(run.TerminatingError?.ToString());
        return Id(Assert.Single(run.Errors));
    }

    /// <summary>An id without the cmdlet's name.</summary>
    protected static string Id(ErrorRecord? error) => error?.FullyQualifiedErrorId.Split(',')[0] ?? "(no error)";

    /// <summary>A custom object with one property.</summary>
    protected static PSObject Custom(string name, object? value)
    {
        var custom = new PSObject();
        custom.Properties.Add(new PSNoteProperty(name, value));
        return custom;
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!_shared)
        {
            Kernel.Dispose();
        }

        // What was left behind, as a watcher's ask is, closes its node once the kernel has returned.
        SpinWait.SpinUntil(() => Watched.StillOpen == 0, TimeSpan.FromMinutes(1));
        Assert.Equal(0, Watched.StillOpen);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private static CmdletRun Checked(INdKernel kernel, Func<CmdletRun> action)
    {
        using var injected = NvdimmSession.Inject(kernel);
        var waits = new List<string>();
        BlockingCall.Observer = (folder, name) => waits.Add(Path.Join(folder, name));
        CmdletRun run;
        try
        {
            run = action();
        }
        finally
        {
            BlockingCall.Observer = null;
        }

        // The pipeline's thread must heed Ctrl+C, so it never waits for the kernel itself.
        Assert.DoesNotContain(waits, path => !path.StartsWith("/proc/self/fd/", StringComparison.Ordinal)); // of files that are written
        Assert.All(run.Errors.Append(run.TerminatingError).OfType<ErrorRecord>().Where(e => e.Exception is NvdimmException), IsComplete);
        return run;
    }

    private static IDictionary<string, object?>? Table(object? parameters) => parameters switch
    {
        null or IDictionary<string, object?> => (IDictionary<string, object?>?)parameters,
        _ => parameters.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(parameters)),
    };

    private static void IsComplete(ErrorRecord error)
    {
        Assert.StartsWith("Nvdimm.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.EndsWith("Cmdlet", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
        Assert.NotEmpty(error.ToString());
        Assert.NotEmpty(error.ErrorDetails?.RecommendedAction ?? string.Empty);
    }
}
