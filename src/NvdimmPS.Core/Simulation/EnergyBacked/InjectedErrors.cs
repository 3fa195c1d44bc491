namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>
/// The injected errors of an NVDIMM-N. One that concerns an operation waits until the operation runs, all others show at
/// once; a single one is over with that operation, or with the next boot.
/// </summary>
internal sealed class InjectedErrors
{
    private const uint Operations =
        1u << (int)InjectedError.Save | 1u << (int)InjectedError.Restore | 1u << (int)InjectedError.Erase
        | 1u << (int)InjectedError.Arm | 1u << (int)InjectedError.FirmwareUpdate;

    private uint _active;
    private uint _single;

    /// <summary>The last one that was injected.</summary>
    public InjectedError Last { get; private set; }

    public bool LastPersistent { get; private set; }

    /// <summary>True where the last one waits for its operation.</summary>
    public bool LastPending { get; private set; }

    /// <summary>How much of the flash bad blocks take, in percent.</summary>
    public byte BadBlocks { get; set; }

    public bool Has(InjectedError error) => (_active & Bit(error)) != 0;

    public void Inject(InjectedError error, bool persistent = true)
    {
        _active |= Bit(error);
        _single = persistent ? _single & ~Bit(error) : _single | Bit(error);
        BadBlocks = error == InjectedError.BadBlock ? Math.Max(BadBlocks, (byte)1) : BadBlocks;
        (Last, LastPersistent, LastPending) = (error, persistent, (Operations & Bit(error)) != 0);
    }

    public void Clear(InjectedError error)
    {
        _active &= ~Bit(error);
        Last = Last == error ? InjectedError.None : Last;
        BadBlocks = error == InjectedError.BadBlock ? (byte)0 : BadBlocks;
    }

    /// <summary>Injected or not, as a register's bit says.</summary>
    public void Set(InjectedError error, bool injected)
    {
        if (!injected)
        {
            Clear(error);
        }
        else if (!Has(error))
        {
            Inject(error);
        }
    }

    /// <summary>True where an operation that runs now has to fail.</summary>
    public bool Meets(InjectedError operation)
    {
        if (!Has(operation))
        {
            return false;
        }

        LastPending &= Last != operation;
        _active &= ~(_single & Bit(operation));
        return true;
    }

    /// <summary>At a boot single errors are over, unless they wait for an operation.</summary>
    public void PowerOn()
    {
        _active &= ~(_single & ~Operations);
        BadBlocks = Has(InjectedError.BadBlock) ? BadBlocks : (byte)0;
    }

    public void ClearAll()
    {
        (_active, _single, BadBlocks) = (0, 0, 0);
        Last = InjectedError.None;
    }

    private static uint Bit(InjectedError error) => 1u << (int)error;
}
