using System.Text;
using NvdimmPS.Changes;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.KernelRing;

/// <summary>
/// Sequences of writes to sysfs attributes, well-formed, refused and out of order, made on the real kernel and on the simulator of
/// the same machine: the same result of each write, and the same regions, namespaces and DIMMs afterwards.
/// </summary>
internal static class AttributeWrites
{
    private const string Bind = "bus/nd/drivers/nd_region/bind", Unbind = "bus/nd/drivers/nd_region/unbind";

    public static void Compare(INdKernel kernel, INdKernel simulator, Report report)
    {
        var regions = new NvdimmMachine(simulator).Topology.GetRegions().Where(r => r.Enabled).Select(r => r.Name).ToList();
        var number = 0;
        foreach (var (attribute, value) in Sequence(regions))
        {
            var (real, simulated) = (Write(kernel, attribute, value), Write(simulator, attribute, value));
            var what = $"{++number}: '{value.TrimEnd('\n', '\0')}' to {attribute}";
            if (real == simulated)
            {
                report.Passed();
            }
            else
            {
                report.Failed($"write-{number}", $"{what}: kernel {real}, simulator {simulated}");
            }
        }

        // What follows finds the bus idle.
        new LongOperation().Await(() => new NvdimmMachine(kernel).GetBus("ndbus0"), bus => bus.ScrubState != "active", TimeSpan.FromMinutes(2));
    }

    /// <summary>Every region in turn: what it is already, the other way, twice, in each spelling of a line's end; then all at once.</summary>
    private static IEnumerable<(string Attribute, string Value)> Sequence(List<string> regions)
    {
        foreach (var region in regions)
        {
            yield return (Bind, region);
            yield return (Unbind, region);
            yield return (Unbind, region + "\n");
            yield return (Bind, region + "\n");
            yield return (Bind, region + "\n");
            yield return (Unbind, region + "\n");
            yield return (Bind, region);
        }

        foreach (var name in new[] { "region99", "nmem0", "ndbus0", "", "\n", "region" })
        {
            yield return (Bind, name);
            yield return (Unbind, name);
        }

        foreach (var region in regions)
        {
            yield return (Unbind, region);
        }

        foreach (var region in regions)
        {
            yield return (Bind, region);
        }

        foreach (var value in new[] { "0", "2", "-1", "x", "", "1x", "0x2" })
        {
            yield return ("bus/nd/devices/ndbus0/nfit/scrub", value);
        }

        yield return ("bus/nd/devices/ndbus0/nfit/scrub", "1\n");
        yield return ("bus/nd/devices/ndbus0/nfit/scrub", "1");
        foreach (var attribute in new[] { "bus/nd/devices/region0/size", "bus/nd/devices/ndbus0/provider", "bus/nd/devices/region0/nothing", "bus/nd/devices/ndbus99/nfit/scrub" })
        {
            yield return (attribute, "1");
        }
    }

    private static string Write(INdKernel kernel, string attribute, string value) =>
        $"{kernel.WriteAttribute(attribute, Encoding.UTF8.GetBytes(value))}; {State(kernel)}";

    private static string State(INdKernel kernel)
    {
        var topology = new NvdimmMachine(kernel).Topology;
        return string.Join(", ", topology.GetRegions().Select(r => $"{r.Name} {(r.Enabled ? "on" : "off")}"))
            + "; " + string.Join(", ", topology.GetDevices().Select(d => $"{d.Name} {d.State}"));
    }
}
