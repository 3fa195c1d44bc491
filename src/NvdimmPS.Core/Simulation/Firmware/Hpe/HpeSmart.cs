using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>What both HPE families report in function 1, at other offsets each.</summary>
internal sealed class HpeSmart(NvdimmNState state)
{
    public const uint Notified = 1u << 31;

    private const uint Health = 1 << 0, Alarms = 1 << 3, Detail = 1 << 7, Source = 1 << 8;

    /// <summary>
    /// Which fields are valid in an answer; null where reserved bits ask for what there is not. 0 and all ones ask for
    /// everything, bit 31 for what the last health event was about.
    /// </summary>
    public static uint? Fields(uint wanted, uint known) =>
        wanted is 0 or uint.MaxValue ? known
        : (wanted & ~(known | Notified)) != 0 ? null
        : wanted | ((wanted & Notified) != 0 ? Health | Alarms | Detail | Source : 0);

    /// <summary>Normal is 0, then one bit each.</summary>
    public byte Summary => (byte)state.Health.Summary;

    public ushort AlarmTrips => (ushort)state.Health.Alarms;

    public uint ModuleHealth
    {
        get
        {
            var health = state.Health;
            var bits = 0u;
            Set(0, health.SourceFailed);
            Set(1, health.ControllerFailed);
            Set(2, state.UncorrectableErrors > 0);
            Set(3, state.CorrectableErrors > 0);
            Set(4, state.Saving.Failed);
            Set(5, state.Restoring.Failed);
            Set(6, state.Arming.Failed);
            Set(7, state.Erasing.Failed);
            Set(9, state.Injected.Has(InjectedError.FirmwareUpdate));
            return bits;

            void Set(int bit, bool on) => bits |= on ? 1u << bit : 0;
        }
    }

    /// <summary>True where the controller is to blame for the last backup.</summary>
    public static bool IsFault(NvdimmNState state) => (state.SaveFailure & (SaveFailures.ControllerHardware | SaveFailures.Media)) != 0;

    /// <summary>Whole seconds, and at least one: 0 is "unknown".</summary>
    public static ushort Seconds(NvmOperation operation) => (ushort)Math.Max(1, Math.Round(operation.LastDuration.TotalSeconds));
}
