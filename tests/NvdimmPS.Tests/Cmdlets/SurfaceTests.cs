using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using NvdimmPS.Shell.Cmdlets;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>
/// The whole surface of the module against Data/surface.txt: what scripts rely on changes only where somebody means it.
/// After a change that is meant, the message of the failing test names the file with the new text.
/// </summary>
public sealed partial class SurfaceTests
{
    private static IEnumerable<(Type Type, CmdletAttribute Attribute)> Cmdlets =>
        from type in typeof(NvdimmCmdlet).Assembly.GetExportedTypes()
        let attribute = type.GetCustomAttribute<CmdletAttribute>()
        where attribute is not null
        orderby attribute.VerbName + "-" + attribute.NounName
        select (type, attribute);

    [Fact]
    public void It_is_what_it_was()
    {
        var outputs = Cmdlets.SelectMany(c => Outputs(c.Type)).Where(t => t.Namespace!.StartsWith(nameof(NvdimmPS), StringComparison.Ordinal)).Distinct().OrderBy(t => t.FullName, StringComparer.Ordinal);
        var actual = string.Join('\n', Cmdlets.Select(c => Describe(c.Type, c.Attribute)).Concat(outputs.Select(Describe)));
        var path = Path.Combine(AppContext.BaseDirectory, "surface.txt");
        File.WriteAllText(path, actual);
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cmdlets/Data/surface.txt")).ReplaceLineEndings("\n");
        Assert.True(expected == actual, $"The surface has changed; compare {path} with tests/NvdimmPS.Tests/Cmdlets/Data/surface.txt.");
    }

    [Fact]
    public void The_manifest_exports_all_of_it()
    {
        var manifest = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cmdlets/Data/NvdimmPS.psd1"));
        var exported = Exported().Match(manifest).Groups[1].Value;
        Assert.Equal(Cmdlets.Select(c => $"{c.Attribute.VerbName}-{c.Attribute.NounName}"), Name().Matches(exported).Select(m => m.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Class_names_follow_the_commands() =>
        Assert.All(Cmdlets, c => Assert.Equal($"NvdimmPS.Shell.Cmdlets.{c.Attribute.VerbName}{c.Attribute.NounName}Cmdlet", c.Type.FullName));

    [Fact]
    public void What_asks_before_it_acts_is_no_reader() =>
        Assert.All(Cmdlets.Where(c => c.Attribute.VerbName is "Get" or "Compare"), c => Assert.False(c.Attribute.SupportsShouldProcess));

    private static string Describe(Type type, CmdletAttribute cmdlet)
    {
        var set = cmdlet.DefaultParameterSetName is null or ParameterAttribute.AllParameterSets ? "none" : cmdlet.DefaultParameterSetName;
        var consent = cmdlet.SupportsShouldProcess ? $"asks with impact {cmdlet.ConfirmImpact}" : "never asks";
        var text = new StringBuilder($"{cmdlet.VerbName}-{cmdlet.NounName}\n");
        text.Append(CultureInfo.InvariantCulture, $"  default set {set}, {consent}, gives {string.Join(", ", Outputs(type).Select(t => t.Name).DefaultIfEmpty("nothing"))}\n");
        foreach (var property in type.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute))).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"  -{property.Name} <{TypeName(property.PropertyType)}>{Rules(property)}\n");
            foreach (var parameter in property.GetCustomAttributes<ParameterAttribute>().OrderBy(p => p.ParameterSetName, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"    {Declaration(parameter)}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>What a cmdlet writes: its properties are what scripts filter on.</summary>
    private static string Describe(Type output) => $"{output.FullName}\n"
        + string.Concat(output.GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"  {p.Name} <{TypeName(p.PropertyType)}>\n"));

    private static IEnumerable<Type> Outputs(Type cmdlet) => cmdlet.GetCustomAttributes<OutputTypeAttribute>().SelectMany(o => o.Type).Select(t => t.Type!);

    private static string Declaration(ParameterAttribute parameter)
    {
        string?[] parts =
        [
            parameter.ParameterSetName == ParameterAttribute.AllParameterSets ? "all sets" : $"set {parameter.ParameterSetName}",
            parameter.Position == int.MinValue ? "named" : $"position {parameter.Position}",
            parameter.Mandatory ? "mandatory" : "optional",
            parameter.ValueFromPipeline ? "from the pipeline" : null,
            parameter.ValueFromPipelineByPropertyName ? "by property name" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static string Rules(PropertyInfo property)
    {
        var rules = property.GetCustomAttributes().Select(a => a switch
        {
            AliasAttribute alias => $"alias {string.Join(' ', alias.AliasNames)}",
            SupportsWildcardsAttribute => "wildcards",
            ArgumentCompleterAttribute completer => completer.Type.Name,
            ArgumentTransformationAttribute => a.GetType().Name,
            ValidateRangeAttribute range => $"{range.MinRange} to {range.MaxRange}",
            ParameterAttribute => null,
            _ when a.GetType().Namespace == typeof(ParameterAttribute).Namespace => a.GetType().Name,
            _ => null,
        });
        return string.Concat(rules.OfType<string>().Order(StringComparer.Ordinal).Select(rule => $", {rule.Replace("Attribute", string.Empty, StringComparison.Ordinal)}"));
    }

    private static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } plain ? $"{plain.Name}?"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]} of {string.Join(" and ", type.GetGenericArguments().Select(TypeName))}"
        : type.Name;

    [GeneratedRegex(@"CmdletsToExport\s*=\s*@\(([^)]*)\)")]
    private static partial Regex Exported();

    [GeneratedRegex(@"[A-Z][A-Za-z]+-[A-Za-z]+")]
    private static partial Regex Name();
}
