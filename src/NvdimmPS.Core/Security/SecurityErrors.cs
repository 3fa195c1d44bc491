using NvdimmPS.Abi;
using NvdimmPS.Files;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Security;

/// <summary>Why the security of a DIMM is not changed, and what came of it. No sentence repeats a passphrase.</summary>
internal static class SecurityErrors
{
    private const string NothingSent = "Nothing was sent.";

    public static readonly FileErrors File = new(
        path => new("Nvdimm.Key.FileExists", NvdimmErrorKind.InvalidOperation, path,
            $"There is a key file already: '{path}'. {NothingSent}",
            "It may hold a passphrase that is still needed: see to it, or remove the passphrase first."),
        (path, cause) => new("Nvdimm.Key.FileWrite", FileReasons.WriteKind(cause), path,
            $"The key cannot be kept in '{path}': {ErrorText.Sentence(cause.Message)}",
            FileReasons.Next(cause, "Use root; check the folder, its owner and its permissions."), cause));

    public static NvdimmException Empty() => Bad("Empty", "The passphrase is empty.");

    public static NvdimmException TooLong() => Bad("TooLong", $"The passphrase has more than {Passphrase.MostCharacters} characters.");

    public static NvdimmException NotAscii() => Bad("NotAscii",
        "The passphrase has a character that is no letter, digit, sign or space of ASCII. Which bytes it becomes differs from tool to "
            + "tool.");

    public static NvdimmException NobodyKnows(string dimm) =>
        new("Nvdimm.Passphrase.NobodyKnows", NvdimmErrorKind.InvalidArgument, dimm,
            $"{dimm}: a random passphrase would be lost for good if its key were not kept. {NothingSent}",
            $"Leave out {Mention.Named("NoKey")}, or give {Mention.Named("NewPassphrase")}.");

    public static NvdimmException NotSupported(NvdimmDevice device) =>
        new("Nvdimm.Security.NotSupported", NvdimmErrorKind.NotImplemented, device.Name,
            $"{device.Name}: security is not supported: {device.Unavailable.GetValueOrDefault(nameof(device.Security)) ?? "not reported"}. "
                + NothingSent,
            "The DIMM, its platform's firmware and a kernel of 5.0 or later must have it; see docs/kernels.md.");

    public static NvdimmException Frozen(string dimm) =>
        new("Nvdimm.Security.Frozen", NvdimmErrorKind.InvalidOperation, dimm,
            $"{dimm} is frozen: its security stays as it is until the next boot, or a power cycle after too many wrong passphrases. "
                + NothingSent,
            "Boot the machine anew. A platform's firmware may freeze at each boot: see its setup.");

    public static NvdimmException Overwriting(string dimm) =>
        new("Nvdimm.Security.Overwriting", NvdimmErrorKind.ResourceBusy, dimm,
            $"{dimm}: an overwrite is in progress. {NothingSent}", $"Wait for its end with {Mention.WaitOverwrite}.");

    public static NvdimmException Locked(string dimm) =>
        new("Nvdimm.Security.Locked", NvdimmErrorKind.InvalidOperation, dimm,
            $"{dimm} is locked: its passphrase cannot be changed or removed in this state. {NothingSent}",
            $"Unlock it first: {Mention.UnlockSecurity(dimm)}.");

    public static NvdimmException StateUnknown(string dimm, string? reason) =>
        new("Nvdimm.Security.StateUnknown", NvdimmErrorKind.ResourceUnavailable, dimm,
            $"{dimm}: its security state is not known: {reason ?? "not reported"}. {NothingSent}",
            $"Look again: {Mention.Security(dimm)}.");

    public static NvdimmException Disabled(string dimm, string what) =>
        new("Nvdimm.Security.Disabled", NvdimmErrorKind.InvalidOperation, dimm,
            $"{dimm} has no passphrase, so {what}. {NothingSent}", $"See {Mention.Security(dimm)}.");

    public static NvdimmException Active(string dimm, IReadOnlyCollection<string> regions) =>
        new("Nvdimm.Security.Active", NvdimmErrorKind.ResourceBusy, dimm,
            $"{dimm} is active: {(regions.Count == 0 ? "an enabled region uses it" : $"{string.Join(", ", regions)} "
                + $"{(regions.Count == 1 ? "is" : "are")} enabled")}. {NothingSent}",
            regions.Count == 0 ? (NextStep)$"See {Mention.Regions}."
                : $"Disable first: {Mention.DisableRegions(string.Join(", ", regions))}.");

    public static NvdimmException NoIdentity(string dimm) =>
        new("Nvdimm.Key.NoIdentity", NvdimmErrorKind.InvalidData, dimm,
            $"{dimm} has no unique id that a key could be named by. {NothingSent}", $"See {Mention.Devices}.");

    public static NvdimmException NoKey(string dimm, string description, string file) =>
        new("Nvdimm.Key.None", NvdimmErrorKind.ObjectNotFound, dimm,
            $"{dimm}: no key found for its passphrase: {description} is not in the key ring, and '{file}' does not exist. {NothingSent}",
            $"Give the passphrase ({Mention.Named("Passphrase")}), or bring the key file back.");

    public static NvdimmException LeftOver(string dimm, IEnumerable<string> places) =>
        new("Nvdimm.Key.LeftOver", NvdimmErrorKind.InvalidOperation, dimm,
            $"{dimm} has no passphrase, but a key is left over: {string.Join(", ", places)}. {NothingSent}",
            $"If it is of no use any more, remove it: {Mention.RemovePassphrase(dimm)}.");

    public static NvdimmException NotEnded(string dimm, string file, string old) =>
        new("Nvdimm.Key.NotEnded", NvdimmErrorKind.InvalidOperation, dimm,
            $"{dimm}: an earlier passphrase change may not have finished: '{file}' and '{old}' both exist, and only one holds the "
                + $"DIMM's passphrase. {NothingSent}",
            $"Keep a copy of both. Move '{old}' elsewhere and try again; if that passphrase is wrong, put it in the place of '{file}'.");

    public static NvdimmException SeveralFiles(string own, IEnumerable<string> files) =>
        new("Nvdimm.Key.SeveralFiles", NvdimmErrorKind.InvalidOperation, own,
            $"There are several key files of other hosts, and which is the right one is not known: {string.Join(", ", files)}. "
                + NothingSent,
            $"Rename the right one to '{own}', and keep the others elsewhere; or give the passphrase ({Mention.Named("Passphrase")}).");

    public static NvdimmException Changed(string dimm, string? planned, string? now) =>
        new("Nvdimm.Security.Changed", NvdimmErrorKind.InvalidOperation, dimm,
            $"{dimm}: its security was changed meanwhile, from {planned ?? "unknown"} to {now ?? "unknown"}. {NothingSent}",
            $"Look at it ({Mention.Security(dimm)}), and try again if you still want it.");

    public static NvdimmException NoKek(string kek, string file) =>
        new("Nvdimm.Key.NoKeyEncryptionKey", NvdimmErrorKind.ObjectNotFound, kek,
            $"The key-encryption key '{Printable.Quote(kek)}' is not in the key ring, and '{file}' does not exist. {NothingSent}",
            $"Load it ('ndctl load-keys'), or have it made: {Mention.Named("CreateKeyEncryptionKey")}.");

    public static NvdimmException BadKekName(string kek) =>
        new("Nvdimm.Key.KeyEncryptionKeyName", NvdimmErrorKind.InvalidArgument, kek,
            $"{Printable.Quote(kek)} is not the name of a key-encryption key. {NothingSent}",
            "Write its type and name: user:nvdimm-master, trusted:NAME.");

    public static NvdimmException WrongType(string description, string wanted, string found) =>
        new("Nvdimm.Key.WrongType", NvdimmErrorKind.InvalidArgument, description,
            $"The key {Printable.Quote(description)} is of type {found}; it must be of type {wanted}. {NothingSent}",
            $"Take it out of the ring (keyctl unlink) and load the right one.");

    public static NvdimmException TrustedKek(string kek) =>
        new("Nvdimm.Key.CannotSeal", NvdimmErrorKind.InvalidArgument, kek,
            $"Only the kernel can encrypt with '{kek}', since only it knows that key: a passphrase of your own cannot be kept under it. "
                + NothingSent,
            $"Use a key of type user, leave {Mention.Named("NewPassphrase")} out, or add {Mention.Named("NoKey")}.");

    public static NvdimmException NotAKeyFile(string path) =>
        new("Nvdimm.Key.FileFormat", NvdimmErrorKind.InvalidData, path,
            $"'{path}' is no key file: not one line of enc32 with an encrypted key of 32 bytes. {NothingSent}",
            "Bring back a backup of it.");

    public static NvdimmException KeyFileUnreadable(string path, Exception cause) =>
        new("Nvdimm.Key.FileRead", FileReasons.ReadKind(cause), path,
            $"The key file '{path}' is not read: {ErrorText.Sentence(cause.Message)}",
            FileReasons.Next(cause, "Use root; the file and its folder must belong to root, and nobody else may write them."), cause);

    public static NvdimmException KeyFileNotRemoved(string path, Exception cause) =>
        new("Nvdimm.Key.FileRemove", FileReasons.WriteKind(cause), path,
            $"The key file '{path}' cannot be removed: {ErrorText.Sentence(cause.Message)}", "Remove it yourself.", cause);

    /// <summary>A call to the key ring that failed.</summary>
    public static NvdimmException Ring(string description, string what, int errno)
    {
        var (why, next) = errno switch
        {
            Errno.EPERM or Errno.EACCES =>
                ("permission denied", "Use root. A container's rules may forbid keys (seccomp): run it on the host."),
            Errno.ENOSYS => ("this kernel has no keys, or they cannot be reached from here", "Run it on the machine itself."),
            Errno.ENODEV => ("this kernel has no such type of key", "Load the module: 'modprobe encrypted_keys'."),
            Errno.EDQUOT => ("the user's quota of keys is used up", "Take keys out of the ring: see 'keyctl show @u' and /proc/key-users."),
            Errno.EKEYREVOKED or Errno.EKEYEXPIRED => ("it was revoked, or has expired", "Take it out of the ring, and load it again."),
            Errno.ENOKEY => ("it is not there, or the key that encrypts it is not", "Load both: 'ndctl load-keys'."),
            Errno.EINVAL => ("its file is damaged, or another key encrypted it", "Load the key that encrypted it, or bring back its file."),
            _ => ("for a reason that the kernel does not tell", "Check the kernel log (dmesg)."),
        };
        return new NvdimmException($"Nvdimm.Key.{KernelErrors.Word(errno)}", KernelErrors.KindOf(errno), description,
            $"The key '{description}' cannot be {what} ({Errno.Name(errno)}): {why}.", next);
    }

    /// <summary>What a refusal of the attribute means.</summary>
    public static NvdimmException Refused(string dimm, string operation, int errno) => errno switch
    {
        Errno.EINVAL when operation == "disable_master" => new("Nvdimm.Security.Refused", NvdimmErrorKind.InvalidArgument, dimm,
            $"{dimm}: this kernel or DIMM cannot remove a master passphrase, or the one given was wrong (EINVAL).",
            $"Linux supports this for CXL from 6.2 on. Otherwise change it: {Mention.SetPassphrase(dimm)}, {Mention.Named("Master")}."),
        Errno.EINVAL => new("Nvdimm.Security.WrongPassphrase", NvdimmErrorKind.SecurityError, dimm,
            $"{dimm}: the passphrase is wrong (EINVAL). Nothing was changed.",
            $"After a few wrong ones a DIMM takes none until a power cycle: look for the right one first. See {Mention.Security(dimm)}."),
        Errno.ENOKEY => new("Nvdimm.Key.ENOKEY", NvdimmErrorKind.ObjectNotFound, dimm,
            $"{dimm}: the kernel did not find the key, or it is no encrypted key of 32 bytes (ENOKEY). Nothing was changed.",
            $"Somebody may have taken it out of the ring: look again with {Mention.Security(dimm)}."),
        Errno.EBUSY => new("Nvdimm.Security.Busy", NvdimmErrorKind.ResourceBusy, dimm,
            $"{dimm} is busy (EBUSY): a region was enabled, or an overwrite is in progress. Nothing was changed.",
            $"Look again: {Mention.Security(dimm)}, {Mention.Regions}."),
        Errno.EOPNOTSUPP or Errno.ENOTTY or Errno.ENOTSUPP => new("Nvdimm.Security.OperationNotSupported",
            NvdimmErrorKind.NotImplemented, dimm,
            $"{dimm}: its firmware does not support '{operation}' ({Errno.Name(errno)}). Nothing was changed.",
            $"See what it offers: {Mention.FunctionsOf("Dimm", dimm)}."),
        _ => new("Nvdimm.Security.Refused", KernelErrors.KindOf(errno), dimm,
            $"{dimm}: '{operation}' failed ({Errno.Name(errno)}): the DIMM is frozen, locked or in another state, or its firmware failed.",
            $"See {Mention.Security(dimm)} and the kernel log (dmesg)."),
    };

    /// <summary>True for what an error number of an attribute means everywhere.</summary>
    public static bool IsGeneral(int errno) => errno is Errno.EACCES or Errno.EPERM or Errno.EROFS or Errno.ENOENT or Errno.ENODEV;

    /// <summary>True where the kernel says no before anything happens, or the firmware for a reason that it gives.</summary>
    public static bool IsCertain(int errno) => errno is Errno.EINVAL or Errno.ENOKEY or Errno.EBUSY or Errno.EOPNOTSUPP or Errno.ENOTTY
        or Errno.ENOTSUPP or Errno.EACCES or Errno.EPERM or Errno.EROFS or Errno.ENOENT or Errno.ENODEV or Errno.ERANGE;

    /// <summary>The write failed without a word of whether it was done, and the DIMM says how it stands now.</summary>
    public static NvdimmException Failed(string dimm, string what, string state, bool isDone, NvdimmException cause) =>
        new(isDone ? "Nvdimm.Security.DoneWithError" : "Nvdimm.Security.NotDone", cause.Kind, dimm,
            $"{cause.Message} {dimm} is {state} now: {what} was {(isDone ? "done all the same" : "not done")}.",
            isDone ? $"Check the kernel log (dmesg), and {Mention.Security(dimm)}." : cause.NextStep!, cause);

    /// <summary>Nor does the DIMM say.</summary>
    public static NvdimmException Unknown(string dimm, string what, string? reason, NvdimmException cause) =>
        new("Nvdimm.Security.OutcomeUnknown", cause.Kind, dimm,
            $"{cause.Message} Whether {what} was done is not known: {reason ?? "its state is not reported"}.",
            $"Keep the key files, and look again: {Mention.Security(dimm)}.", cause);

    /// <summary>It was done, and what belongs to it was not.</summary>
    public static NvdimmException DoneInPart(string dimm, string what, NvdimmException cause) =>
        new("Nvdimm.Security.DoneInPart", cause.Kind, dimm,
            $"{dimm}: {what} was done. After that something failed: {cause.Message}",
            $"{cause.NextStep} {Mention.Security(dimm)} shows what is left over.", cause);

    public static NvdimmException StillLocked(string dimm) =>
        new("Nvdimm.Security.WrongPassphrase", NvdimmErrorKind.SecurityError, dimm,
            $"{dimm} is still locked: the passphrase was wrong, or the DIMM takes none any more.",
            $"After a few wrong ones a DIMM takes none until a power cycle. See {Mention.Security(dimm)} and the kernel log (dmesg).");

    public static NvdimmException OverwriteGoesOn(string dimm, TimeSpan limit) =>
        new("Nvdimm.Security.OverwriteGoesOn", NvdimmErrorKind.OperationTimeout, dimm,
            FormattableString.Invariant($"{dimm}: overwrite in progress; it has not ended within {limit.TotalSeconds:0.###} s, and goes on")
                + ".",
            $"Wait for its end with {Mention.WaitOverwrite}. Then disable and enable it ({Mention.EnableDevice(dimm)}) for its labels.");

    public static NvdimmException Gone(string dimm) =>
        new("Nvdimm.Security.Gone", NvdimmErrorKind.ObjectNotFound, dimm, $"{dimm} is not there any more.", $"See {Mention.Devices}.");

    private static NvdimmException Bad(string id, string why) =>
        new("Nvdimm.Passphrase." + id, NvdimmErrorKind.InvalidArgument, null, $"{why} {NothingSent}",
            $"A DIMM takes 1 to {Passphrase.MostCharacters} characters of ASCII.");
}
