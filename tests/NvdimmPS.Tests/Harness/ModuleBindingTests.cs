using NvdimmPS.Shell.Cmdlets;

namespace NvdimmPS.Tests.Harness;

public sealed class ModuleBindingTests
{
    [Fact]
    public void All_that_the_module_names_is_there() => Assert.Empty(ModuleBinding.Missing(typeof(NvdimmCmdlet).Assembly));
}
