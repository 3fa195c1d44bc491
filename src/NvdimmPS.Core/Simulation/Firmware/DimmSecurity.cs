using System.Security.Cryptography;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Security of a DIMM of the Intel family; the bits are those of function 19 (Get Security State).</summary>
internal sealed class DimmSecurity
{
    public const byte Enabled = 0x02;
    public const byte LockedBit = 0x04;
    public const byte Frozen = 0x08;

    /// <summary>The wrong passphrase was given too often.</summary>
    public const byte UserLimit = 0x10;

    /// <summary>"BIOS nonce set" in the specification; the kernel's header and its test bus mean "overwrite runs" by it.</summary>
    public const byte Overwrite = 0x40;

    public const byte MasterEnabled = 0x01;
    public const byte MasterLimit = 0x02;

    public const int PassphraseLength = 32;

    private readonly byte[] _user = new byte[PassphraseLength];
    private readonly byte[] _master = new byte[PassphraseLength];

    public byte State { get; set; }

    public byte Extended { get; set; } = MasterEnabled;

    /// <summary>The state to go back to when an overwrite is through.</summary>
    public byte SavedState { get; set; }

    /// <summary>A timestamp of the simulator's <see cref="TimeProvider"/>.</summary>
    public long OverwriteEnd { get; set; }

    public bool Has(byte bit) => (State & bit) != 0;

    /// <summary>As the kernel has it: where there is no passphrase nothing is frozen, and after too many wrong ones it is.</summary>
    public bool IsFrozen => Has(Enabled) && (State & (Frozen | UserLimit)) != 0;

    /// <summary>How often the wrong passphrase was given since the right one: the user's and the master's.</summary>
    public int[] Wrong { get; } = new int[2];

    public bool IsUser(ReadOnlySpan<byte> passphrase) => CryptographicOperations.FixedTimeEquals(passphrase, _user);

    public bool IsMaster(ReadOnlySpan<byte> passphrase) => CryptographicOperations.FixedTimeEquals(passphrase, _master);

    public void SetUser(ReadOnlySpan<byte> passphrase) => passphrase.CopyTo(_user);

    public void SetMaster(ReadOnlySpan<byte> passphrase) => passphrase.CopyTo(_master);

    public void ClearUser() => Array.Clear(_user);

    public void ClearMaster() => Array.Clear(_master);

    /// <summary>A boot ends an overwrite and a freeze, and locks what has a passphrase.</summary>
    public void PowerCycle()
    {
        var state = Has(Overwrite) ? SavedState : State;
        Array.Clear(Wrong);
        Extended &= unchecked((byte)~MasterLimit);
        State = (state & Enabled) != 0 ? (byte)(Enabled | LockedBit) : (byte)0;
    }
}
