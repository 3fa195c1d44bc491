using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Security;

/// <summary>
/// Reads how the security of a DIMM stands: what sysfs shows, what the firmware says besides where it is of Intel's family, and which
/// keys are at hand. Changes nothing, and no key is read.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="caller">Asks the firmware, and keeps its nodes open.</param>
/// <param name="time">The clock.</param>
public sealed class SecurityReader(NvdimmMachine machine, DsmCaller caller, TimeProvider? time = null)
{
    private const byte AttemptsExpired = 0x10, Overwrites = 0x40, MasterEnabled = 0x01, MasterExpired = 0x02;

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The cmdlet or command, for the log.</summary>
    internal string? Command => caller.Command;

    /// <summary>How it stands.</summary>
    public NvdimmSecurity Read(NvdimmDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var state = State(device, out var why);
        var isSupported = state != SecurityWords.NotSupported;
        var firmware = isSupported ? Ask(device, reasons) : null;
        if (!isSupported)
        {
            const string none = "security is not supported";
            reasons[nameof(NvdimmSecurity.MasterState)] = reasons[nameof(NvdimmSecurity.AttemptsExpired)] = none;
        }

        // The drivers of the test bus have no word for it (6.1). On hardware this bit has another meaning, so it says nothing there.
        state ??= HasNoWord(why) && firmware is var (bits, _) && (bits & Overwrites) != 0 ? SecurityWords.Overwriting : null;
        if (state is null)
        {
            reasons[nameof(NvdimmSecurity.State)] = why ?? "not reported";
        }

        if (device.SecurityFrozen is null)
        {
            reasons[nameof(NvdimmSecurity.Frozen)] = device.Unavailable.GetValueOrDefault(nameof(device.SecurityFrozen)) ?? "not reported";
        }

        var security = new NvdimmSecurity
        {
            Dimm = device.Name,
            Bus = device.Bus,
            UniqueId = device.UniqueId,
            Serial = device.Serial,
            State = state,
            Frozen = device.SecurityFrozen,
            AttemptsExpired = firmware is { } f ? (f.State & AttemptsExpired) != 0 : null,
            MasterState = firmware is { } m
                ? (m.Extended & MasterExpired) != 0 ? "expired" : (m.Extended & MasterEnabled) != 0 ? "enabled" : SecurityWords.Disabled
                : null,
            Time = _time.GetUtcNow().UtcDateTime,
            Source = device.Source,
            Unavailable = reasons,
        };
        return isSupported ? WithKeys(security, device, reasons) : security;
    }

    /// <summary>How it stands now.</summary>
    /// <exception cref="NvdimmException">It is gone, or another one has its name.</exception>
    public NvdimmSecurity ReadAgain(NvdimmDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var now = machine.GetDevice(device.Name);
        return IsSame(now, device) ? Read(now) : throw SecurityErrors.Gone(device.Name);
    }

    /// <summary>Whether both are one DIMM.</summary>
    internal static bool IsSame(NvdimmDevice now, NvdimmDevice before) => now.UniqueId == before.UniqueId && now.Bus == before.Bus;

    /// <summary>The word for it; null where it is not known.</summary>
    internal static string? State(NvdimmDevice device, out string? reason)
    {
        reason = device.Unavailable.GetValueOrDefault(nameof(device.Security));
        return device.Security
            ?? (reason?.EndsWith("no such attribute", StringComparison.Ordinal) == true ? SecurityWords.NotSupported : null);
    }

    /// <summary>The same of a DIMM as it is now; the firmware is asked where sysfs does not say it.</summary>
    internal string? Now(NvdimmDevice device, out string? reason) =>
        State(device, out reason)
            ?? (HasNoWord(reason) && Ask(device, []) is var (bits, _) && (bits & Overwrites) != 0 ? SecurityWords.Overwriting : null);

    /// <summary>Whether an attribute was not read for the one reason that a DIMM which is being overwritten gives.</summary>
    internal static bool HasNoWord(string? reason) => reason?.Contains("ENOTTY", StringComparison.Ordinal) == true;

    private (byte State, byte Extended)? Ask(NvdimmDevice device, Dictionary<string, string> reasons)
    {
        const int state = 8, extended = 4;
        var target = NvdimmMachine.Target(device);
        string? reason;
        if (target.Family?.Name != DsmFamilies.Intel.Name || DsmFamilies.Intel.Find("GetSecurityState") is not { } function
            || !target.OffersCall(function))
        {
            reason = "only firmware of Intel's family says it";
        }
        else
        {
            try
            {
                var output = caller.Invoke(target, new DsmCall(function, default)).GetOutputBytes();
                if (output.Length > state)
                {
                    return (output[state], output[extended]);
                }

                reason = "the answer is too short";
            }
            catch (NvdimmException e)
            {
                reason = e.Message;
            }
        }

        reasons[nameof(NvdimmSecurity.MasterState)] = reasons[nameof(NvdimmSecurity.AttemptsExpired)] = reason;
        return null;
    }

    private NvdimmSecurity WithKeys(NvdimmSecurity security, NvdimmDevice device, Dictionary<string, string> reasons)
    {
        bool? inRing = null;
        string? file = null, master = null, old = null, kek = null;
        try
        {
            using var keys = new DimmKeys(machine.Kernel, device);
            Try(nameof(NvdimmSecurity.KeyInRing), () => inRing = keys.Find(KeyName.User) is not null);
            Try(nameof(NvdimmSecurity.KeyFile), () => file = keys.Files.Find(KeyName.User, keys.Id));
            Try(nameof(NvdimmSecurity.MasterKeyFile), () => master = keys.Files.Find(KeyName.Master, keys.Id));
            Try(nameof(NvdimmSecurity.OldKeyFile), () => old = keys.Files.Find(KeyName.OldUser, keys.Id));
            Try(nameof(NvdimmSecurity.KeyEncryptionKey),
                () => kek = file is null ? null : EncryptedKey.EncryptedBy(KeyFiles.ReadBlob(file)));
        }
        catch (NvdimmException e)
        {
            reasons[nameof(NvdimmSecurity.KeyInRing)] = e.Message;
        }

        foreach (var (property, value) in (ReadOnlySpan<(string, string?)>)[(nameof(security.KeyFile), file),
            (nameof(security.MasterKeyFile), master), (nameof(security.OldKeyFile), old), (nameof(security.KeyEncryptionKey), kek)])
        {
            if (value is null)
            {
                reasons.TryAdd(property, "there is no such file");
            }
        }

        return new NvdimmSecurity
        {
            Dimm = security.Dimm, Bus = security.Bus, UniqueId = security.UniqueId, Serial = security.Serial, State = security.State,
            Frozen = security.Frozen, AttemptsExpired = security.AttemptsExpired, MasterState = security.MasterState, KeyInRing = inRing,
            KeyFile = file, KeyEncryptionKey = kek, MasterKeyFile = master, OldKeyFile = old, Time = security.Time,
            Source = security.Source, Unavailable = reasons,
        };

        void Try(string property, Action read)
        {
            try
            {
                read();
            }
            catch (NvdimmException e)
            {
                reasons[property] = e.Message;
            }
        }
    }
}
