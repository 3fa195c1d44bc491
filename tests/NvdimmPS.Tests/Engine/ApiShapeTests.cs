using System.Management.Automation;
using System.Reflection;
using NvdimmPS.Engine.Harness;

namespace NvdimmPS.Tests.Engine;

public sealed class ApiShapeTests
{
    [Fact]
    public void The_double_has_nothing_that_the_reference_assembly_has_not()
    {
        var reference = typeof(ApiShapeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PowerShellStandard").Value!;
        Assert.Empty(ApiShape.NotIn(reference, typeof(Cmdlet).Assembly));
    }
}
