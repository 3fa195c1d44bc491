using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>The cmdlets around firmware, on the test bus and by the system's clock.</summary>
public sealed class UpdateNvdimmFirmwareTests : CmdletTest
{
    private const string Update = "Update-NvdimmFirmware", Arm = "Enable-NvdimmFirmwareActivation", Disarm = "Disable-NvdimmFirmwareActivation",
        Activate = "Invoke-NvdimmFirmwareActivation", Get = "Get-NvdimmFirmware";

    private readonly string _image = System.IO.Path.GetTempFileName();

    public UpdateNvdimmFirmwareTests(CmdletFixture fixture)
        : base(fixture, "nfit_test") => File.WriteAllBytes(_image, new byte[200_000]);

    protected override void Dispose(bool disposing)
    {
        File.Delete(_image);
        base.Dispose(disposing);
    }

    [Fact]
    public void Many_DIMMs_have_one_outcome_each_and_one_that_fails_does_not_stop_the_others()
    {
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem1", Function = 14, Kind = SimulatorFaultKind.Errno, Value = 5 });
        var run = Run(Update, new { Dimm = new[] { "nmem0", "nmem1", "nmem2" }, Path = _image, AllowUnknownImage = true, Force = true });
        Assert.Equal(["nmem0 StagedActivatable", "nmem1 Failed", "nmem2 StagedActivatable"], run.Objects.Select(o => o?.ToString()));
        Assert.Equal("Nvdimm.Firmware.UpdateFailed", Id(run));
    }

    [Fact]
    public void It_is_armed_and_activated_and_read_back()
    {
        var made = Objects(Update, new { Dimm = 0, Path = _image, AllowUnknownImage = true, Force = true, Arm = true, PassThru = true });
        Assert.Equal("nmem0 StagedActivatable", made[0]?.ToString());
        Assert.Equal("Idle", Assert.IsType<NvdimmFirmware>(made[1]).ActivationState is "Idle" or "Armed" ? "Idle" : "");
        Assert.Equal("Armed", State("nmem0"));
        Objects(Arm, new { Dimm = 1, Force = true });
        Assert.Equal("Idle", Assert.IsType<NvdimmFirmware>(Assert.Single(Objects(Disarm, new { Dimm = 1, Force = true, PassThru = true }))).ActivationState);
        var run = Run(Activate, new { Bus = "ndbus0", Force = true, PassThru = true });
        Assert.Empty(run.Errors);
        Assert.Equal("nmem0 Activated", run.Objects[0]?.ToString());
        Assert.IsType<NvdimmFirmware>(run.Objects[1]);
        Assert.Contains("estimated 1 s", Assert.Single(run.Information).ToString(), StringComparison.Ordinal);
        Assert.Equal("Nvdimm.Firmware.NoneArmed", Id(Run(Activate, new { Bus = "ndbus0", Force = true })));
    }

    [Fact]
    public void WhatIf_shows_each_call_and_each_write_and_makes_none()
    {
        var shown = Objects(Update, new { Dimm = 0, Path = _image, AllowUnknownImage = true, Force = true, Arm = true, WhatIf = true });
        Assert.Equal([13u, 14u, 14u, 14u, 14u, 15u, 16u], shown.OfType<DsmExplanation>().Select(e => (uint)e.Function));
        Assert.Equal(("/sys/bus/nd/devices/nmem0/firmware/activate", "arm"),
            Assert.IsType<WriteExplanation>(shown[^1]) is var write ? (write.Path, write.Value) : default);
        Assert.DoesNotContain(Kernel.Transcript, r => r.Function is >= 13 and <= 16);
        Objects(Arm, new { Dimm = 0, Force = true });
        var activation = Assert.IsType<WriteExplanation>(Assert.Single(Objects(Activate, new { Bus = 0, WhatIf = true })));
        Assert.Equal(("quiesce", "Armed"), (activation.Value, State("nmem0")));
    }

    [Fact]
    public void Who_is_asked_and_says_no_has_nothing_done()
    {
        File.WriteAllBytes(_image, Firmware());
        var run = Run(Update, new { Dimm = 0, Path = _image }, answer: _ => Harness.Answer.No);
        Assert.Empty(run.Objects);
        Assert.Empty(run.Errors);
        Assert.DoesNotContain(Kernel.Transcript, r => r.Function is >= 13 and <= 16);

        static byte[] Firmware()
        {
            var image = new byte[256];
            (image[0], image[16], image[17], image[24], image[40], image[45]) = (6, 0x86, 0x80, 64, 29, 1);
            return image;
        }
    }

    [Fact]
    public void An_image_that_cannot_be_used_ends_the_pipeline_or_is_one_error_a_DIMM()
    {
        Assert.Equal("Nvdimm.Firmware.ImageUnreadable", Id(Run(Update, new { Dimm = 0, Path = "/nowhere/at/all" }).TerminatingError));
        var run = Run(Update, new { Dimm = new[] { "nmem0", "nmem1" }, Path = _image });
        Assert.Equal(["nmem0 Refused", "nmem1 Refused"], run.Objects.Select(o => o?.ToString()));
        Assert.All(run.Errors, e => Assert.Equal("Nvdimm.Firmware.ImageUnknown", Id(e)));
        Assert.Contains("-AllowUnknownImage", run.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Force_only_stops_the_question()
    {
        Assert.Equal("Nvdimm.Firmware.ImageUnknown", Id(Run(Update, new { Dimm = 0, Path = _image, Force = true })));
        var run = Run(Update, new { Dimm = 0, Path = _image, AllowUnknownImage = true }, answer: _ => Harness.Answer.No);
        Assert.Empty(run.Objects);
        Assert.Empty(run.Errors);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1.2.3")]
    [InlineData("0x")]
    [InlineData("01.02.00.54478")]
    public void A_version_that_is_none_ends_the_pipeline(string version) => Assert.Equal("Nvdimm.Firmware.BadImageVersion",
        Id(Run(Update, new { Dimm = 0, Path = _image, AllowUnknownImage = true, ImageVersion = version, Force = true }).TerminatingError));

    [Fact]
    public void What_could_not_be_compared_is_not_armed()
    {
        Objects(Update, new { Dimm = 0, Path = _image, AllowUnknownImage = true, Force = true });
        var run = Run(Update, new { Dimm = 0, Path = _image, AllowUnknownImage = true, Force = true, Arm = true });
        Assert.Contains("could not be compared", Assert.IsType<NvdimmFirmwareUpdate>(Assert.Single(run.Objects)).Message, StringComparison.Ordinal);
        Assert.Equal("Idle", State("nmem0"));
        Objects(Update, new { Dimm = 0, Path = _image, AllowUnknownImage = true, ImageVersion = "0xFFFFFFFFABCD", Force = true, Arm = true });
        Assert.Equal("Armed", State("nmem0"));
    }

    [Fact]
    public void Overflow_is_named_with_what_can_be_done()
    {
        var run = Run(Arm, new { Dimm = new[] { "nmem0", "nmem1", "nmem2", "nmem3" }, Force = true });
        Assert.Equal("Nvdimm.Change.InPart", Id(run));
        Assert.Contains("overflow state of ndbus0", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Enable-NvdimmFirmwareActivation -AllowOverflow", run.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("Idle", State("nmem3"));
    }

    private string? State(string dimm) =>
        Assert.IsType<NvdimmFirmware>(Assert.Single(Objects(Get, new { Dimm = dimm, Activation = true }))).ActivationState;
}
