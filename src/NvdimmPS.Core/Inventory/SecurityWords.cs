namespace NvdimmPS.Inventory;

/// <summary>The words for the security of a DIMM, the same on every surface.</summary>
public static class SecurityWords
{
    /// <summary>No passphrase is set.</summary>
    public const string Disabled = "disabled";

    /// <summary>A passphrase is set, and the data can be reached.</summary>
    public const string Unlocked = "unlocked";

    /// <summary>A passphrase is set, and the data cannot be reached.</summary>
    public const string Locked = "locked";

    /// <summary>Nothing of it can be changed until the next boot. A state of its own for kernels before 5.4 alone.</summary>
    public const string Frozen = "frozen";

    /// <summary>The DIMM overwrites its media.</summary>
    public const string Overwriting = "overwrite in progress";

    /// <summary>The DIMM, its platform or this kernel has none.</summary>
    public const string NotSupported = "not supported";

    private const string KernelOverwrite = "overwrite";

    /// <summary>The word for what the kernel says.</summary>
    public static string? FromKernel(string? text) => text == KernelOverwrite ? Overwriting : text;

    /// <summary>The kernel's word, which ndctl shows.</summary>
    public static string? ToKernel(string? word) => word == Overwriting ? KernelOverwrite : word;
}
