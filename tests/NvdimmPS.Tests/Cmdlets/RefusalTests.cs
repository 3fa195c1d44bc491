using System.Management.Automation;
using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>What the kernel and the firmware refuse, as PowerShell's errors.</summary>
public sealed class RefusalTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Invoke = "Invoke-NvdimmDsm";

    [Theory]
    [InlineData("EACCES", ErrorCategory.PermissionDenied)]
    [InlineData("EPERM", ErrorCategory.PermissionDenied)]
    [InlineData("ENOENT", ErrorCategory.ObjectNotFound)]
    [InlineData("ENODEV", ErrorCategory.ObjectNotFound)]
    [InlineData("ENXIO", ErrorCategory.ObjectNotFound)]
    [InlineData("ENOTTY", ErrorCategory.NotImplemented)]
    [InlineData("EOPNOTSUPP", ErrorCategory.NotImplemented)]
    [InlineData("EBUSY", ErrorCategory.ResourceBusy)]
    [InlineData("EAGAIN", ErrorCategory.ResourceBusy)]
    [InlineData("EINVAL", ErrorCategory.InvalidArgument)]
    [InlineData("EFAULT", ErrorCategory.InvalidArgument)]
    [InlineData("ENOMEM", ErrorCategory.ResourceUnavailable)]
    [InlineData("EIO", ErrorCategory.DeviceError)]
    [InlineData("ETIMEDOUT", ErrorCategory.DeviceError)]
    public void An_errno_has_its_category(string errno, ErrorCategory category)
    {
        Assert.True(Errno.TryParse(errno, out var number));
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Kind = SimulatorFaultKind.Errno, Value = (uint)number });
        var run = Run(Invoke, new { Dimm = "*", Function = 12 });
        Assert.Equal(($"Nvdimm.Ioctl.{errno}", category), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Equal(("nmem0", "NvdimmDevice"), (run.Errors[0].CategoryInfo.TargetName, run.Errors[0].CategoryInfo.TargetType));
        Assert.IsType<NdIoctlException>(run.Errors[0].Exception);
        Assert.Contains(errno, run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("GetFirmwareInfo", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("nmem1", ((DsmResult)Assert.Single(run.Objects)!).Dimm);
    }

    [Theory]
    [InlineData(1u, "NotSupported", ErrorCategory.NotImplemented)]
    [InlineData(2u, "NonExistingDevice", ErrorCategory.ObjectNotFound)]
    [InlineData(3u, "InvalidInput", ErrorCategory.InvalidArgument)]
    [InlineData(4u, "HardwareError", ErrorCategory.DeviceError)]
    [InlineData(5u, "RetrySuggested", ErrorCategory.ResourceBusy)]
    [InlineData(10u, "InvalidSecurityState", ErrorCategory.SecurityError)]
    [InlineData(0x00010007u, "FunctionSpecific", ErrorCategory.DeviceError)]
    [InlineData(99u, "Unknown", ErrorCategory.DeviceError)]
    public void A_status_has_its_category(uint status, string word, ErrorCategory category)
    {
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Kind = SimulatorFaultKind.Status, Value = status });
        foreach (var route in new[] { "Call", "Legacy" })
        {
            var run = Run(Invoke, new { Dimm = "*", Function = 1, Route = route });
            Assert.Equal(("Nvdimm.Dsm.FirmwareStatus", category), (Id(run), run.Errors[0].CategoryInfo.Category));
            Assert.Equal((status, word), Assert.IsType<DsmStatusException>(run.Errors[0].Exception) is var e ? (e.StatusCode, e.Status) : default);
            Assert.Equal("nmem1", ((DsmResult)Assert.Single(run.Objects)!).Dimm);
        }
    }

    [Fact]
    public void Raw_makes_a_status_an_answer()
    {
        Kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Status, Value = 5 });
        var result = (DsmResult)Assert.Single(Objects(Invoke, new { Dimm = 0, Function = 1, Raw = true }))!;
        Assert.Equal(("RetrySuggested", 5u), (result.Status, result.StatusCode));
    }

    [Fact]
    public void A_node_that_may_not_be_written_is_said_with_the_cure()
    {
        Kernel.Dimm("nmem0").ReadOnlyNode = true;
        var run = Run(Invoke, new { Dimm = "*", Function = 12 });
        Assert.Equal(("Nvdimm.Open.EACCES", ErrorCategory.PermissionDenied), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Contains("udev", run.Errors[0].ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(run.Objects);

        // A legacy command that only reads does with such a node.
        Assert.Equal("Legacy", ((DsmResult)Assert.Single(Objects(Invoke, new { Dimm = 0, Function = 1 }))!).Route);
    }

    [Fact]
    public void Labels_in_use_are_not_written()
    {
        var run = Run(Invoke, new { Dimm = 0, Function = 6, Argument = new Dictionary<string, object?> { ["Offset"] = 0, ["Data"] = "00" }, Force = true, AllowInUse = true });
        Assert.Equal("Nvdimm.Ioctl.EBUSY", Id(run));
        Assert.Contains("region", run.Errors[0].ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_route_is_tried_only_where_the_kernel_does_not_know_the_first()
    {
        Kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Errno, Value = Errno.ENOTTY, Count = 1 });
        Assert.Equal("Legacy", ((DsmResult)Assert.Single(Objects(Invoke, new { Dimm = 0, Function = 1 }))!).Route);
        Kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Count = 1 });
        Assert.Equal("Nvdimm.Ioctl.EIO", Id(Run(Invoke, new { Dimm = 0, Function = 1 })));
        Assert.Equal(["nmem0 Call 1", "nmem0 Legacy 1", "nmem0 Call 1"], Requests);
    }

    [Fact]
    public void A_machine_that_goes_away_is_an_error_for_each_DIMM()
    {
        Watched.BeforeRequest = (node, _) =>
        {
            if (node == "nmem1")
            {
                Kernel.Dispose();
            }
        };
        var run = Run(Invoke, new { Dimm = new[] { "nmem0", "nmem1" }, Function = 1 });
        Assert.Equal("nmem0", ((DsmResult)Assert.Single(run.Objects)!).Dimm);
        Assert.Equal(("Nvdimm.Ioctl.ENXIO", ErrorCategory.ObjectNotFound), (Id(run), run.Errors[0].CategoryInfo.Category));
    }
}
