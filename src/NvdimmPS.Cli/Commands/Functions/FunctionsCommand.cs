using System.CommandLine;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Pages;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm functions</c>: what can be called, and which of it a target offers.</summary>
internal sealed class FunctionsCommand : Command
{
    private readonly Argument<string?> _target =
        new("TARGET") { Description = "Says for this DIMM or bus what it offers", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _family = new("--family") { Description = "Only this family, by name or number", HelpName = "NAME" };

    private readonly Option<bool> _vendor =
        new("--vendor") { Description = "The vendor commands of the Intel family, which nvdimm vendor sends, in place of functions" };

    private readonly Option<string?> _markdown =
        new("--markdown") { Description = "Writes a page for each family, with every field, into this folder", HelpName = "FOLDER" };

    public FunctionsCommand(CliHost host, GlobalOptions options)
        : base("functions", "Lists the known _DSM functions: number, name, danger, sizes, legacy command")
    {
        Add(_target);
        Add(_family);
        Add(_vendor);
        Add(_markdown);
        Validators.Add(result =>
        {
            if (result.GetValue(_markdown) is not null && result.GetValue(_target) is not null)
            {
                result.AddError("--markdown is of families, not of a target.");
            }
        });
        Validators.Add(result =>
        {
            if (result.GetValue(_vendor) && (result.GetValue(_family) ?? result.GetValue(_markdown)) is not null)
            {
                result.AddError("--vendor cannot be combined with --family or --markdown.");
            }
        });
        SetAction(parsed => Run(new Session(host, options, parsed), parsed));
    }

    private int Run(Session session, ParseResult parsed)
    {
        using var _ = session;
        var family = parsed.GetValue(_family);
        if (parsed.GetValue(_markdown) is { } folder)
        {
            DsmPages.Write(folder, [.. Families(family)]);
            return ExitCodes.Success;
        }

        var rows = parsed.GetValue(_target) is { } name
            ? Targets.Find(session.Machine, name).SelectMany(t => parsed.GetValue(_vendor) ? CommandsOf(t) : FunctionsOf(t, family))
            : parsed.GetValue(_vendor) ? DsmFunctionInfo.Vendor()
            : Families(family).SelectMany(f => f.Functions.Select(function => DsmFunctionInfo.From(function)));
        DsmFunctionInfo[] list = [.. rows];
        if (session.Json)
        {
            JsonText.Stream(session.Out, json => FunctionsJson.Write(json, list));
        }
        else
        {
            Write(session.Out, list);
        }

        return session.Finish(ExitCodes.Success);
    }

    private static IEnumerable<DsmFamily> Families(string? name) => name is null
        ? DsmFamilies.All
        : [DsmFamilies.Find(NdNodeKind.Dimm, name) ?? DsmFamilies.Find(NdNodeKind.Bus, name)
            ?? NvdimmMachine.Family(NdNodeKind.Dimm, name)];

    /// <summary>A target's functions by its family's table, and those of its mask that no table names.</summary>
    private static IEnumerable<DsmFunctionInfo> FunctionsOf(DsmTarget target, string? name)
    {
        var family = name is not null ? NvdimmMachine.Family(target.Node.Kind, name) : target.Family ?? throw CallErrors.NoFamily(target);
        var numbers = family.Functions.Select(f => f.Number);
        if (family.IsSameAs(target.Family) && target.Mask is { } mask)
        {
            // Bit 0 is the query for what there is, which the kernel makes itself.
            numbers = numbers.Concat(Enumerable.Range(1, 31).Select(n => (uint)n).Where(n => (mask >> (int)n & 1) != 0)).Distinct().Order();
        }

        return numbers.Select(n => family.Get(n)).Select(f => DsmFunctionInfo.From(f, target));
    }

    private static IEnumerable<DsmFunctionInfo> CommandsOf(DsmTarget target) => DsmFamilies.Intel.IsSameAs(target.Family)
        ? DsmFunctionInfo.Vendor(target)
        : throw ModuleLogErrors.NotOffered(target.Name, target.Family?.Name, target.FamilyReason);

    private static void Write(TextWriter output, DsmFunctionInfo[] functions)
    {
        var table = new TextTable("TARGET", "FAMILY", "NO", "NAME", "DANGER", "SENSITIVE", "IN", "OUT", "LEGACY", "OFFERED");
        foreach (var f in functions)
        {
            table.Add(f.Dimm ?? f.Bus, f.Family, f.Opcode ?? $"{f.Function}", f.FunctionName, f.Danger.ToLowerInvariant(),
                YesNo(f.Sensitive), f.InputSize, f.OutputSize, f.LegacyCommand, f.Offered is { } offered ? YesNo(offered) : null);
        }

        table.Write(output);
    }

    private static string YesNo(bool value) => value ? "yes" : "no";
}
