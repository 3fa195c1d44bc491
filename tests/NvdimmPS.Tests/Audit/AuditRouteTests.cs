using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Audit;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cmdlets;

namespace NvdimmPS.Tests.Audit;

/// <summary>
/// Nothing goes around the log, whichever way it goes: at the moment when an ioctl arrives at the kernel, and when the simulator's
/// hook sees it, its question is the log's last line. What cmdlets send, <see cref="AuditedCmdletTests"/> is about.
/// </summary>
public sealed class AuditRouteTests : AuditTest
{
    /// <summary>Each function of a machine's DIMM and buses by each route, as a person may send it: as bytes, or by its name.</summary>
    [Theory]
    [InlineData("1x2", 90)]
    [InlineData("nfit_test", 50)]
    [InlineData("nvdimm-n", 50)]
    [InlineData("hpe-nvdimm-n", 40)]
    [InlineData("hpe2-nvdimm-n", 20)]
    [InlineData("hyperv", 10)]
    [InlineData("papr", 5)]
    public void By_every_route_the_question_is_there_before_the_request(string topology, int least)
    {
        using var kernel = new SimulatedKernel(topology);
        (DsmTarget Target, DsmFunction Function, NdRoute Route)? expected = null;
        var requests = 0;
        kernel.Snoop = request =>
        {
            Assert.True(expected is null || LastIs(AuditText.Asked, expected.Value, request.Function));
            return 0;
        };
        var watched = new WatchedKernel(kernel)
        {
            BeforeRequest = (_, _) =>
            {
                Assert.True(expected is null || LastIs(AuditText.Asked, expected.Value));
                requests++;
            },
        };
        using var caller = new DsmCaller(watched) { Command = "test" };
        foreach (var (target, function, route) in Ways(new NvdimmMachine(watched)))
        {
            foreach (var isRaw in new[] { true, false })
            {
                var isConcern = isRaw || function.Danger != DsmDanger.Read;
                expected = isConcern ? (target, function, route) : null;
                var (lines, sent) = (Lines.Length, requests);
                Try(() => caller.Invoke(target, new DsmCall(function, new byte[function.Input?.FixedSize ?? 8]) { Route = route == NdRoute.Call ? DsmRoute.Call : DsmRoute.Legacy, RawInput = isRaw, Raw = true, OutputSize = 64 }));
                Assert.Equal((1, lines + (isConcern ? 2 : 0)), (requests - sent, Lines.Length));
                Assert.True(!isConcern || LastIs(AuditText.Answered, expected!.Value));
            }
        }

        Assert.InRange(requests, least, 1000);
    }

    [Theory]
    [InlineData("dsm nmem0 -f SetSmartThreshold -a MediaTemperature=70", "nmem0 Intel 17 Call")]
    [InlineData("dsm nmem0 -f PassThrough --input-hex 050000000100000000 --force --allow-in-use --route call", "nmem0 Intel 9 Call")]
    [InlineData("dsm nmem0 -f PassThrough --input-hex 050000000100000000 --force --allow-in-use --route legacy", "nmem0 Intel 9 Legacy")]
    [InlineData("dsm ndbus0 -f StartArs --input-hex 000000600300000000000001000000000100000000000000 --route legacy", "ndbus0 NfitBus 2 Legacy")]
    [InlineData("dsm ndbus0 -f GetArsStatus --input-hex= --route legacy", null)] // a read by its name
    [InlineData("dsm ndbus0 -f TranslateSpa --input-hex 0000006030000000 --route call", "ndbus0 NfitBus 5 Call")]
    [InlineData("dsm ndbus0 --family IntelBus -f ActivateFirmware --input-hex 00 --allow-sensitive --force --allow-in-use", "ndbus0 IntelBus 2 Call")]
    [InlineData("dsm ndbus0 --family IntelBus -f 29 --input-hex 00 --force --allow-in-use --output-size 64", "ndbus0 IntelBus 29 Call")]
    public void What_the_console_sends_is_there_before_it_arrives(string line, string? logged)
    {
        using var kernel = new SimulatedKernel("1x2");
        var requests = new List<string>();
        var watched = new WatchedKernel(kernel) { BeforeRequest = (_, _) => requests.Add(Lines.Length == 0 ? "-" : Told(Lines[^1])) };
        _ = NvdimmPS.Tests.Cli.Console.Run(line, watched);
        if (logged is null)
        {
            Assert.Empty(Lines);
            return;
        }

        Assert.Equal($"asked {logged}", requests[^1]);
        Assert.Equal([$"asked {logged}", $"answered {logged}"], Lines.Select(Told));
    }

    private bool LastIs(string kind, (DsmTarget Target, DsmFunction Function, NdRoute Route) expected, uint? number = null) =>
        Told(Lines[^1]) == $"{kind} {expected.Target.Name} {expected.Function.Family} {number ?? expected.Function.Number} {expected.Route}";

    private static string Told(string line)
    {
        var record = JsonDocument.Parse(line).RootElement;
        return string.Join(' ', new[] { "kind", "target", "family", "function", "route" }.Select(name => record.GetProperty(name).ToString()));
    }

    /// <summary>A DIMM, every bus, every function of each family that it may be asked for, one that no table has, and every route.</summary>
    private static IEnumerable<(DsmTarget Target, DsmFunction Function, NdRoute Route)> Ways(NvdimmMachine machine)
    {
        IEnumerable<DsmTarget> targets = [NvdimmMachine.Target(machine.Topology.GetDevices().First()), .. machine.Topology.GetBuses().Select(NvdimmMachine.Target)];
        foreach (var target in targets)
        {
            var families = DsmFamilies.All.Where(f => f.Node == target.Node.Kind && (f.Node == NdNodeKind.Bus || f.IsSameAs(target.Family)));
            foreach (var function in families.SelectMany(f => f.Functions.Append(f.Get(DsmCaller.LastFunction)).DistinctBy(x => x.Number)))
            {
                if (target.OffersCall(function))
                {
                    yield return (target, function, NdRoute.Call);
                }

                if (target.OffersLegacy(function))
                {
                    yield return (target, function, NdRoute.Legacy);
                }
            }
        }
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (NvdimmException e)
        {
            Assert.StartsWith("Nvdimm.", e.ErrorId, StringComparison.Ordinal);
        }
    }
}
