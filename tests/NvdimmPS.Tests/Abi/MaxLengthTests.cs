using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Simulation;

namespace NvdimmPS.Tests.Abi;

/// <summary>The kernel takes 4 MiB and not a byte more; each place that knows this lets exactly so much through.</summary>
public sealed class MaxLengthTests
{
    private const int Most = 4 << 20, Package = 64;

    [Fact]
    public void The_simulated_kernel_takes_it()
    {
        using var machine = new Machine("1x1");
        Assert.Equal(0, machine.Send("nmem0", Machine.CallRequest, Machine.Package(1, outputSize: Most - Package)));
        var more = Machine.Package(1, outputSize: Most);
        BinaryPrimitives.WriteInt32LittleEndian(more.AsSpan(20), Most - Package + 1);
        Assert.Equal(-Errno.EINVAL, machine.Send("nmem0", Machine.CallRequest, more));
    }

    [Fact]
    public void A_call_with_so_much_is_sent()
    {
        using var kernel = new SimulatedKernel("1x1");
        using var caller = new DsmCaller(kernel);
        var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("nmem0"));
        var smart = DsmFamilies.Intel.Find("GetSmart")!;
        DsmResult Ask(int size) => caller.Invoke(target, new DsmCall(smart, ReadOnlyMemory<byte>.Empty) { Route = DsmRoute.Call, OutputSize = size });
        Assert.Equal("Success", Ask(Most - Package).Status);
        Assert.Equal("Nvdimm.Request.TooLarge", Assert.Throws<NvdimmException>(() => Ask(Most - Package + 1)).ErrorId);
    }

    /// <summary>Of so much the kernel touches all, of more nothing but the envelope.</summary>
    [Fact]
    public void A_buffer_must_have_all_of_it()
    {
        var buffer = new byte[4096];
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(20), Most - Package);
        Assert.Throws<ArgumentException>(() => NdEnvelope.EnsureInside(NdNodeKind.Dimm, Machine.CallRequest, buffer));
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(20), Most - Package + 1);
        NdEnvelope.EnsureInside(NdNodeKind.Dimm, Machine.CallRequest, buffer);
    }

    [Fact]
    public void A_dump_may_lead_to_it()
    {
        const string line = "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n";
        Assert.Equal(Most, DumpText.Read(line + "00400000\n").Length);
        Assert.Equal("Nvdimm.Decode.Text", Assert.Throws<NvdimmException>(() => DumpText.Read(line + "00400001\n")).ErrorId);
    }

    [Fact]
    public void A_faults_answer_may_have_it()
    {
        using var machine = new Machine("1x1");
        machine.Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.OverLong, Value = Most });
        Assert.Single(machine.Kernel.Faults);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, false)] // one field too long for a request
    [InlineData(0, 1, false)] // input and output are together
    public void A_schemas_payload_may_have_it(int moreOutput, int input, bool isTaken)
    {
        var json = $$"""
            { "format": "nvdimmps-dsm-schema", "version": 1, "families": [ {
              "name": "Acme", "number": 9, "statuses": [ { "code": 0, "name": "Success", "success": true } ],
              "functions": [ { "number": 1, "name": "GetAll", "danger": "Read",
                "input": [ {{(input == 0 ? "" : """{ "name": "Start", "size": 1 }""")}} ],
                "output": [ { "name": "Status", "size": 4 }, { "name": "All", "kind": "Bytes", "size": {{Most - Package - 4 + moreOutput}} } ] } ]
            } ] }
            """;
        if (isTaken)
        {
            Assert.Equal(["Acme"], DsmSchema.Parse("acme.json", json).Families);
        }
        else
        {
            Assert.Contains("4 MiB", Assert.Throws<NvdimmException>(() => DsmSchema.Parse("acme.json", json)).Message, StringComparison.Ordinal);
        }
    }
}
