using System.Buffers.Binary;
using System.Management.Automation;
using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Answers that are no answers are errors, never a silent success.</summary>
public sealed class MalformedAnswerTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Invoke = "Invoke-NvdimmDsm";

    private static readonly Dictionary<string, object?> Labels = new() { ["Offset"] = 0, ["Length"] = 16 };

    public static TheoryData<SimulatorFaultKind, uint> Short => new()
    {
        { SimulatorFaultKind.ZeroLength, 0 },
        { SimulatorFaultKind.Truncate, 0 },
        { SimulatorFaultKind.Truncate, 3 },
        { SimulatorFaultKind.Truncate, 4 },
        { SimulatorFaultKind.Truncate, 11 },
    };

    [Theory]
    [MemberData(nameof(Short))]
    public void A_short_answer_is_an_error_and_the_other_DIMM_answers(SimulatorFaultKind kind, uint value)
    {
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Kind = kind, Value = value });
        foreach (var function in new[] { "GetSmart", "GetFirmwareInfo", "GetSmartThreshold" })
        {
            var run = Run(Invoke, new { Dimm = "*", Function = function });
            Assert.Equal(("Nvdimm.Dsm.ShortReply", ErrorCategory.InvalidResult), (Id(run), run.Errors[0].CategoryInfo.Category));
            Assert.Equal("nmem0", run.Errors[0].TargetObject?.ToString());
            Assert.Equal("nmem1", ((DsmResult)Assert.Single(run.Objects)!).Dimm);
        }

        Assert.Equal("Nvdimm.Dsm.ShortReply", Id(Run(Invoke, new { Dimm = 0, Function = 5, Argument = Labels })));
    }

    [Theory]
    [InlineData(SimulatorFaultKind.ZeroLength, 0)]
    [InlineData(SimulatorFaultKind.Truncate, 3)]
    public void A_write_without_a_status_is_an_error(SimulatorFaultKind kind, uint value)
    {
        Kernel.Faults.Add(new SimulatorFault { Kind = kind, Value = value });
        var run = Run(Invoke, new { Dimm = 0, Function = 17, Argument = new Dictionary<string, object?> { ["MediaTemperature"] = 85 } });
        Assert.Equal("Nvdimm.Dsm.ShortReply", Id(run));
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Raw_hands_a_short_answer_out_and_calls_it_no_success()
    {
        Kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Truncate, Value = 3 });
        var result = (DsmResult)Assert.Single(Objects(Invoke, new { Dimm = 0, Function = 1, Raw = true }))!;
        Assert.Equal((3, "None", null), (result.OutputBytes.Length, result.Status, result.StatusCode));
    }

    [Theory]
    [InlineData(133)]
    [InlineData(500)]
    [InlineData(100_000)]
    public void An_over_long_answer_is_cut_off_and_says_so(uint length)
    {
        Kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.OverLong, Value = length });
        var result = (DsmResult)Assert.Single(Objects(Invoke, new { Dimm = 0, Function = 1 }))!;
        Assert.Equal((132, length, true), (result.OutputBytes.Length, result.FirmwareSize, result.Truncated));
        Assert.Equal(33.0, result.Fields.Single(f => f.Name == "MediaTemperature").Value);
    }

    [Theory]
    [InlineData("Call")]
    [InlineData("Legacy")]
    public void Garbage_is_an_error(string route)
    {
        foreach (var seed in Enumerable.Range(1, 20))
        {
            Kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Garbage, Seed = seed, Count = 1 });
            var run = Run(Invoke, new { Dimm = 0, Function = 1, Route = route });
            Assert.Equal("Nvdimm.Dsm.FirmwareStatus", Id(run));
            Assert.Empty(run.Output);
        }
    }

    [Fact]
    public void A_count_that_the_bytes_do_not_bear_out_is_an_error()
    {
        Watched.AfterRequest = (_, buffer) => BinaryPrimitives.WriteUInt16LittleEndian(buffer[(NdEnvelope.PackageSize + 4)..], 0xffff);
        var run = Run(Invoke, new { Dimm = 0, Function = "GetCommandEffectLog" });
        Assert.Equal(("Nvdimm.Dsm.Contradiction", ErrorCategory.InvalidResult), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Single(Objects(Invoke, new { Dimm = 0, Function = "GetCommandEffectLog", Raw = true }));
    }

    [Fact]
    public void A_call_that_comes_back_as_it_was_sent_is_an_error()
    {
        byte[]? sent = null;
        Watched.BeforeRequest = (_, buffer) => sent = buffer.ToArray();
        Watched.AfterRequest = (_, buffer) => sent.CopyTo(buffer);
        Assert.Equal("Nvdimm.Dsm.NoReply", Id(Run(Invoke, new { Dimm = 0, Function = 12 })));
    }

    [Fact]
    public void All_ones_are_an_error()
    {
        Watched.AfterRequest = (_, buffer) => buffer[NdEnvelope.PackageSize..].Fill(0xff);
        Assert.Equal("Nvdimm.Dsm.FirmwareStatus", Id(Run(Invoke, new { Dimm = 0, Function = 12 })));
    }
}
