using System.Management.Automation;
using NvdimmPS.Cmdlets;
using NvdimmPS.Engine.Harness;

namespace NvdimmPS.Tests.Engine;

public sealed class EngineTests
{
    [Fact]
    public void All_that_the_module_names_is_there() => Assert.Empty(ModuleBinding.Missing(typeof(NvdimmCmdlet).Assembly));

    [Fact]
    public void Tests_run_on_the_engine_that_they_say() =>
        Assert.Equal(CmdletHosts.IsRealEngine, typeof(PSObject).Assembly.GetType("System.Management.Automation.Internal.CommonParameters") is not null);
}
