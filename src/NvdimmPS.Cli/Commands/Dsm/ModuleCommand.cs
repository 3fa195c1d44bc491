using System.CommandLine;
using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.ModuleLogs;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm vendor</c>: sends a command to a module's own firmware, which the pass-through function carries.</summary>
internal sealed class ModuleCommand(CliHost host, GlobalOptions options)
    : CallCommand(host, options, "vendor", "Sends a vendor command to modules of the Intel family and decodes the answer",
        new ModuleOptions());

/// <summary>What <c>nvdimm vendor</c> takes.</summary>
internal sealed class ModuleOptions() : CallOptions(new("DIMM") { Description = "A DIMM (nmem0, or 0), or several (nmem*)" })
{
    private readonly Argument<string> _command =
        new("COMMAND") { Description = "A name (GetIdentity), a code (08:00), or an opcode with its sub-opcode behind it (0x08 0x00)" };
    private readonly Argument<string?> _subOpcode =
        new("SUBOPCODE") { Description = "The sub-opcode, where an opcode was given", Arity = ArgumentArity.ZeroOrOne };

    /// <inheritdoc/>
    public override void AddTo(Command command)
    {
        base.AddTo(command);
        command.Add(_command);
        command.Add(_subOpcode);
    }

    protected override CallWanted Wanted(ParseResult parsed, string target, Func<DsmFunction, byte[]> input) =>
        new ModuleWanted(target, Find(parsed.GetRequiredValue(_command), parsed.GetValue(_subOpcode))) { Input = input };

    /// <summary>One that no table has can be sent too, by its numbers.</summary>
    private static VendorCommand Find(string command, string? subOpcode)
    {
        if (Byte(command) is { } opcode)
        {
            return subOpcode is null ? throw ConsoleErrors.NoSubOpcode(command)
                : Byte(subOpcode) is { } sub ? VendorCommands.Find(opcode, sub) ?? VendorCommand.Unknown(opcode, sub)
                : throw ConsoleErrors.NoOpcode();
        }

        return subOpcode is null ? ModuleCaller.Command(command) : throw ConsoleErrors.NoOpcode();
    }

    private static byte? Byte(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? byte.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null
        : byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A vendor command, as the command line asks for it.</summary>
internal sealed record ModuleWanted(string Target, VendorCommand Command) : CallWanted(Target)
{
    /// <inheritdoc/>
    public override DsmFunction FunctionOf(DsmTarget target) => DsmFamilies.Intel.IsSameAs(target.Family)
        ? VendorFunctions.Of(Command, Payload)
        : throw ModuleLogErrors.NotOffered(target.Name, target.Family?.Name, target.FamilyReason);

    /// <inheritdoc/>
    public override DsmCall Call(DsmFunction function) =>
        VendorCall.Create(Command, Payload) with { Function = function, Raw = Raw, RawInput = RawInput, Named = Named };

    /// <inheritdoc/>
    public override void Check(DsmCaller caller, DsmTarget target)
    {
        if (LargePayload.Pieces(caller, target, Command, Payload) is { Count: > 1 } pieces)
        {
            throw ModuleLogErrors.SeveralPieces(target.Name, BitConverter.ToInt32(pieces[0]));
        }
    }

    /// <inheritdoc/>
    public override DsmCall Refined(DsmCaller caller, DsmTarget target, DsmCall call) => !Command.DependsOnFis || Raw ? call
        : call with { Function = VendorFunctions.Of(Command, Payload, ModuleCaller.FisVersion(caller, target)) };

    /// <inheritdoc/>
    public override DsmFamily ImaginedFamily(NdNodeKind kind) => kind == NdNodeKind.Bus ? DsmFamilies.NfitBus : DsmFamilies.Intel;

    private byte[] Payload => Input(VendorFunctions.Payload(Command));
}
