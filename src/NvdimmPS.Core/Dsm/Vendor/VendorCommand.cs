using System.Globalization;

namespace NvdimmPS.Dsm.Vendor;

/// <summary>What comes back of a command when its input says so.</summary>
/// <param name="Name">What it is, in a word.</param>
/// <param name="When">What must hold of the input.</param>
/// <param name="Fields">The fields of the answer.</param>
internal sealed record VendorForm(string Name, DsmCondition[] When, params DsmField[] Fields);

/// <summary>A command of a module's own firmware, which travels in the pass-through function: everything that is known of it.</summary>
internal sealed record VendorCommand
{
    /// <summary>The name of those that no table names.</summary>
    public const string UnknownName = "Unknown";

    public VendorCommand(int opcode, int subOpcode, string name, DsmDanger danger, string title)
    {
        Opcode = (byte)opcode;
        SubOpcode = (byte)subOpcode;
        Name = name;
        Danger = danger;
        Title = title;
    }

    public byte Opcode { get; init; }

    public byte SubOpcode { get; init; }

    /// <summary>The name, such as <c>GetHealthLog</c>.</summary>
    public string Name { get; init; }

    public string Title { get; init; }

    public DsmDanger Danger { get; init; }

    /// <summary>True for passphrases, locks and firmware.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>What is sent; null where no public text has it.</summary>
    public DsmField[]? Input { get; init; }

    /// <summary>What comes back whatever was sent; null where no public text has it.</summary>
    public DsmField[]? Output { get; init; }

    /// <summary>What comes back by the input; the first whose conditions hold is taken.</summary>
    public VendorForm[] Forms { get; init; } = [];

    /// <summary>The versions of the firmware interface that have it; null for all.</summary>
    public FisRange? Fis { get; init; }

    public string? Source { get; init; }

    /// <summary>The file that it was imported from; null where it is built in.</summary>
    public string? Origin { get; init; }

    /// <summary>The opcode's word in the request: sub-opcode above opcode.</summary>
    public uint Word => (uint)(SubOpcode << 8 | Opcode);

    /// <summary>As the documents write it: <c>08:00</c>.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Opcode:X2}:{SubOpcode:X2}");

    /// <summary>True where a field is reported by some versions of the firmware interface only.</summary>
    public bool DependsOnFis => (Output ?? []).Concat(Forms.SelectMany(f => f.Fields)).Any(f => f.Fis is not null);

    /// <summary>True where a passphrase is among what is sent.</summary>
    public bool SendsSecret => Input?.Any(f => f.HoldsSecret) == true;

    /// <summary>A command that no table names. What concerns security or firmware is sensitive whatever it does.</summary>
    public static VendorCommand Unknown(byte opcode, byte subOpcode) =>
        new(opcode, subOpcode, UnknownName, DsmDanger.Unknown, "Not in any published table")
        {
            IsSensitive = opcode is VendorCommands.Security or VendorCommands.Firmware,
        };

    /// <inheritdoc/>
    public override string ToString() => Name == UnknownName ? Code : $"{Code} {Name}";
}
