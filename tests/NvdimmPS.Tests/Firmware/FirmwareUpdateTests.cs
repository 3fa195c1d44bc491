using NvdimmPS.Abi;
using NvdimmPS.Firmware;
using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Firmware;

/// <summary>Intel's update on the simulator: the sequence, what is refused before it, and what a fault at each step leaves.</summary>
public sealed class FirmwareUpdateTests : FirmwareTest
{
    private DimmUpdate State => Kernel.Dimm("nmem0").State.Update;

    [Fact]
    public void It_is_sent_in_the_firmwares_pieces_and_waited_for_as_often_as_the_firmware_says()
    {
        var result = Update(Image(size: 0xFFEC + 1000));
        Assert.Equal(("StagedActivatable", "ReadBack", "01.02.00.5447", "01.02.00.5500"), (result.Outcome, result.Step, result.From, result.To));
        Assert.Equal((2, 0xFFEC + 1000ul, true, true), (result.Chunks, result.Bytes, result.Succeeded, result.SessionClosed));
        // Verified after 1 s, asked every 250 ms as function 12 says.
        Assert.Equal([12, 29, 13, 14, 14, 15, 16, 16, 16, 16, 16, 12], Functions);
        Assert.All(Time.Waits, w => Assert.Equal(TimeSpan.FromMilliseconds(250), w));
        Reasons.AssertComplete(result);
    }

    [Fact]
    public void A_second_run_sends_nothing_that_changes_anything()
    {
        Update(Image());
        var before = Functions.Length;
        var again = Update(Image());
        Assert.Equal(("AlreadyStaged", "01.02.00.5500", true, 0), (again.Outcome, again.To, again.Succeeded, again.Chunks));
        Assert.Equal([12, 29], Functions[before..]);
        Kernel.Dimm("nmem0").PowerLoss();
        Assert.Equal(("AlreadyRunning", "01.02.00.5500"), (Update(Image()) is var now ? now.Outcome : "", now.To));
        Assert.Equal([12, 29], Functions[(before + 2)..]);
        Reasons.AssertComplete(again);
    }

    [Fact]
    public void Another_image_than_the_one_staged_is_refused()
    {
        Update(Image());
        var other = Update(Image(0x01_02_00_5600));
        Assert.Equal(("Refused", "Preflight", "Nvdimm.Firmware.OtherStaged"), (other.Outcome, other.Step, other.ErrorId));
        Reasons.AssertComplete(other);
    }

    [Fact]
    public void Without_runtime_activation_it_says_what_a_restart_must_be()
    {
        Kernel.Buses[0].OverrideDsmMask = 0x0001_FFFF;
        Assert.Equal("StagedNeedsReset", Update(Image()).Outcome);
    }

    public static TheoryData<string, int, string> Bad() => new()
    {
        { "cut", 4096, "Nvdimm.Firmware.ImageTruncated" }, { "other", 4096, "Nvdimm.Firmware.OtherPart" }, { "older", 4096, "Nvdimm.Firmware.Older" },
        { "debug", 4096, "Nvdimm.Firmware.NotForProduction" }, { "unknown", 4096, "Nvdimm.Firmware.ImageUnknown" },
        { "vendor", 4096, "Nvdimm.Firmware.ImageUnknown" }, { "short", 127, "Nvdimm.Firmware.ImageUnknown" },
        { "large", 0x10_0004, "Nvdimm.Firmware.NoRoom" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_image_is_refused_before_anything_is_sent(string what, int size, string id)
    {
        var image = what switch
        {
            "cut" => Image(size: size, sizeInHeader: size + 4),
            "other" => Image(0x02_02_00_5500, size),
            "older" => Image(0x01_02_00_5400, size),
            "debug" => Image(size: size, type: 31),
            "vendor" => Image(size: size, vendor: 0x1234),
            "large" => Image(size: size),
            _ => new byte[size],
        };
        var result = Update(image);
        Assert.Equal(("Refused", "Preflight", id, false), (result.Outcome, result.Step, result.ErrorId, result.Succeeded));
        Assert.Null(result.SessionClosed);
        Assert.DoesNotContain(Functions, f => f is >= 13 and <= 16);
        Reasons.AssertComplete(result);
    }

    [Fact]
    public void What_is_allowed_goes_through()
    {
        Assert.Equal("01.02.00.5400", Update(Image(0x01_02_00_5400), new FirmwareUpdateOptions { AllowDowngrade = true }).To);
        Assert.True(Update(new byte[100], new FirmwareUpdateOptions { AllowUnknownImage = true }, "nmem1").Succeeded);
    }

    [Fact]
    public void A_file_that_is_no_image_is_an_error_before_any_DIMM_is_asked()
    {
        Assert.Equal("Nvdimm.Firmware.ImageEmpty", Assert.Throws<NvdimmException>(() => Read([])).ErrorId);
        Assert.Equal("Nvdimm.Firmware.ImageUnreadable", Assert.Throws<NvdimmException>(() => FirmwareImage.Read("/nowhere/at/all")).ErrorId);
        using var folder = new TemporaryFile(1L << 30);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("Nvdimm.Firmware.ImageTooLarge", Assert.Throws<NvdimmException>(() => FirmwareImage.Read(folder.Path)).ErrorId);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.Empty(Functions);
    }

    [Fact]
    public void A_scrub_is_waited_for_or_ignored()
    {
        Kernel.Buses[0].Scrubbing = true;
        Assert.Equal("Nvdimm.Firmware.ScrubRunning", Update(Image()).ErrorId);
        Assert.True(Update(Image(), new FirmwareUpdateOptions { IgnoreScrub = true }).Succeeded);
    }

    [Fact]
    public void A_family_without_the_functions_says_so()
    {
        using var other = new SimulatedKernel("hyperv");
        var machine = new NvdimmPS.Inventory.NvdimmMachine(other);
        using var caller = new NvdimmPS.Dsm.DsmCaller(other);
        var job = new FirmwareUpdate(machine, caller, Read(Image()), new FirmwareUpdateOptions()).Prepare(machine.GetDevice("nmem0"));
        Assert.Equal("Nvdimm.Firmware.UpdateNotOffered", job.Refusal!.ErrorId);
        Assert.Empty(other.Transcript);
    }

    /// <summary>Each step, by the function that fails in it: errno, status, garbage.</summary>
    [Theory]
    [InlineData(13u, SimulatorFaultKind.Errno, "Start")]
    [InlineData(13u, SimulatorFaultKind.Status, "Start")]
    [InlineData(13u, SimulatorFaultKind.Truncate, "Start")]
    [InlineData(14u, SimulatorFaultKind.Errno, "Send")]
    [InlineData(14u, SimulatorFaultKind.Status, "Send")]
    [InlineData(14u, SimulatorFaultKind.Truncate, "Send")]
    [InlineData(15u, SimulatorFaultKind.Errno, "Finish")]
    [InlineData(15u, SimulatorFaultKind.Status, "Finish")]
    [InlineData(16u, SimulatorFaultKind.Errno, "Verify")]
    [InlineData(16u, SimulatorFaultKind.Status, "Verify")]
    [InlineData(16u, SimulatorFaultKind.Truncate, "Verify")]
    public void A_fault_at_any_step_is_named_and_leaves_nothing_open(uint function, SimulatorFaultKind kind, string step)
    {
        Kernel.Faults.Add(new SimulatorFault
        {
            Function = function, Kind = kind, Value = kind == SimulatorFaultKind.Errno ? (uint)Errno.EIO : kind == SimulatorFaultKind.Status ? 6u : 2u, Count = 1,
        });
        var failed = Update(Image());
        Assert.Equal(("Failed", step, false), (failed.Outcome, failed.Step, failed.Succeeded));
        Assert.Equal("Nvdimm.Firmware.UpdateFailed", failed.ErrorId);
        // A start whose answer is lost may have begun an update, and what is open then may be another's.
        var isUnclear = function == 13 && kind != SimulatorFaultKind.Status;
        Assert.Equal(isUnclear ? false : function == 13 ? null : true, failed.SessionClosed);
        Assert.Contains(step, failed.Message, StringComparison.Ordinal);
        Assert.Equal(isUnclear && kind == SimulatorFaultKind.Truncate ? DimmUpdateStage.Sending : DimmUpdateStage.None, State.Stage);
        Assert.Equal(0ul, State.StagedVersion);
        Reasons.AssertComplete(failed);

        var again = Update(Image(), new FirmwareUpdateOptions { EndOther = isUnclear });
        Assert.Equal(("StagedActivatable", "01.02.00.5500"), (again.Outcome, again.To));
    }

    [Fact]
    public void A_rejected_image_is_no_success_and_can_be_tried_again()
    {
        Kernel.Faults.Add(new SimulatorFault { Function = 16, Kind = SimulatorFaultKind.Status, Value = 0x3_0007, Count = 1 });
        var rejected = Update(Image());
        Assert.Equal(("Failed", "Verify", "Nvdimm.Firmware.ImageRejected", "AuthenticationFailed"), (rejected.Outcome, rejected.Step, rejected.ErrorId, rejected.Status));
        Assert.True(Update(Image()).Succeeded);
    }

    [Fact]
    public void An_image_that_the_firmware_itself_rejects_is_named_too()
    {
        var rejected = Update([.. "BAD"u8, .. new byte[100]], new FirmwareUpdateOptions { AllowUnknownImage = true });
        Assert.Equal(("Failed", "Verify", "Nvdimm.Firmware.ImageRejected"), (rejected.Outcome, rejected.Step, rejected.ErrorId));
        Assert.Equal(DimmUpdateStage.None, State.Stage);
    }

    [Fact]
    public void Verification_that_takes_longer_than_the_firmware_allows_itself_is_aborted()
    {
        Kernel.Faults.Add(new SimulatorFault { Function = 16, Kind = SimulatorFaultKind.Status, Value = 0x2_0007 });
        var late = Update(Image());
        Assert.Equal(("Failed", "Verify"), (late.Outcome, late.Step));
        Assert.Contains("within the 3 s", late.Message, StringComparison.Ordinal);
        Kernel.Faults.Clear();
    }

    [Fact]
    public void An_update_of_somebody_else_is_ended_only_where_that_is_wanted()
    {
        Machine.Intel(13); // by who was killed then
        Machine.Intel(14, Simulation.Machine.Bytes(1u, 0u, 4u, new byte[4]));
        var refused = Update(Image());
        Assert.Equal(("Refused", "Nvdimm.Firmware.InProgress", DimmUpdateStage.Sending), (refused.Outcome, refused.ErrorId, State.Stage));
        Assert.Null(refused.SessionClosed);
        Assert.DoesNotContain(15u, Functions);
        Reasons.AssertComplete(refused);
        var ends = new FirmwareUpdateOptions { EndOther = true };
        var result = Update(Image(), ends);
        Assert.Equal(("StagedActivatable", true, "01.02.00.5500"), (result.Outcome, result.AbortedOtherUpdate, result.To));
        Assert.False(Update(Image(), ends, dimm: "nmem1").AbortedOtherUpdate);
    }

    [Fact]
    public void One_that_is_being_verified_is_waited_for()
    {
        Machine.Intel(13);
        Machine.Intel(14, Simulation.Machine.Bytes(1u, 0u, 4u, new byte[4]));
        Machine.Intel(15, Simulation.Machine.Bytes(0u, 1u));
        var result = Update(Image(Runs + 1));
        Assert.Equal(("AlreadyStaged", false), (result.Outcome, result.AbortedOtherUpdate));
        Assert.Equal(Runs + 1, State.StagedVersion);
    }

    [Fact]
    public void Another_one_that_is_being_verified_is_told_as_another_one()
    {
        Machine.Intel(13);
        Machine.Intel(14, Simulation.Machine.Bytes(1u, 0u, 4u, new byte[4]));
        Machine.Intel(15, Simulation.Machine.Bytes(0u, 1u));
        var result = Update(Image());
        Assert.Equal(("Refused", "Nvdimm.Firmware.OtherStaged"), (result.Outcome, result.ErrorId));
        Reasons.AssertComplete(result);
    }

    [Fact]
    public void One_whose_image_is_rejected_makes_room_for_ours()
    {
        Machine.Intel(13);
        Machine.Intel(14, Simulation.Machine.Bytes(1u, 0u, 4u, (byte[])[.. "BAD!"u8]));
        Machine.Intel(15, Simulation.Machine.Bytes(0u, 1u));
        var result = Update(Image());
        Assert.Equal(("StagedActivatable", "01.02.00.5500", false), (result.Outcome, result.To, result.AbortedOtherUpdate));
    }

    [Fact]
    public void One_that_is_verified_for_too_long_is_not_aborted()
    {
        Machine.Intel(13);
        Kernel.Faults.Add(new SimulatorFault { Function = 16, Kind = SimulatorFaultKind.Status, Value = 0x2_0007 });
        var result = Update(Image(), new FirmwareUpdateOptions { EndOther = true });
        Assert.Equal(("Failed", "Start", DimmUpdateStage.Sending), (result.Outcome, result.Step, State.Stage));
        Assert.Null(result.SessionClosed);
        Assert.DoesNotContain(15u, Functions);
    }

    [Fact]
    public void A_version_is_a_number_and_may_not_contradict_the_header()
    {
        Assert.True(Update(new byte[100], new FirmwareUpdateOptions { AllowUnknownImage = true, ImageVersion = "1.2.0.5448" }).Succeeded);
        Assert.Equal("AlreadyStaged",
            Update(new byte[100], new FirmwareUpdateOptions { AllowUnknownImage = true, ImageVersion = "0x102005448" }).Outcome);
        Assert.True(Update(Image(), new FirmwareUpdateOptions { ImageVersion = "01.02.00.5500" }, "nmem1").Succeeded);
        Assert.Equal("Nvdimm.Firmware.ImageVersionContradiction", Assert.Throws<NvdimmException>(
            () => Prepare(Image(), new FirmwareUpdateOptions { ImageVersion = "01.02.00.5501" })).ErrorId);
    }

    [Fact]
    public void What_is_staged_and_cannot_be_compared_is_told_as_such()
    {
        var unknown = new FirmwareUpdateOptions { AllowUnknownImage = true };
        Update(new byte[100], unknown);
        Assert.Contains("a version that could not be compared with the image", Update(new byte[100], unknown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_between_two_pieces_aborts()
    {
        using var stop = new CancellationTokenSource();
        var job = Prepare(Image(size: 0xFFEC * 3));
        job.Progress = p =>
        {
            if (p.Sent > 0)
            {
                stop.Cancel();
            }
        };
        Assert.Throws<OperationCanceledException>(() => Runner.Send(job.Plan!, stop.Token));
        Assert.Equal([12, 29, 13, 14, 15], Functions);
        Assert.Equal(DimmUpdateStage.None, State.Stage);
        Assert.Equal(("Failed", "Send", true), (job.Result.Outcome, job.Result.Step, job.Result.SessionClosed));
    }

    [Fact]
    public void Ctrl_C_while_it_verifies_aborts()
    {
        using var stop = new CancellationTokenSource();
        var job = Prepare(Image());
        job.Progress = p =>
        {
            if (p.Step == "Verify")
            {
                stop.Cancel();
            }
        };
        Assert.Throws<OperationCanceledException>(() => Runner.Send(job.Plan!, stop.Token));
        Assert.True(Update(Image()).Succeeded);
    }

    [Fact]
    public void A_DIMM_that_vanishes_in_the_middle_is_told_as_it_is()
    {
        var job = Prepare(Image(size: 0xFFEC * 2));
        job.Progress = p =>
        {
            if (p is { Step: "Send", Sent: > 0 })
            {
                Kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Kind = SimulatorFaultKind.Errno, Value = (uint)Errno.ENXIO });
            }
        };
        var error = Assert.Throws<NvdimmException>(() => Runner.Send(job.Plan!));
        var result = job.Failed(error);
        Assert.Equal(("Failed", "Send", false), (result.Outcome, result.Step, result.SessionClosed));
        Assert.Contains("left open is not known", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_firmware_stages_must_be_what_the_image_says()
    {
        var job = Prepare(Image());
        job.Progress = p =>
        {
            if (p.Step == "ReadBack")
            {
                State.StagedVersion = 0x01_02_00_9999;
            }
        };
        var error = Assert.Throws<NvdimmException>(() => Runner.Send(job.Plan!));
        var result = job.Failed(error);
        Assert.Equal(("Failed", "ReadBack", "01.02.00.9999"), (result.Outcome, result.Step, result.To));
    }

    [Fact]
    public void The_pieces_of_a_plan_are_made_only_where_they_are_shown()
    {
        var step = Assert.IsType<NvdimmPS.Changes.SequenceStep>(Assert.Single(Prepare(Image(size: 0xFFEC * 3)).Plan!.Steps));
        Assert.Equal([13u, 14u, 15u, 16u], step.Calls.Select(c => c.Function.Number));
        Assert.Equal([13u, 14u, 14u, 14u, 15u, 16u], step.AllCalls.Select(c => c.Function.Number));
        Assert.IsNotType<ICollection<NvdimmPS.Changes.CallStep>>(step.AllCalls, exactMatch: false);
    }

    [Theory]
    [InlineData(8, 0xFF, "MaxSendLength (4294967295)")]
    [InlineData(8, 0, "MaxSendLength (0)")]
    [InlineData(4, 0xFF, "StorageSize (4294967295)")]
    public void What_cannot_be_is_refused(int offset, byte value, string named)
    {
        var watched = new Cmdlets.WatchedKernel(Kernel);
        watched.AfterRequest = (_, buffer) =>
        {
            if (buffer[8] == 12)
            {
                buffer.Slice(64 + offset, 4).Fill(value);
            }
        };
        var machine = new NvdimmPS.Inventory.NvdimmMachine(watched);
        using var caller = new NvdimmPS.Dsm.DsmCaller(watched);
        var job = new FirmwareUpdate(machine, caller, Read(Image()), new FirmwareUpdateOptions(), Time).Prepare(machine.GetDevice("nmem0"));
        Assert.Equal("Nvdimm.Firmware.Contradiction", job.Refusal!.ErrorId);
        Assert.Contains($"reports an impossible value for {named}", job.Refusal.Message, StringComparison.Ordinal);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(long length)
        {
            Path = System.IO.Path.GetTempFileName();
            using var file = File.OpenWrite(Path);
            file.SetLength(length);
        }

        public string Path { get; }

        public void Dispose() => File.Delete(Path);
    }
}
