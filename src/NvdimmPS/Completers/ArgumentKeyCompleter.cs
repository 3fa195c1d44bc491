using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Inventory;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes -Argument with a table of the function's input fields.</summary>
public sealed class ArgumentKeyCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context)
    {
        if (Function(context) is not { Input: { } layout })
        {
            yield break;
        }

        foreach (var field in layout.Fields.Where(f => f.Kind != DsmFieldKind.Reserved && f.Counts is null))
        {
            yield return new Candidate($"@{{ {field.Name} = ", Describe(field), IsCode: true);

            // Within braces the engine calls no completer, so words are offered together with their field.
            foreach (var word in field.Kind is DsmFieldKind.Enum or DsmFieldKind.Flags ? field.Words : [])
            {
                yield return new Candidate($"@{{ {field.Name} = '{word.Word.Replace("'", "''", StringComparison.Ordinal)}'",
                    Describe(field), IsCode: true);
            }
        }
    }

    private static VendorCommand? Vendor(CompletionContext context) => context.Bound["Command"] is { } name
        ? VendorCommands.Find(name.ToString()!)
        : LanguagePrimitives.TryConvertTo<byte>(context.Bound["Opcode"], out var opcode)
            && LanguagePrimitives.TryConvertTo<byte>(context.Bound["SubOpcode"] ?? 0, out var subOpcode)
                ? VendorCommands.Find(opcode, subOpcode)
                : null;

    private static string Describe(DsmField field) =>
        string.Join(", ",
            new[] { field.Kind.ToString(), field.Unit, field.Description,
                string.Join(' ', field.Words.Select(w => w.Word)) }.Where(part => !string.IsNullOrEmpty(part)));

    private static DsmFunction? Function(CompletionContext context)
    {
        if (context.Command == "Invoke-NvdimmVendorCommand")
        {
            return Vendor(context) is { } vendor ? VendorFunctions.Payload(vendor) : null;
        }

        if (context.Bound["Command"] is { } command)
        {
            return NdCommands.Find(context.IsForBus ? NdNodeKind.Bus : NdNodeKind.Dimm, command.ToString()!) is { } known
                ? DsmFamilies.FunctionOf(known)
                : null;
        }

        return context.Bound["Function"] is { } name
            ? NvdimmMachine.FindFunction(context.Family ?? DsmFamilies.Intel, name.ToString()!)
            : null;
    }
}
