using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation;

/// <summary>The error logs of a simulated module of the Intel family, and its counters.</summary>
public sealed class SimulatedErrorLog
{
    private readonly SimulatedDimm _dimm;

    internal SimulatedErrorLog(SimulatedDimm dimm) => _dimm = dimm;

    /// <summary>Logs an error of the media.</summary>
    /// <param name="address">The address on the module.</param>
    /// <param name="high">True for the log of grave errors.</param>
    /// <param name="type">0 is uncorrectable; 5 and 6 are alarms, which have no address.</param>
    /// <param name="transaction">What was going on: 9 is the patrol scrub.</param>
    public void AddMediaError(ulong address, bool high = true, byte type = 0, byte transaction = 9) => _dimm.Set(() =>
    {
        const byte pdaValid = 1 << 0, dpaValid = 1 << 1, range = 8;
        var entry = new byte[32];
        entry.U64(0, Now);
        entry.U64(8, address);
        entry.U64(16, address);
        (entry[24], entry[25], entry[26], entry[27]) = (range, type, type is 5 or 6 ? (byte)0 : (byte)(pdaValid | dpaValid), transaction);
        _dimm.State.Logs.Ring(thermal: false, high).Add(entry, 28);
    });

    /// <summary>Logs a temperature that tripped an alarm.</summary>
    /// <param name="temperature">In °C.</param>
    /// <param name="high">True for the log of grave errors.</param>
    /// <param name="controller">True for the controller's temperature.</param>
    public void AddThermalError(double temperature, bool high = true, bool controller = false) => _dimm.Set(() =>
    {
        const uint tooHigh = 2 << 16, ofController = 1 << 19;
        var entry = new byte[16];
        entry.U64(0, Now);
        entry.U32(8, Sixteenths.Encode(temperature) | tooHigh | (controller ? ofController : 0));
        _dimm.State.Logs.Ring(thermal: true, high).Add(entry, 12);
    });

    /// <summary>Sets the number after which a log goes on: after 65535 comes 1.</summary>
    public void StartAt(ushort number, bool thermal = false, bool high = true) =>
        _dimm.Set(() => _dimm.State.Logs.Ring(thermal, high).StartAt(number));

    /// <summary>Counts accesses besides those that time brings.</summary>
    public void AddAccesses(ulong mediaReads, ulong mediaWrites, ulong hostReads, ulong hostWrites) =>
        _dimm.Set(() => _dimm.State.Logs.AddAccesses(mediaReads, mediaWrites, hostReads, hostWrites));

    private ulong Now => (ulong)_dimm.Bus.Time.GetUtcNow().ToUnixTimeSeconds();

    /// <inheritdoc/>
    public override string ToString() => _dimm.Name;
}
