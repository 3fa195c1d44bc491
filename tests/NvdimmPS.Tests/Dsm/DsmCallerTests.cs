using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Calls by both routes, end to end on the simulator.</summary>
public sealed class DsmCallerTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("2x6");
    private readonly DsmCaller _caller;
    private readonly DsmTarget _dimm;

    public DsmCallerTests()
    {
        _caller = new DsmCaller(_kernel);
        _dimm = NvdimmMachine.Target(new NvdimmMachine(_kernel).GetDevice("nmem0"));
    }

    public void Dispose()
    {
        _caller.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public void A_number_has_the_type_of_its_width()
    {
        var fields = Invoke("GetSmart").Fields.ToDictionary(f => f.Name, f => f.Value);
        Assert.IsType<byte>(fields["SparesRemaining"]);
        Assert.IsType<uint>(fields["DirtyShutdownCount"]);
        Assert.IsType<double>(fields["MediaTemperature"]);
        Assert.IsType<ulong>(Invoke("GetFirmwareInfo").Fields.Single(f => f.Name == "RunningVersion").Value);
    }

    [Fact]
    public void Both_routes_give_the_same_answer_for_every_read() =>
        Assert.All(DsmRouteComparer.Compare(_kernel, _caller, _dimm), c => Assert.Equal(("Equal", c.FunctionName), (c.Result, c.FunctionName)));

    [Fact]
    public void A_route_that_is_not_there_is_told_apart_from_a_difference()
    {
        using var qemu = new SimulatedKernel("qemu");
        using var caller = new DsmCaller(qemu);
        var rows = DsmRouteComparer.Compare(qemu, caller, NvdimmMachine.Target(new NvdimmMachine(qemu).GetDevice("0"))).ToDictionary(c => c.Function);
        Assert.Equal(("Unsupported", "Equal", "Equal"), (rows[1].Result, rows[4].Result, rows[5].Result));
        Assert.Contains("generic call", rows[1].Reason, StringComparison.Ordinal);
        Assert.Contains("legacy command", rows[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_family_with_one_route_only_says_so()
    {
        using var kernel = new SimulatedKernel("hyperv");
        using var caller = new DsmCaller(kernel);
        var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("0"));
        Assert.Equal("Nvdimm.Dsm.NoTwoRoutes", Assert.Throws<NvdimmException>(() => DsmRouteComparer.Compare(kernel, caller, target)).ErrorId);
    }

    [Fact]
    public void Auto_takes_the_generic_call_and_falls_back_where_the_kernel_does_not_know_it()
    {
        Assert.Equal("Call", Invoke("GetNamespaceLabelSize").Route);
        using var kernel = new SimulatedKernel("nfit_test");
        using var caller = new DsmCaller(kernel);
        var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("nmem0"));
        var size = caller.Invoke(target, new DsmCall(DsmFamilies.Intel.Find("GetNamespaceLabelSize")!, ReadOnlyMemory<byte>.Empty));
        Assert.Equal(("Legacy", "Success"), (size.Route, size.Status));
    }

    [Fact]
    public void A_read_only_node_is_enough_for_a_legacy_read()
    {
        _kernel.Dimm("nmem0").ReadOnlyNode = true;
        var smart = Invoke("GetSmart");
        Assert.Equal("Legacy", smart.Route);
        Assert.Equal(NdAccess.ReadOnly, _kernel.Transcript[^1].Access);
        var error = Assert.Throws<NdOpenException>(() => Invoke("GetFirmwareInfo"));
        Assert.Contains("udev", $"{error.NextStep}", StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_sent_when_the_request_cannot_be_right()
    {
        var before = _kernel.Transcript.Count;
        Assert.Equal("Nvdimm.Dsm.FunctionMasked", Error("InjectLabelStorageAreaError", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).ErrorId);
        Assert.Equal("Nvdimm.Dsm.NoLegacyRoute", Error("GetFirmwareInfo", [], DsmRoute.Legacy).ErrorId);
        Assert.Equal("Nvdimm.Request.TooLarge", Error("GetSmart", [], DsmRoute.Call, 5 << 20).ErrorId);
        Assert.Equal("Nvdimm.Request.Envelope", Error("SetNamespaceLabelData", [0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 1], DsmRoute.Legacy).ErrorId);
        Assert.Equal("Nvdimm.Dsm.OtherFamily", Assert.Throws<NvdimmException>(() =>
            _caller.Invoke(_dimm, new DsmCall(DsmFamilies.Find(NdNodeKind.Dimm, "Msft")!.Get(11), ReadOnlyMemory<byte>.Empty))).ErrorId);
        Assert.Equal("Nvdimm.Dsm.WrongNode", Assert.Throws<NvdimmException>(() =>
            _caller.Invoke(_dimm, new DsmCall(DsmFamilies.NfitBus.Get(9), ReadOnlyMemory<byte>.Empty))).ErrorId);
        Assert.Equal(before, _kernel.Transcript.Count);
    }

    private NvdimmException Error(string function, byte[] input, DsmRoute route = DsmRoute.Auto, int? outputSize = null) =>
        Assert.Throws<NvdimmException>(() => _caller.Invoke(_dimm, new DsmCall(DsmFamilies.Intel.Find(function)!, input) { Route = route, OutputSize = outputSize }));

    private DsmResult Invoke(string function) => _caller.Invoke(_dimm, new DsmCall(DsmFamilies.Intel.Find(function)!, ReadOnlyMemory<byte>.Empty));
}
