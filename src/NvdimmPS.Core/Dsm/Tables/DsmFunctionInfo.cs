using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS;

/// <summary>What is known of a function, flat, and whether one DIMM or bus offers it.</summary>
public sealed class DsmFunctionInfo
{
    private DsmFunctionInfo(VendorCommand command)
        : this(VendorFunctions.Payload(command))
    {
        FunctionName = command.Name;
        Title = command.Title;
        Opcode = command.Code;
        Origin = Where(command.Origin);
        InputSize = command.Input is null ? "?" : command.Input.Length == 0 ? "0" : InputSize;
        OutputSize = command.Output is null && command.Forms.Length == 0 ? "?" : command.Output is { Length: 0 } ? "0"
            : $"{VendorFunctions.PayloadSize}";
        InputFields = command.Input is null ? [] : InputFields;
        OutputFields = [.. VendorFunctions.Outputs(command).SelectMany(o => DsmFieldInfo.From(o.Layout, isOutput: true))];
    }

    private DsmFunctionInfo(DsmFunction function)
    {
        Family = function.Family.Name;
        Function = function.Number;
        FunctionName = function.Name;
        Title = function.Title;
        Danger = function.Danger.ToString();
        Sensitive = function.IsSensitive;
        Revision = function.Revision;
        InputSize = function.InputSizeText;
        OutputSize = function.OutputSizeText;
        LegacyCommand = function.LegacyCommand?.Name;
        Reference = function.Source;
        Origin = Where(function.Origin);
        InputFields = DsmFieldInfo.From(function.Input, isOutput: false);
        OutputFields = DsmFieldInfo.From(function.Output, isOutput: true);
    }

    /// <summary>The DIMM that was asked about, or null.</summary>
    public string? Dimm { get; private init; }

    /// <summary>The bus that was asked about, or null.</summary>
    public string? Bus { get; private init; }

    /// <summary>The family's name.</summary>
    public string Family { get; }

    /// <summary>The number.</summary>
    public uint Function { get; }

    /// <summary>The name.</summary>
    public string FunctionName { get; }

    /// <summary>The opcode of a vendor's command, which this function carries: <c>08:00</c>; null for the functions themselves.</summary>
    public string? Opcode { get; private init; }

    /// <summary>The specification's name.</summary>
    public string Title { get; }

    /// <summary>Read, Write, Destructive or Unknown.</summary>
    public string Danger { get; }

    /// <summary>True where a call is refused unless sensitive functions are allowed.</summary>
    public bool Sensitive { get; }

    /// <summary>True where the kernel passes it on to this DIMM or bus; null where none was asked about.</summary>
    public bool? Offered { get; private init; }

    /// <summary>How it can be sent: Call, Legacy, both or none; null where no DIMM or bus was asked about.</summary>
    public ItemList<string>? Routes { get; private init; }

    /// <summary>The revision that the kernel sends with it.</summary>
    public uint Revision { get; }

    /// <summary>The size of the input: <c>0</c>, <c>8+n</c>, or <c>?</c>.</summary>
    public string InputSize { get; }

    /// <summary>The size of the output, status word included.</summary>
    public string OutputSize { get; }

    /// <summary>The legacy command that is another spelling of it.</summary>
    public string? LegacyCommand { get; }

    /// <summary>Document, version, table.</summary>
    public string? Reference { get; }

    /// <summary><c>BuiltIn</c>, or the file that it was imported from.</summary>
    public string Origin { get; }

    /// <summary>The input's fields; empty where it has none or they are not known.</summary>
    public ItemList<DsmFieldInfo> InputFields { get; }

    /// <summary>The output's fields; empty where they are not known.</summary>
    public ItemList<DsmFieldInfo> OutputFields { get; }

    /// <summary>A function in itself.</summary>
    public static DsmFunctionInfo From(DsmFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new DsmFunctionInfo(function);
    }

    /// <summary>The vendor's commands of the pass-through function.</summary>
    /// <param name="target">The DIMM that is asked about, or null.</param>
    internal static IEnumerable<DsmFunctionInfo> Vendor(DsmTarget? target = null)
    {
        var routes = target is null ? null : From(VendorFunctions.Carrier, target);
        return VendorCommands.All.Select(c => new DsmFunctionInfo(c)
        {
            Dimm = routes?.Dimm, Offered = routes?.Offered, Routes = routes?.Routes,
        });
    }

    /// <summary>A function on one DIMM or bus.</summary>
    public static DsmFunctionInfo From(DsmFunction function, DsmTarget target)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(target);
        string[] routes = [.. target.OffersCall(function) ? ["Call"] : Array.Empty<string>(),
            .. target.OffersLegacy(function) ? ["Legacy"] : Array.Empty<string>()];
        return new DsmFunctionInfo(function)
        {
            Dimm = target.Node.Kind == NdNodeKind.Dimm ? target.Name : null,
            Bus = target.Node.Kind == NdNodeKind.Bus ? target.Name : null,
            Offered = routes.Length > 0,
            Routes = routes,
        };
    }

    private static string Where(string? origin) => origin ?? "BuiltIn";

    /// <inheritdoc/>
    public override string ToString() => $"{Family} {Function}{(Opcode is null ? string.Empty : $" {Opcode}")} {FunctionName}";
}
