using System.Reflection;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Core;

/// <summary>
/// What programs see of the library, against core-surface.txt: it changes only where somebody means it. After a change that is meant, the
/// message names the file with the new text.
/// </summary>
public sealed class CoreSurfaceTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Library = typeof(NvdimmDevice).Assembly;

    [Fact]
    public void It_is_what_it_was()
    {
        var actual = string.Concat(Library.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(Describe).Select(l => l + "\n"));
        var path = Path.Combine(AppContext.BaseDirectory, "core-surface.txt");
        File.WriteAllText(path, actual);
        var expected = File.ReadAllText(Path.Combine(Repository.Root, "tests/NvdimmPS.Tests/Core/core-surface.txt")).ReplaceLineEndings("\n");
        Assert.True(expected == actual, $"The library's surface has changed; compare {path} with tests/NvdimmPS.Tests/Core/core-surface.txt.");
    }

    /// <summary>Internals may be moved at any time, and what only tests need is none of a program's business.</summary>
    [Theory]
    [InlineData("NvdimmPS.Files")]
    [InlineData("NvdimmPS.Reports.Html")]
    [InlineData("NvdimmPS.Simulation.Namespaces")]
    public void Plumbing_is_not_in_it(string space) => Assert.DoesNotContain(Library.GetExportedTypes(), t => t.Namespace == space);

    private static IEnumerable<string> Describe(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsSubclassOf(typeof(Delegate)) ? "delegate" : "class";
        yield return $"{kind} {type.FullName}";
        var members = type.IsEnum ? Enum.GetNames(type).Select(n => $"{n} = {Convert.ToUInt64(Enum.Parse(type, n), System.Globalization.CultureInfo.InvariantCulture)}")
            : type.GetMembers(Own).Where(m => m is not MethodBase { IsSpecialName: true } || m is ConstructorInfo).Where(m => !m.Name.Contains('<', StringComparison.Ordinal)).Select(Text);
        foreach (var member in members.Order(StringComparer.Ordinal))
        {
            yield return $"  {member}";
        }
    }

    private static string Text(MemberInfo member) => member switch
    {
        PropertyInfo property => $"{property} {{ {(property.GetMethod?.IsPublic == true ? "get; " : "")}{(property.SetMethod?.IsPublic == true ? "set; " : "")}}}",
        _ => $"{member}",
    };
}
