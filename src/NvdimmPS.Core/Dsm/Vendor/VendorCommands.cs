using NvdimmPS.Dsm.Vendor.Commands;

namespace NvdimmPS.Dsm.Vendor;

/// <summary>The vendor commands of Intel's persistent memory modules: the one list. A new command is a line in one of its tables.</summary>
internal static class VendorCommands
{
    public const byte Security = 0x03, Firmware = 0x09;

    /// <summary>Where the wrapped command's input starts in FD:05.</summary>
    public const int WrappedStart = 12;

    private const uint ExtendedVendorCommand = 0x05FD;

    /// <summary>All of them, by opcode.</summary>
    public static IReadOnlyList<VendorCommand> All { get; } =
    [
        .. IdentityCommands.All, .. SecurityCommands.All, .. SettingCommands.All, .. PlatformCommands.All, .. LogCommands.All,
        .. ServiceCommands.All,
    ];

    /// <summary>The command of an opcode's word, or null.</summary>
    public static VendorCommand? Find(uint word) => All.FirstOrDefault(c => c.Word == word);

    /// <summary>The command of an opcode and sub-opcode, or null.</summary>
    public static VendorCommand? Find(byte opcode, byte subOpcode) => Find((uint)(subOpcode << 8 | opcode));

    /// <summary>The command of a name, in any case, or of a code such as <c>08:00</c>; or null.</summary>
    public static VendorCommand? Find(string name) =>
        All.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(c.Code, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The command that another one wraps by its input; null where it wraps none.</summary>
    public static VendorCommand? Wrapped(VendorCommand command, ReadOnlySpan<byte> input) =>
        command.Word == ExtendedVendorCommand && input.Length >= WrappedStart
            ? Find(input[0], input[1]) ?? VendorCommand.Unknown(input[0], input[1])
            : null;
}
