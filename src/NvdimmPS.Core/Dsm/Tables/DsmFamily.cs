using NvdimmPS.Abi;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Dsm;

/// <summary>A family of _DSM functions: a table.</summary>
public sealed class DsmFamily
{
    private readonly Lazy<DsmFunction[]>[] _tables = [];
    private readonly Lazy<IReadOnlyList<VendorCommand>>? _vendorCommands;
    private DsmFunction[]? _functions;

    /// <summary>A family of DIMMs that the kernel knows.</summary>
    internal DsmFamily(NdFamily family, string name, string title)
        : this(name, NdNodeKind.Dimm, (uint)family, title)
    {
    }

    internal DsmFamily(string name, NdNodeKind node, uint code, string title)
    {
        Name = name;
        Node = node;
        Code = code;
        Title = title;
    }

    /// <summary>The name, such as <c>Intel</c>.</summary>
    public string Name { get; }

    /// <summary>Whether its functions go to a DIMM or to a bus.</summary>
    public NdNodeKind Node { get; }

    /// <summary>nd_family.</summary>
    public uint Code { get; }

    /// <summary>What it is, in a few words.</summary>
    public string Title { get; }

    /// <summary>The GUID that the kernel calls the _DSM with; families outside ACPI have none.</summary>
    public Guid? Guid { get; init; }

    /// <summary>The documents that it follows.</summary>
    public string? Source { get; init; }

    /// <summary>The file that it was imported from; null where it is built in.</summary>
    public string? Origin { get; init; }

    /// <summary>True where the payload is one structure in place, so that the output overwrites the input.</summary>
    public bool InPlace { get; init; }

    /// <summary>The bits of the status word that <see cref="Statuses"/> name.</summary>
    public uint StatusMask { get; init; } = 0xFFFF;

    /// <summary>The bits of the status word that <see cref="DsmFunction.Statuses"/> name.</summary>
    public uint FunctionStatusMask { get; init; } = 0xFFFFFFFF;

    /// <summary>The meanings of the status word.</summary>
    public required IReadOnlyList<DsmStatusWord> Statuses { get; init; }

    /// <summary>Its functions, by number.</summary>
    public IReadOnlyList<DsmFunction> Functions => _functions ??= [.. _tables.SelectMany(t => t.Value).OrderBy(f => f.Number)];

    /// <summary>
    /// Where they come from. Each table is made when it is first looked into: a machine's DIMMs are of one family, of which most calls
    /// need a function or two.
    /// </summary>
    internal Func<DsmFunction[]>[] Tables
    {
        init => _tables = Array.ConvertAll(value, t => new Lazy<DsmFunction[]>(() => Array.ConvertAll(t(), f => f with { Family = this })));
    }

    /// <summary>The commands of a module's own firmware that one of its functions carries, by opcode.</summary>
    internal IReadOnlyList<VendorCommand> VendorCommands => _vendorCommands?.Value ?? [];

    /// <summary>Where these come from: most calls need none.</summary>
    internal Func<IReadOnlyList<VendorCommand>> VendorTable
    {
        init => _vendorCommands = new(value);
    }

    /// <summary>The function of a number; one that no table names counts as unknown, and so as destructive.</summary>
    public DsmFunction Get(uint number) =>
        Find(number) ?? new DsmFunction(number, $"Function{number}", DsmDanger.Unknown, "Not in any published table")
    {
        Family = this,
        Sizes = ("?", "?"),
    };

    /// <summary>The function of a number, or null.</summary>
    public DsmFunction? Find(uint number)
    {
        // Asked several times a call: without an object for what is looked for.
        foreach (var table in _tables)
        {
            foreach (var function in table.Value)
            {
                if (function.Number == number)
                {
                    return function;
                }
            }
        }

        return null;
    }

    /// <summary>The function of a name, in any case, or null.</summary>
    public DsmFunction? Find(string name)
    {
        foreach (var table in _tables)
        {
            if (Array.Find(table.Value, f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Puts a status word into words: the function's own meaning first, then the family's.</summary>
    public DsmStatus Describe(DsmFunction function, uint code)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Find(function.Statuses, code & FunctionStatusMask) is { } own ? DsmStatus.Create(code, own)
            : Find(function.OlderStatuses ?? Statuses, code & StatusMask) is { } known ? DsmStatus.Create(code, known)
            : new DsmStatus(code, "Unknown", $"status 0x{code:x8} is in no table of the {Name} family", NvdimmErrorKind.DeviceError,
                IsSuccess: false);
    }

    private static DsmStatusWord? Find(IReadOnlyList<DsmStatusWord> words, uint code)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Code == code)
            {
                return words[i];
            }
        }

        return null;
    }

    /// <summary>True where both are the same to the kernel, also when something was added to one of them meanwhile.</summary>
    public bool IsSameAs(DsmFamily? other) => other is not null && other.Node == Node && other.Code == Code;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
