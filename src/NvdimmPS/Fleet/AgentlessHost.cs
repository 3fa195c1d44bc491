using System.Management.Automation;
using System.Text;
using NvdimmPS.Fleet;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Shell.Fleet;

/// <summary>
/// A host without the module: it sends its part of sysfs as a trace, and what a trace is read and checked with reads and
/// checks it here. So its health is the same object as everybody's.
/// </summary>
internal static class AgentlessHost
{
    private const string Answer = "the answer";

    /// <summary>What the collector takes: where sysfs is, and which parts of it.</summary>
    public static object[] Arguments =>
        ["/sys", SysfsSnapshot.Attributes.ToArray(), SysfsSnapshot.ObjectPrefixes.ToArray(), SysfsSnapshot.Groups.ToArray()];

    /// <summary>The health of a host's DIMMs.</summary>
    /// <exception cref="NvdimmException">What it sent is no trace, or a broken one; or there is no place here to look at it.</exception>
    public static IReadOnlyList<PSObject> Read(string host, PSObject answer)
    {
        try
        {
            var lines = Encoding.UTF8.GetBytes(answer.BaseObject as string ?? string.Empty);
            using var kernel = new ReplayKernel(Trace.Read(Answer, lines), "Agentless");
            var reader = new HealthReader(kernel);
            var health = new Topology(kernel)
                .GetDevices(TopologyDetail.Health).Select(device => new PSObject(reader.Read(device, platformOnly: true))).ToList();
            return health.Count > 0 ? health : throw FleetErrors.For(FleetFault.NoNvdimm, host, "sysfs shows none");
        }
        catch (NvdimmException e) when (e.ErrorId.StartsWith("Nvdimm.Trace.", StringComparison.Ordinal))
        {
            throw FleetErrors.For(FleetFault.BadAnswer, host, e.Message);
        }
        catch (NvdimmException e) when (e.ErrorId == SimulatorErrors.FolderId)
        {
            throw SimulatorErrors.Folder(host, e);
        }
    }
}
