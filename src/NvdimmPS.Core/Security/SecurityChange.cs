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
/// <param name="what">What is done, as the middle of a sentence.</param>
/// <param name="expected">The state afterwards; null where the write does not change it.</param>
internal sealed class SecurityChange(NvdimmMachine machine, NvdimmDevice device, string what, string? expected)
{
    private bool _isRefused;

    /// <summary>True once the DIMM took it.</summary>
    public bool IsDone { get; private set; }

    /// <summary>True where it was sent and nobody said that it was not done.</summary>
    public bool MayBeDone { get; private set; }

    /// <summary>The bus, whose lock is held meanwhile.</summary>
    public NdNode Bus { get; } = machine.Topology.BusOf(new NdNode(NdNodeKind.Dimm, device.Id));

    /// <summary>What is written.</summary>
    /// <param name="operation">The kernel's word.</param>
    /// <param name="shown">Its keys, for people.</param>
    /// <param name="keys">Their numbers, once they are there.</param>
    /// <param name="losesData">Whether data are lost.</param>
    public AttributeStep Write(string operation, string shown, Func<string>? keys = null, bool losesData = false) =>
        new(Bus, device.Name, $"bus/nd/devices/{device.Name}/security", $"{operation}{shown}\n")
        {
            LosesData = losesData,
            Late = () =>
            {
                var text = $"{operation}{keys?.Invoke()}\n";
                MayBeDone = true;
                return text;
            },
            Refused = errno =>
            {
                _isRefused = SecurityErrors.IsCertain(errno);
                MayBeDone = !_isRefused;
                return SecurityErrors.Refused(device.Name, operation, errno);
            },
        };

    /// <summary>What follows on the write; so it was made.</summary>
    public WorkStep After(string place, string text, Action work) => new(Bus, device.Name, place, text, () =>
    {
        IsDone = true;
        work();
    });

    /// <summary>Work before it.</summary>
    public WorkStep Before(string place, string text, Action work) => new(Bus, device.Name, place, text, work);

    /// <summary>Reads back.</summary>
    public void Verify()
    {
        IsDone = true;
        var now = machine.Topology.FindDevice(device.Name, TopologyDetail.Summary) ?? throw SecurityErrors.Gone(device.Name);
        if (expected is not null && now.Security is { } state && state != expected)
        {
            IsDone = false;
            throw ChangeErrors.NotAsPlanned(device.Name, $"its security is {state}");
        }
    }

    /// <summary>What came of it.</summary>
    public NvdimmException Outcome(NvdimmException cause, bool isTakenBack)
    {
        if (IsDone)
        {
            return SecurityErrors.DoneInPart(device.Name, what, cause);
        }

        if (!MayBeDone)
        {
            return cause;
        }

        var now = machine.Topology.FindDevice(device.Name, TopologyDetail.Summary);
        return now?.Security is { } state && expected is not null && expected != device.Security
            ? SecurityErrors.Failed(device.Name, what, state, state == expected, cause)
            : SecurityErrors.Unknown(device.Name, what,
                now is null ? "the DIMM is gone" : now.Unavailable.GetValueOrDefault(nameof(now.Security)), cause);
    }
}
