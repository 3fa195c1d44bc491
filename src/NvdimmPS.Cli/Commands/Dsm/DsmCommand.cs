using System.CommandLine;
using System.CommandLine.Parsing;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm dsm</c>: sends one function to one target or several, or explains what would be sent.</summary>
internal sealed class DsmCommand(CliHost host, GlobalOptions options)
    : CallCommand(host, options, "dsm", "Sends a _DSM function and decodes the answer", new DsmOptions());

/// <summary>The options of <c>nvdimm dsm</c>.</summary>
internal sealed class DsmOptions()
    : CallOptions(new("TARGET") { Description = "A DIMM (nmem0, or 0), several (nmem*), or a bus (ndbus0)" })
{
    private readonly Option<string> _function =
        new("--function", "-f") { Description = "The function's number or name", HelpName = "N|NAME", Required = true };
    private readonly Option<string?> _family =
        new("--family") { Description = "The family, where it is not the target's own", HelpName = "NAME" };
    private readonly Option<int?> _outputSize =
        Checks.Number("--output-size", "BYTES", "Room for the answer, in bytes", "bytes", 0, NdCommands.MaxLength);
    private readonly Option<DsmRoute> _route =
        new("--route") { Description = "The generic call, or the legacy command", HelpName = "auto|call|legacy" };

    /// <inheritdoc/>
    public override void AddTo(Command command)
    {
        command.Add(_function);
        command.Add(_family);
        base.AddTo(command);
        command.Add(_outputSize);
        command.Add(_route);
        _route.AcceptOnlyFromAmong("auto", "call", "legacy");
    }

    protected override CallWanted Wanted(ParseResult parsed, string target, Func<DsmFunction, byte[]> input) =>
        new DsmWanted(target, parsed.GetRequiredValue(_function))
        {
            Input = input,
            Family = parsed.GetValue(_family),
            OutputSize = parsed.GetValue(_outputSize),
            Route = parsed.GetValue(_route),
        };
}

/// <summary>A function, as the command line asks for it.</summary>
internal sealed record DsmWanted(string Target, string Function) : CallWanted(Target)
{
    public string? Family { get; init; }

    public int? OutputSize { get; init; }

    /// <inheritdoc/>
    public override DsmFunction FunctionOf(DsmTarget target) => NvdimmMachine.Function(FamilyOf(target), Function);

    /// <inheritdoc/>
    public override DsmCall Call(DsmFunction function) => base.Call(function) with { OutputSize = OutputSize };

    /// <inheritdoc/>
    public override DsmFamily ImaginedFamily(NdNodeKind kind) => Family is { } name ? NvdimmMachine.Family(kind, name) : Default(kind);

    /// <summary>The family that was named, or the target's own; a legacy command is one family's, whatever the DIMM speaks.</summary>
    private DsmFamily FamilyOf(DsmTarget target) => Family is not null
        ? NvdimmMachine.Family(target.Node.Kind, Family)
        : Route != DsmRoute.Legacy && target.Family is { } own ? own : Default(target.Node.Kind);

    private static DsmFamily Default(NdNodeKind kind) => kind == NdNodeKind.Bus ? DsmFamilies.NfitBus : DsmFamilies.Intel;
}
