using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Firmware;

/// <summary>
/// Plans runtime activation through sysfs, so that the kernel and ndctl see the same: arming DIMMs, disarming them, and activating what a
/// bus's armed DIMMs have staged.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="caller">Asks the firmware.</param>
/// <param name="time">The clock; the system's by default.</param>
public sealed class FirmwareActivation(NvdimmMachine machine, DsmCaller caller, TimeProvider? time = null)
{
    private const string Devices = "bus/nd/devices";

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Arms a DIMM; null where it is armed.</summary>
    /// <param name="device">The DIMM.</param>
    /// <param name="allowOverflow">Whether the bus may take longer than the platform allows.</param>
    /// <exception cref="NvdimmException">It cannot be armed now.</exception>
    public ChangePlan? Arm(NvdimmDevice device, bool allowOverflow = false)
    {
        ArgumentNullException.ThrowIfNull(device);
        var (bus, state) = Find(device);
        if (state == BusActivation.ArmedState)
        {
            return null;
        }

        if (!allowOverflow && BusActivation.StateOfBus(machine.Kernel, bus.Name) == BusActivation.OverflowState)
        {
            throw FirmwareActivationErrors.Overflow(device.Name, bus.Name, Armed(bus), isArming: true, isWritten: false);
        }

        return Set(device, bus, state, BusActivation.ArmedState, () =>
        {
            if (!allowOverflow && BusActivation.StateOfBus(machine.Kernel, bus.Name) == BusActivation.OverflowState)
            {
                throw FirmwareActivationErrors.Overflow(device.Name, bus.Name, Armed(bus), isArming: true, isWritten: true);
            }
        });
    }

    /// <summary>Disarms a DIMM; null where it is not armed.</summary>
    /// <exception cref="NvdimmException">It cannot be disarmed now.</exception>
    public ChangePlan? Disarm(NvdimmDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var (bus, state) = Find(device);
        return state == BusActivation.IdleState ? null : Set(device, bus, state, BusActivation.IdleState, null);
    }

    /// <summary>Activates what the armed DIMMs of a bus have staged.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="options">How.</param>
    /// <exception cref="NvdimmException">It cannot be done now.</exception>
    public FirmwareActivationJob Activate(NvdimmBus bus, FirmwareActivationOptions options)
    {
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(options);
        var now = BusActivation.Read(machine.Kernel, bus);
        if (now.Offering.Count == 0 || now.Capability is null)
        {
            throw FirmwareActivationErrors.NotOffered(bus.Name,
                now.Offering.Count == 0 ? "sysfs shows it for none of its DIMMs" : "the platform needs a restart for it");
        }

        if (options.NoIdle && bus.FirmwareActivateNoIdle is null)
        {
            throw FirmwareActivationErrors.NoIdleNotKnown(bus.Name,
                bus.Unavailable.GetValueOrDefault(nameof(bus.FirmwareActivateNoIdle)) ?? "sysfs has none");
        }

        Ensure(bus, now, options);
        return new FirmwareActivationJob(machine, caller, bus, now, options, _time);
    }

    /// <summary>That a bus can be activated as it stands.</summary>
    internal static void Ensure(NvdimmBus bus, BusActivation now, FirmwareActivationOptions options)
    {
        switch (now.State)
        {
            case BusActivation.BusyState:
                throw FirmwareActivationErrors.Busy(bus.Name);
            case BusActivation.OverflowState when !options.AllowOverflow:
                throw FirmwareActivationErrors.Overflow(bus.Name, bus.Name, now.Armed, isArming: false, isWritten: false);
            case BusActivation.ArmedState or BusActivation.OverflowState:
                break;
            default:
                throw FirmwareActivationErrors.NoneArmed(bus.Name);
        }
    }

    private (NvdimmBus Bus, string State) Find(NvdimmDevice device)
    {
        var state = BusActivation.StateOf(machine.Kernel, device.Name)
            ?? throw FirmwareActivationErrors.NotOffered(device.Name, "sysfs does not show it for this DIMM");
        return state == BusActivation.BusyState ? throw FirmwareActivationErrors.Busy(device.Name) : (machine.GetBus(device.Bus!), state);
    }

    private IReadOnlyList<string> Armed(NvdimmBus bus) => BusActivation.Read(machine.Kernel, bus).Armed;

    private ChangePlan Set(NvdimmDevice device, NvdimmBus bus, string before, string after, Action? check)
    {
        var arms = after == BusActivation.ArmedState;
        var step = new AttributeStep(new NdNode(NdNodeKind.Bus, bus.Id), device.Name, $"{Devices}/{device.Name}/firmware/activate",
            arms ? "arm\n" : "disarm\n");
        return new ChangePlan
        {
            Target = device.Name,
            Action = arms ? "Arm the DIMM for a firmware activation" : "Disarm the DIMM",
            Steps = [arms ? step with { Undo = [step with { Value = "disarm\n" }] } : step],
            Values = [new ValueChange(nameof(NvdimmFirmware.ActivationState), before, after)],
            Verify = () =>
            {
                // The kernel does not look at what the firmware answers.
                if (BusActivation.StateOf(machine.Kernel, device.Name) is var now && now != after)
                {
                    throw FirmwareActivationErrors.NotSet(device.Name, after, now);
                }

                check?.Invoke();
            },
        };
    }
}
