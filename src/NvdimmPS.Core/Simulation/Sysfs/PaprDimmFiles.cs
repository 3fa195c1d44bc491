using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>What papr_scm shows of a DIMM, in place of the folder <c>nfit</c>.</summary>
internal static class PaprDimmFiles
{
    public static void Update(SysfsTree tree, SimulatedDimm dimm, PaprFirmware firmware)
    {
        var path = $"{NdDevices.Path(dimm)}/papr";
        tree.Replace($"{path}/flags", firmware.Flags);
        tree.Replace($"{path}/dirty_shutdown", $"{dimm.ShownShutdownCount}\n");
        tree.Replace($"{path}/health_bitmap_inject", $"0x{firmware.Injected:x}\n");
        tree.Replace($"{path}/perf_stats", $"MemLife  = 0x{firmware.FuelGauge:X16}\n");
    }
}
