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

    private readonly Option<string?> _function =
        new("--function", "-f") { Description = "Only this one, by name or number, and its fields", HelpName = "N|NAME" };

    private readonly Option<bool> _vendor =
        new("--vendor") { Description = "The vendor commands of the Intel family, which nvdimm vendor sends, in place of functions" };

    private readonly Option<string?> _markdown =
        new("--markdown") { Description = "Writes a page for each family, with every field, into this folder", HelpName = "FOLDER" };

    public FunctionsCommand(CliHost host, GlobalOptions options)
        : base("functions", "Lists the known _DSM functions: number, name, danger, sizes, legacy command")
    {
        Add(_target);
        Add(_family);
        Add(_function);
        Add(_vendor);
        Add(_markdown);
        this.Check(result => result.GetValue(_markdown) is null ? null
            : result.GetValue(_target) is not null ? "--markdown is of families, not of a target."
            : result.GetValue(_function) is not null ? "--markdown writes whole families, so it takes no --function."
            : null);
        this.Check(result => result.GetValue(_vendor) && (result.GetValue(_family) ?? result.GetValue(_markdown)) is not null
            ? "--vendor cannot be combined with --family or --markdown."
            : null);
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

        var function = parsed.GetValue(_function);
        var rows = parsed.GetValue(_target) is { } name
            ? Targets.Find(session.Machine, name)
                .SelectMany(t => parsed.GetValue(_vendor) ? CommandsOf(t, function) : FunctionsOf(t, family, function))
            : parsed.GetValue(_vendor) ? Commands(null, function)
            : Functions([.. Families(family)], function).Select(DsmFunctionInfo.From);
        DsmFunctionInfo[] list = [.. rows];
        if (session.Json)
        {
            JsonText.Stream(session.Out, json => FunctionsJson.Write(json, list));
        }
        else
        {
            Write(session.Out, list);
            foreach (var one in function is null ? [] : list)
            {
                Write(session.Out, $"{one}: input", one.InputSize, one.InputFields);
                Write(session.Out, $"{one}: answer", one.OutputSize, one.OutputFields);
            }
        }

        return session.Finish(ExitCodes.Success);
    }

    private static IEnumerable<DsmFamily> Families(string? name) => name is null
        ? DsmFamilies.All
        : [DsmFamilies.Find(NdNodeKind.Dimm, name) ?? DsmFamilies.Find(NdNodeKind.Bus, name)
            ?? NvdimmMachine.Family(NdNodeKind.Dimm, name)];

    /// <summary>A target's functions by its family's table, and those of its mask that no table names.</summary>
    private static IEnumerable<DsmFunctionInfo> FunctionsOf(DsmTarget target, string? name, string? function)
    {
        var family = name is not null ? NvdimmMachine.Family(target.Node.Kind, name) : target.Family ?? throw CallErrors.NoFamily(target);
        if (function is not null)
        {
            return [DsmFunctionInfo.From(NvdimmMachine.Function(family, function), target)];
        }

        var numbers = family.Functions.Select(f => f.Number);
        if (family.IsSameAs(target.Family) && target.Mask is { } mask)
        {
            // Bit 0 is the query for what there is, which the kernel makes itself.
            numbers = numbers.Concat(Enumerable.Range(1, 31).Select(n => (uint)n).Where(n => (mask >> (int)n & 1) != 0)).Distinct().Order();
        }

        return numbers.Select(n => family.Get(n)).Select(f => DsmFunctionInfo.From(f, target));
    }

    private static IEnumerable<DsmFunction> Functions(DsmFamily[] families, string? name) => name is null
        ? families.SelectMany(f => f.Functions)
        : families.Select(f => NvdimmMachine.FindFunction(f, name)).OfType<DsmFunction>().ToArray() is { Length: > 0 } found ? found
        : throw InventoryErrors.UnknownFunction(families, name);

    private static IEnumerable<DsmFunctionInfo> CommandsOf(DsmTarget target, string? name) => DsmFamilies.Intel.IsSameAs(target.Family)
        ? Commands(target, name)
        : throw ModuleLogErrors.NotOffered(target.Name, target.Family?.Name, target.FamilyReason);

    private static IEnumerable<DsmFunctionInfo> Commands(DsmTarget? target, string? name)
    {
        var code = name is null ? null : ModuleCaller.Command(name).Code;
        return DsmFunctionInfo.Vendor(target).Where(c => code is null || c.Opcode == code);
    }

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

    /// <summary>The fields of a payload; those of a structure that repeats are indented.</summary>
    private static void Write(TextWriter output, string title, string size, ItemList<DsmFieldInfo> fields)
    {
        output.WriteLine($"\n{title}, {size} {(size == "1" ? "byte" : "bytes")}");
        if (fields.Count == 0)
        {
            output.WriteLine(size == "0" ? "  nothing" : "  no public document has its layout");
            return;
        }

        var table = new TextTable("FIELD", "OFFSET", "SIZE", "UNIT", "NEEDED", "MEANING");
        Add(table, fields, string.Empty);
        table.Write(output, "  ");
    }

    private static void Add(TextTable table, ItemList<DsmFieldInfo> fields, string indent)
    {
        foreach (var field in fields)
        {
            var words = field.Values.Count == 0 ? null : $"({string.Join(", ", field.Values)})";
            table.Add(indent + field.Name, $"{field.Offset}", field.Size, field.Unit, field.Required ? "yes" : null,
                string.Join(' ', new[] { field.Description, words }.OfType<string>()));
            Add(table, field.Elements, indent + "  ");
        }
    }

    private static string YesNo(bool value) => value ? "yes" : "no";
}
