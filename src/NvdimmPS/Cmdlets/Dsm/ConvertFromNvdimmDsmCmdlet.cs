using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.ModuleLogs;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Says what bytes mean that came from elsewhere. Needs no device.</summary>
[Cmdlet(VerbsData.ConvertFrom, "NvdimmDsm", DefaultParameterSetName = PipelineSet)]
[OutputType(typeof(DsmPayload))]
public sealed class ConvertFromNvdimmDsmCmdlet : CodecCmdlet
{
    private const string PipelineSet = "Pipeline";
    private readonly List<byte> _bytes = [];
    private readonly DumpLines _lines = new();

    /// <summary>The family's name or number.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(FamilyCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Family { get; set; }

    /// <summary>The function's name or number.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Function { get; set; }

    /// <summary>Text, bytes, files, or objects that have bytes.</summary>
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>An answer as text, status word first.</summary>
    [Parameter(ParameterSetName = nameof(OutputHex), Mandatory = true)]
    public string? OutputHex { get; set; }

    /// <summary>An answer as bytes.</summary>
    [Parameter(ParameterSetName = nameof(OutputBytes), Mandatory = true)]
    [NvdimmBytes]
    [AllowEmptyCollection]
    public byte[]? OutputBytes { get; set; }

    /// <summary>A request's input as text.</summary>
    [Parameter(ParameterSetName = nameof(InputHex), Mandatory = true)]
    [AllowEmptyString]
    public string? InputHex { get; set; }

    /// <summary>A request's input as bytes.</summary>
    [Parameter(ParameterSetName = nameof(InputBytes), Mandatory = true)]
    [NvdimmBytes]
    [AllowEmptyCollection]
    public byte[]? InputBytes { get; set; }

    /// <summary>Files with bytes, or with a text that shows bytes.</summary>
    [Parameter(ParameterSetName = nameof(Path), Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The whole buffer of a generic call, which says itself what it is of.</summary>
    [Parameter(ParameterSetName = nameof(PackageHex), Mandatory = true)]
    public string? PackageHex { get; set; }

    /// <summary>What comes from a file or the pipeline is a request's input.</summary>
    [Parameter(ParameterSetName = PipelineSet)]
    [Parameter(ParameterSetName = nameof(Path))]
    public SwitchParameter Request { get; set; }

    /// <summary>The version of the specification; found out from the bytes when left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GenerationCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Generation { get; set; }

    /// <summary>The vendor's command that Intel's pass-through carried, by its name or its code, such as <c>08:00</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VendorCommandCompleter))]
    [ValidateNotNullOrEmpty]
    public string? VendorCommand { get; set; }

    /// <summary>The version of the module's firmware interface, such as <c>1.15</c>, by which a vendor's answer is read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FisVersion { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Forget(nameof(InputObject), nameof(InputHex), nameof(InputBytes), nameof(OutputHex), nameof(OutputBytes), nameof(PackageHex));
        switch (ParameterSetName)
        {
            case PipelineSet:
                Take(InputObject);
                break;
            case nameof(Path):
                foreach (var file in Path!.SelectMany(p => FilePaths(p, CodecErrors.UnreadableFile)))
                {
                    Try(file, () => WriteFile(file));
                }

                break;
            case nameof(PackageHex):
                if (FisVersion is not null)
                {
                    throw ModuleLogErrors.NothingToVersion(null);
                }

                var node = Family is not null && Find(Family).Node == NdNodeKind.Bus ? NdNodeKind.Bus : NdNodeKind.Dimm;
                foreach (var half in DsmPackage.Decode(node, DumpText.Read(PackageHex!)))
                {
                    Write(half);
                }

                break;
            case nameof(OutputHex) or nameof(OutputBytes):
                Write(DsmPayload.OfReply(Named(), OutputBytes ?? DumpText.Read(OutputHex!)));
                break;
            default:
                Write(DsmPayload.OfRequest(Named(), InputBytes ?? (string.IsNullOrWhiteSpace(InputHex) ? [] : DumpText.Read(InputHex!))));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        Try(null, () => WriteText(_lines.End()));

        // The engine takes an array apart: single bytes are one answer.
        if (_bytes.Count > 0)
        {
            Try(null, () => Decode(Named(), [.. _bytes]));
        }
    }

    private void Take(PSObject? item)
    {
        if (item?.BaseObject is string line)
        {
            WriteText(_lines.Add(line));
            return;
        }

        Try(null, () => WriteText(_lines.End()));
        switch (item?.BaseObject)
        {
            case byte one:
                _bytes.Add(one);
                break;
            case byte[] bytes:
                Decode(Named(), bytes);
                break;
            case FileInfo file:
                WriteFile(file.FullName);
                break;
            case null:
                throw CodecErrors.NoBytes("null");
            default:
                TakeProperties(item);
                break;
        }
    }

    /// <summary>A result, a line of a transcript or what came back from JSON: whatever has bytes and says what they are of.</summary>
    private void TakeProperties(PSObject item)
    {
        // JSON and CSV have the digits alone: those of a result by their own names, those of a payload as Hex.
        var hex = item.Properties["Direction"]?.Value is string direction ? direction : null;
        var input = BytesProperty.Read(item, "InputBytes") ?? BytesProperty.Read(item, hex == "Input" ? "Hex" : "InputHex");
        var output = BytesProperty.Read(item, "OutputBytes") ?? BytesProperty.Read(item, hex == "Output" ? "Hex" : "OutputHex");
        if (input is null && output is null)
        {
            throw CodecErrors.NoBytes(item.BaseObject.GetType().Name);
        }

        var function = Versioned(Find(
            Family ?? $"{item.Properties["Family"]?.Value}",
            Function ?? $"{item.Properties["Function"]?.Value}"), Generation);
        if (input is { Length: > 0 } || output is null)
        {
            Write(DsmPayload.OfRequest(function, input!));
        }

        if (output is not null)
        {
            var described = VendorFunctions.Describe(function, input, ModuleCaller.Version(FisVersion));
            Write(DsmPayload.OfReply(FisVersion is null || described.Vendor is not null ? described
                : throw ModuleLogErrors.NothingToVersion(function), output));
        }
    }

    private void WriteText(string? text)
    {
        if (text is not null)
        {
            Decode(Named(), DumpText.Read(text));
        }
    }

    private void WriteFile(string path) => Decode(Named(), DumpText.ReadFile(path, Stopped));

    private void Decode(DsmFunction function, byte[] bytes) =>
        Write(Request ? DsmPayload.OfRequest(function, bytes) : DsmPayload.OfReply(function, bytes));

    private DsmFunction Named()
    {
        var function = Versioned(Find(Family, Function), Generation);
        return VendorCommand is null ? FisVersion is null ? function : throw ModuleLogErrors.NothingToVersion(function)
            : function == VendorFunctions.Carrier
                ? VendorFunctions.Of(ModuleCaller.Command(VendorCommand), default, ModuleCaller.Version(FisVersion))
            : throw ModuleLogErrors.CarriesNone(function);
    }
}
