using NvdimmPS.Shell.Session;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>The active simulator is one for the process: these tests use it and leave none behind.</summary>
[Collection(CmdletCollection.Name)]
public abstract class SimulatorCmdletTest(CmdletFixture fixture) : IDisposable
{
    protected const string New = "New-NvdimmSimulator", Get = "Get-NvdimmSimulator", Remove = "Remove-NvdimmSimulator";

    public void Dispose()
    {
        NvdimmSession.Simulator?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected CmdletRun Run(string command, Dictionary<string, object?>? parameters = null, IEnumerable<object?>? pipeline = null, Func<Prompt, Answer>? answer = null) =>
        fixture.Host.Run(command, parameters, pipeline, answer);

    protected NvdimmSimulator Start(string? topology = null, bool force = false)
    {
        var parameters = new Dictionary<string, object?> { ["Force"] = force };
        if (topology is not null)
        {
            parameters["Topology"] = topology;
        }

        return Assert.IsType<NvdimmSimulator>(Assert.Single(Run(New, parameters).Objects));
    }

    protected static string Id(CmdletRun run) => Assert.Single(run.Errors).FullyQualifiedErrorId.Split(',')[0];
}
