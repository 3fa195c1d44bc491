using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Inventory;

namespace NvdimmPS.Security;

/// <summary>
/// One write of <c>security</c> within a plan: whether it was made, whether it may have been, and what the whole came to where something
/// failed.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="device">The DIMM as it was before.</param>
/// <param name="find">Gives it as it is now; throws where it is gone.</param>
/// <param name="reader">Reads how it stands.</param>
/// <param name="what">What is done, as the middle of a sentence.</param>
/// <param name="expected">The state afterwards; null where the write does not change it.</param>
internal sealed class SecurityChange(NvdimmMachine machine, NvdimmDevice device, Func<NvdimmDevice> find, SecurityReader reader,
    string what, string? expected)
{
    private bool? _wasDone;
    private string? _other;

    /// <summary>True once the kernel took it.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>True where it was sent and nobody said that it was not done.</summary>
    public bool MayBeDone { get; private set; }

    /// <summary>The bus, whose lock is held meanwhile.</summary>
    public NdNode Bus { get; } = machine.Topology.BusOf(new NdNode(NdNodeKind.Dimm, device.Id));

    /// <summary>Where the state does not tell whether it was done: tries the new passphrase. An errno, 0 where it is right.</summary>
    public Func<int>? Probe { get; init; }

    /// <summary>Whether the DIMM took it, by the kernel's word, its state, or the new passphrase; null where nothing tells.</summary>
    public bool? WasDone => _wasDone ??= IsTaken ? (_other is null ? true : null) : !MayBeDone ? false
        : Tells ? State() is { } state ? state == expected : null
        : Try() switch { 0 => true, Errno.EINVAL => false, _ => null };

    /// <summary>What is written.</summary>
    /// <param name="operation">The kernel's word.</param>
    /// <param name="shown">Its keys, for people.</param>
    /// <param name="keys">Their numbers, once they are there.</param>
    /// <param name="losesData">Whether data are lost.</param>
    public AttributeStep Write(string operation, string shown, Func<string>? keys = null, bool losesData = false) =>
        new(Bus, device.Name, $"bus/nd/devices/{device.Name}/security", $"{operation}{shown}\n")
        {
            LosesData = losesData,
            Late = () => $"{operation}{keys?.Invoke()}\n",
            Sending = () => MayBeDone = true,
            Refused = errno =>
            {
                MayBeDone = !SecurityErrors.IsCertain(errno);
                return SecurityErrors.IsGeneral(errno) ? null : SecurityErrors.Refused(device.Name, operation, errno);
            },
        };

    /// <summary>What follows on the write; so it was made.</summary>
    public WorkStep After(string place, string text, Action work) => new(Bus, device.Name, place, text, () =>
    {
        IsTaken = true;
        work();
    });

    /// <summary>What follows only where the state is the one that was to be, as the removal of keys does.</summary>
    public WorkStep Proven(string place, string text, Action work) => After(place, text, () =>
    {
        Verify();
        work();
    });

    /// <summary>Work before it.</summary>
    public WorkStep Before(string place, string text, Action work) => new(Bus, device.Name, place, text, work);

    /// <summary>Reads back.</summary>
    public void Verify()
    {
        IsTaken = true;
        if (expected is not null && reader.Now(find(), out _) is { } state && state != expected)
        {
            _other = state;
            throw ChangeErrors.NotAsPlanned(device.Name, $"its security is {state}");
        }
    }

    /// <summary>What came of it.</summary>
    public NvdimmException Outcome(NvdimmException cause, bool isTakenBack)
    {
        if (IsTaken)
        {
            return _other is null ? SecurityErrors.DoneInPart(device.Name, what, cause)
                : SecurityErrors.Unknown(device.Name, what, $"the kernel took it, and it is {_other}", cause);
        }

        return !MayBeDone ? cause
            : WasDone is { } done ? SecurityErrors.Failed(device.Name, what, State() ?? "gone", done, cause)
            : SecurityErrors.Unknown(device.Name, what, State() is { } same ? $"it is {same}, as before" : null, cause);
    }

    /// <summary>Whether the state tells that it was done.</summary>
    private bool Tells => expected is not null && expected != device.Security;

    private string? State()
    {
        try
        {
            return reader.Now(find(), out _);
        }
        catch (NvdimmException)
        {
            return null; // It is gone.
        }
    }

    /// <summary>Null where it could not be tried.</summary>
    private int? Try()
    {
        try
        {
            return Probe?.Invoke();
        }
        catch (NvdimmException)
        {
            return null; // As where each write must be logged and the log cannot be written.
        }
    }
}
