using NvdimmPS.Dsm;
using NvdimmPS.Kernel;
using NvdimmPS.Model;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>
/// Firmware and decoder tables were written apart from each other: every function without input that a machine offers must
/// come out whole.
/// </summary>
public class FirmwareAndDecodersTests
{
    [Theory]
    [InlineData("1x1", 15)]
    [InlineData("qemu", 1)]
    [InlineData("nvdimm-n", 10)]
    [InlineData("hyperv", 2)]
    public void What_the_firmware_answers_the_tables_decode(string topology, int expected)
    {
        using var kernel = new SimulatedKernel(topology);
        var machine = new NvdimmMachine(kernel);
        using var caller = new DsmCaller(kernel);
        var decoded = new List<string>();
        foreach (var target in (DsmTarget[])[NvdimmMachine.Target(machine.GetDevice("nmem0")), NvdimmMachine.Target(machine.GetBus("ndbus0"))])
        {
            foreach (var function in target.Family!.Functions.Where(f => f.InputSizeText == "0" && target.Offers(f)))
            {
                try
                {
                    var result = caller.Invoke(target, new DsmCall(function, default));
                    Assert.False(result.Truncated && function.Family.Name != "HyperV", function.ToString());
                    decoded.Add(function.Name);
                }
                catch (DsmStatusException)
                {
                    decoded.Add(function.Name); // freezing what has no passphrase, querying an overwrite that does not run
                }
            }
        }

        Assert.True(decoded.Count >= expected, string.Join(' ', decoded));
    }

    [Fact]
    public void The_scripted_state_arrives_in_units()
    {
        using var kernel = new SimulatedKernel("1x1");
        kernel.Dimm("nmem0").MediaTemperature = -3.5;
        kernel.Dimm("nmem0").SparesRemaining = 42;
        using var caller = new DsmCaller(kernel);
        var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("nmem0"));
        var smart = caller.Invoke(target, new DsmCall(target.Family!.Functions.First(f => f.Number == 1), default));
        Assert.Contains(smart.Fields, f => Equals(f.Value, -3.5));
        Assert.Contains(smart.Fields, f => f.Value?.ToString() == "42");
    }
}
