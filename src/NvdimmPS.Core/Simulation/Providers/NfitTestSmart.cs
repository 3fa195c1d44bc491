using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Providers;

/// <summary>SMART of the test bus. Values are taken unchecked, and switching an injection off goes back to the defaults.</summary>
internal sealed class NfitTestSmart(DimmState state)
{
    private const byte DefaultSpares = 75;
    private const ushort DefaultMedia = 23 * 16, DefaultController = 25 * 16;

    /// <summary>The state that every DIMM of the test bus starts in (<c>smart_def</c>, <c>smart_t_data</c>).</summary>
    public static void Start(DimmState state)
    {
        state.Health = SimulatedHealth.NonCritical;
        state.Spares = DefaultSpares;
        state.Used = 5;
        state.MediaTemperature = DefaultMedia;
        state.ControllerTemperature = DefaultController;
        state.ShutdownCount = 42;
        state.Thresholds.AlarmControl = 0b011;
        state.Thresholds.Spares = 5;
        state.Thresholds.MediaTemperature = 40 * 16;
        state.Thresholds.ControllerTemperature = 30 * 16;
    }

    public int Run(int function, NfitTestPayload payload)
    {
        var fits = function switch
        {
            1 => payload.Length >= 132,
            2 => payload.Length >= 12,
            17 => payload.Length >= 7,
            _ => payload.Length == 19,
        };
        if (!fits)
        {
            return -Errno.EINVAL;
        }

        switch (function)
        {
            case 1:
                Health(payload);
                break;
            case 2:
                Thresholds(payload);
                break;
            case 17:
                SetThresholds(payload);
                break;
            default:
                Inject(payload);
                break;
        }

        return 0;
    }

    private void Health(NfitTestPayload payload)
    {
        const ushort pmicTemperature = 40 * 16; // there, but not among the valid fields
        payload.Bytes[..132].Clear();
        payload.Set(4, 0x63Fu);
        payload[12] = (byte)state.Health;
        payload[13] = state.Spares;
        payload[14] = state.Used;
        payload[15] = 0b011; // the trips are constant
        payload.Set(16, state.MediaTemperature);
        payload.Set(18, state.ControllerTemperature);
        payload.Set(20, state.ShutdownCount);
        payload[24] = 1;
        payload.Set(25, pmicTemperature);
        payload[35] = state.ShutdownState;
    }

    private void Thresholds(NfitTestPayload payload)
    {
        var limits = state.Thresholds;
        payload.Bytes[..12].Clear();
        payload.Set(4, limits.AlarmControl);
        payload[6] = limits.Spares;
        payload.Set(7, limits.MediaTemperature);
        payload.Set(9, limits.ControllerTemperature);
    }

    private void SetThresholds(NfitTestPayload payload)
    {
        var limits = state.Thresholds;
        limits.AlarmControl = payload.U16(0);
        limits.Spares = payload[2];
        limits.MediaTemperature = payload.U16(3);
        limits.ControllerTemperature = payload.U16(5);
        payload.Set(7, 0u);
    }

    private void Inject(NfitTestPayload payload)
    {
        const ulong media = 1 << 0, spares = 1 << 1, fatal = 1 << 2, shutdown = 1 << 3;
        var fields = payload.U64(0);
        if ((fields & media) != 0)
        {
            state.MediaTemperature = payload[8] != 0 ? payload.U16(9) : DefaultMedia;
        }

        if ((fields & spares) != 0)
        {
            state.Spares = payload[11] != 0 ? payload[12] : DefaultSpares;
        }

        if ((fields & fatal) != 0)
        {
            state.Health = payload[13] != 0 ? SimulatedHealth.Fatal : SimulatedHealth.NonCritical;
        }

        if ((fields & shutdown) != 0)
        {
            state.ShutdownState = payload[14] != 0 ? (byte)1 : (byte)0;
            state.ShutdownCount += payload[14] != 0 ? 1u : 0;
        }

        payload.Set(15, 0u);
    }
}
