using NvdimmPS.Abi;
using NvdimmPS.Dsm.Vendor.Commands;

namespace NvdimmPS.Dsm.Vendor;

/// <summary>
/// The vendor commands of Intel's persistent memory modules. Those that are built in are the one list here, and a new one is a line in
/// one of its tables; files may add to them, as to the family that they are part of.
/// </summary>
internal static class VendorCommands
{
    public const byte Security = 0x03, Firmware = 0x09;

    /// <summary>Where the wrapped command's input starts in FD:05.</summary>
    public const int WrappedStart = 12;

    private const uint ExtendedVendorCommand = 0x05FD;

    /// <summary>All of them, by opcode: those from files too.</summary>
    public static IReadOnlyList<VendorCommand> All => DsmFamilies.Find(NdNodeKind.Dimm, 0)?.VendorCommands ?? [];

    /// <summary>Those that are built in, by opcode.</summary>
    public static IReadOnlyList<VendorCommand> BuiltIn { get; } =
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

    /// <summary>A command that the product itself sends: as its own tables have it, whatever a file says.</summary>
    public static VendorCommand Own(string name) => BuiltIn.First(c => c.Name == name);

    /// <summary>True of the one that carries another.</summary>
    public static bool Wraps(VendorCommand command) => command.Word == ExtendedVendorCommand;

    /// <summary>The command that another one wraps by its input; null where it wraps none.</summary>
    public static VendorCommand? Wrapped(VendorCommand command, ReadOnlySpan<byte> input) =>
        Wraps(command) && input.Length >= WrappedStart
            ? Find(input[0], input[1]) ?? VendorCommand.Unknown(input[0], input[1])
            : null;
}
