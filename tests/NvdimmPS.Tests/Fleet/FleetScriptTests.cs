using System.Management.Automation;
using System.Management.Automation.Runspaces;
using NvdimmPS.Fleet;
using NvdimmPS.Shell.Fleet;

namespace NvdimmPS.Tests.Fleet;

/// <summary>What is put around a script, and what the far side may say by it.</summary>
public sealed class FleetScriptTests : IDisposable
{
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace();

    public FleetScriptTests()
    {
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
    }

    public void Dispose() => _runspace.Dispose();

    [Fact]
    public void TheFarSideSaysWhatItLacksAndNothingElse()
    {
        var script = FleetScript.Create(ScriptBlock.Create("1"));
        FleetFault[] believed = [FleetFault.NoModule, FleetFault.ModuleTooOld, FleetFault.NoNvdimm];

        Assert.All(Enum.GetValues<FleetFault>(), fault => Assert.Equal(believed.Contains(fault) ? fault : null, script.FaultOf($"{script.Token}.{fault}")));
        Assert.All(Enum.GetValues<FleetFault>(), fault => Assert.Null(script.FaultOf($"Nvdimm.Fleet.{fault}")));
        Assert.Null(FleetScript.Create(ScriptBlock.Create("1")).FaultOf($"{script.Token}.NoModule"));
    }

    [Fact]
    public void TheLastThingThatAScriptGivesIsItsToken()
    {
        Assert.All([FleetScript.Create(null), FleetScript.Create(ScriptBlock.Create("'a'")), FleetScript.Collector()], script =>
            Assert.EndsWith($"'{script.Token}'", script.Script.ToString().TrimEnd(), StringComparison.Ordinal));
        Assert.DoesNotContain("'Nvdimm.Fleet.", FleetScript.Collector().Script.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhereItSaysExitIsKnown()
    {
        Assert.Equal(["exit 5", "exit"], FleetScript.Create(ScriptBlock.Create("if ($x) { exit 5 }; & { exit }; exit 5; 'exit 9'")).Exits);
        Assert.Empty(FleetScript.Create(null).Exits);
    }

    [Fact]
    public void HealthAndSysfsAreAlwaysAnAnswer()
    {
        Assert.True(FleetScript.Create(null).MustAnswer);
        Assert.True(FleetScript.Collector().MustAnswer);
        Assert.False(FleetScript.Create(ScriptBlock.Create("1")).MustAnswer);
    }

    [Theory]
    [InlineData("Welcome to \u001b]0;x\u0007node7\n<Data Stream='Default'", "Welcome to ?]0;x?node7")]
    [InlineData("This account is currently not available.\n", "This account is currently not available.")]
    [InlineData("\0\0\0", "???")]
    [InlineData("<Data Stream='Default' PSGuid='0'>", null)]
    [InlineData("__NamedPipeError__:An unknown element", null)]
    [InlineData("\r\n", null)]
    [InlineData("", null)]
    public void WhoSpeaksBeforePowerShellIsNamed(string output, string? foreign) => Assert.Equal(foreign, SshProbe.IsForeign(output));
}
