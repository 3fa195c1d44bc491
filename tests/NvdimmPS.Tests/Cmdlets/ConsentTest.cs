using System.Collections;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Calls to both DIMMs of a machine whose labels can be written.</summary>
public abstract class ConsentTest : CmdletTest
{
    protected const string Invoke = "Invoke-NvdimmDsm";

    protected ConsentTest(CmdletFixture fixture)
        : base(fixture) => Kernel.DisableRegion("region0");

    protected static Dictionary<string, object?> Call(object function, Hashtable? argument = null, params (string Name, object Value)[] more)
    {
        var parameters = new Dictionary<string, object?> { ["Dimm"] = "*", ["Function"] = function };
        if (argument is not null)
        {
            parameters["Argument"] = argument;
        }

        foreach (var (name, value) in more)
        {
            parameters[name] = value;
        }

        return parameters;
    }

    protected void NothingHappened(CmdletRun run)
    {
        Assert.Null(run.TerminatingError);
        Assert.Empty(run.Errors);
        Assert.Empty(run.Output);
        Assert.Empty(Requests);
        Assert.Empty(Watched.Opened);
    }
}
