using System.Buffers;
using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Security;

/// <summary>
/// What the kernel does about a DIMM's security (drivers/nvdimm/security.c): the checks of each operation in its order, unlocking when
/// the DIMM is bound, and asking how an overwrite stands. Errors are errnos, 0 for none.
/// </summary>
internal sealed class DimmSecurityDriver(SimulatedDimm dimm) : IDisposable
{
    private const int Step = 10, Longest = 15 * 60; // seconds between two looks at an overwrite

    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\n\v\f\r\u00a0");

    private static readonly byte[] Zero = new byte[DimmSecurity.PassphraseLength];

    private readonly SecurityCommands _commands = new(dimm);
    private ITimer? _timer;

    /// <summary>NDD_SECURITY_OVERWRITE: from the write on until the kernel has seen the end.</summary>
    public bool Overwrites { get; private set; }

    private DimmSecurity Firmware => dimm.State.Security;

    private SimulatedKeyRing? Keys => dimm.Bus.Keys;

    /// <summary>security_store(): a word, and up to two numbers of keys.</summary>
    public int Store(string text)
    {
        var words = Words(text);
        if (words.Count == 0 || Operation(words[0]) is not { } operation)
        {
            return Errno.EINVAL;
        }

        var keys = new uint[2];
        for (var i = 0; i < operation.Keys; i++)
        {
            if (Number(words.Count > i + 1 ? words[i + 1] : "", out keys[i]) is not 0 and var errno)
            {
                return errno;
            }
        }

        return operation.Run(this, keys[0], keys[1]);
    }

    /// <summary>nvdimm_security_unlock(), whose failure does not matter to the binding.</summary>
    public void Unlock()
    {
        if (Has(DimmSecurity.LockedBit) && !Overwrites)
        {
            // Without a key the kernel tries zeros.
            _ = _commands.Unlock(Keys?.Passphrase($"nvdimm:{Sysfs.DimmFiles.Id(dimm.Definition)}") ?? Zero);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private bool Has(byte bit) => Firmware.Has(DimmSecurity.Enabled) && Firmware.Has(bit);

    private int Ready => Firmware.IsFrozen ? Errno.EIO : Overwrites ? Errno.EBUSY : 0;

    private int Freeze() => Overwrites ? Errno.EBUSY : _commands.Freeze();

    private int Disable(uint key) => Ready is not 0 and var errno ? errno
        : Passphrase(key) is { } passphrase ? _commands.Disable(passphrase) : Errno.ENOKEY;

    private int Update(uint old, uint next, bool isMaster) => Ready is not 0 and var errno ? errno
        : Passphrase(old) is { } from && next != 0 && Passphrase(next) is { } to ? _commands.ChangeKey(from, to, isMaster) : Errno.ENOKEY;

    private int Erase(uint key, bool isMaster) => dimm.IsActive ? Errno.EBUSY
        : Ready is not 0 and var errno ? errno
        : isMaster && (Firmware.Extended & DimmSecurity.MasterEnabled) == 0 ? Errno.EOPNOTSUPP
        : Passphrase(key) is { } passphrase ? _commands.Erase(passphrase, isMaster) : Errno.ENOKEY;

    private int Overwrite(uint key)
    {
        var errno = dimm.IsActive ? Errno.EBUSY : Ready is not 0 and var refusal ? refusal
            : Passphrase(key) is { } passphrase ? _commands.Overwrite(passphrase) : Errno.ENOKEY;
        if (errno == 0)
        {
            Overwrites = true;
            Look(Step);
        }

        return errno;
    }

    /// <summary>nvdimm_security_overwrite_query(): at once, then after 10 s, 20 s and so on.</summary>
    private void Look(int next)
    {
        _timer?.Dispose();
        if (_commands.QueryOverwrite() == Errno.EBUSY)
        {
            _timer = dimm.Bus.Time.CreateTimer(_ => dimm.Set(() => Look(Math.Min(next + Step, Longest))), null,
                TimeSpan.FromSeconds(next), Timeout.InfiniteTimeSpan);
        }
        else
        {
            Overwrites = false;
        }
    }

    /// <summary>nvdimm_get_user_key_payload(): no number is zeros.</summary>
    private byte[]? Passphrase(uint key) => key == 0 ? Zero : Keys?.Passphrase(key);

    private static (int Keys, Func<DimmSecurityDriver, uint, uint, int> Run)? Operation(string word) => word switch
    {
        "freeze" => (0, (d, _, _) => d.Freeze()),
        "disable" => (1, (d, key, _) => d.Disable(key)),
        "update" => (2, (d, old, next) => d.Update(old, next, isMaster: false)),
        "master_update" => (2, (d, old, next) => d.Update(old, next, isMaster: true)),
        "erase" => (1, (d, key, _) => d.Erase(key, isMaster: false)),
        "master_erase" => (1, (d, key, _) => d.Erase(key, isMaster: true)),
        "overwrite" => (1, (d, key, _) => d.Overwrite(key)),
        _ => null,
    };

    /// <summary>sscanf("%32s %10s %10s"): a longer word goes on as the next one.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var rest = Namespaces.KernelText.CString(text);
        foreach (var most in (int[])[32, 10, 10])
        {
            rest = rest.TrimStart(' ', '\t', '\n', '\v', '\f', '\r', '\u00a0');
            var end = rest.AsSpan().IndexOfAny(Spaces);
            var length = Math.Min(end < 0 ? rest.Length : end, most);
            if (length == 0)
            {
                break;
            }

            words.Add(rest[..length]);
            rest = rest[length..];
        }

        return words;
    }

    /// <summary>kstrtouint() with base 0.</summary>
    private static int Number(string text, out uint value)
    {
        var errno = Namespaces.KernelText.Number(text, out var number);
        value = unchecked((uint)number);
        return errno != 0 ? errno : number > uint.MaxValue ? Errno.ERANGE : 0;
    }
}
