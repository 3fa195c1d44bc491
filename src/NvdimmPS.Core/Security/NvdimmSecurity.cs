namespace NvdimmPS;

/// <summary>How the security of a DIMM stands. What is null is not known; <see cref="Unavailable"/> says why.</summary>
public sealed class NvdimmSecurity
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>Its bus.</summary>
    public required string Bus { get; init; }

    /// <summary>Its identity, by which its keys are named.</summary>
    public string? UniqueId { get; init; }

    /// <summary>Its serial number, which an erase asks for.</summary>
    public string? Serial { get; init; }

    /// <summary>
    /// <c>disabled</c>, <c>unlocked</c>, <c>locked</c>, <c>overwrite in progress</c>, <c>not supported</c>; kernels before 5.4 say
    /// <c>frozen</c>.
    /// </summary>
    public string? State { get; init; }

    /// <summary>Whether nothing of it can be changed until the next boot.</summary>
    public bool? Frozen { get; init; }

    /// <summary>Whether too many wrong passphrases were given, so that the DIMM takes none until the next boot.</summary>
    public bool? AttemptsExpired { get; init; }

    /// <summary>The master passphrase: <c>enabled</c>, <c>disabled</c>, or <c>expired</c> after too many wrong ones.</summary>
    public string? MasterState { get; init; }

    /// <summary>Whether the kernel's key ring has the key of the DIMM.</summary>
    public bool? KeyInRing { get; init; }

    /// <summary>The file of that key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Which key encrypts that file.</summary>
    public string? KeyEncryptionKey { get; init; }

    /// <summary>The file of the key with the master passphrase.</summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>The file with a passphrase of before, which a change that did not come to its end left.</summary>
    public string? OldKeyFile { get; init; }

    /// <summary>When it was read (UTC).</summary>
    public DateTime Time { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <inheritdoc/>
    public override string ToString() => $"{Dimm} {State}{(Frozen == true ? ", frozen" : "")}";
}
