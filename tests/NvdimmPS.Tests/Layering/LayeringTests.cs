using System.Text.RegularExpressions;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Layering;

/// <summary>The laws of docs/architecture.md, held for every file of the sources.</summary>
public sealed partial class LayeringTests
{
    private const int WidestLine = 140, FullestFolder = 28;

    /// <summary>The rooms in the order of the document, each with the rooms that it uses.</summary>
    private static Dictionary<string, string[]> Documented() => File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md"))
        .Select(line => Row().Match(line)).Where(row => row.Success)
        .ToDictionary(row => row.Groups["room"].Value, row => row.Groups["uses"].Value is "–" ? [] : row.Groups["uses"].Value.Split(", "));

    [Fact]
    public void A_room_uses_only_the_rooms_that_the_document_says_which_stand_below_it()
    {
        var order = Documented();
        var rooms = order.Keys.ToList();
        Assert.Equal(rooms.Order(StringComparer.Ordinal), Directory.GetDirectories(SourceTree.Core).Select(Path.GetFileName).Except(["obj", "bin"]).Order(StringComparer.Ordinal));
        var upward = SourceTree.Uses.Where(u => u.From != u.To && u.To != "" && rooms.IndexOf(u.From) < rooms.IndexOf(u.To))
            .Select(u => $"{u.From} uses {u.Type} of {u.To} above it ({Path.GetFileName(u.File)})").Distinct();
        Assert.Empty(upward);
        var uses = SourceTree.Uses.Where(u => u.From != "" && u.To != "" && u.From != u.To).GroupBy(u => u.From)
            .ToDictionary(g => g.Key, g => g.Select(u => u.To).Distinct().OrderBy(rooms.IndexOf).ToArray());
        Assert.All(rooms, room => Assert.Equal(uses.GetValueOrDefault(room, []), order[room]));
    }

    /// <summary>A factory whose only user is another room, or one front end, belongs there. One that nobody uses belongs nowhere.</summary>
    [Fact]
    public void What_is_thrown_stands_with_who_throws_it()
    {
        var users = SourceTree.Uses.Where(u => u.Type.EndsWith("Errors", StringComparison.Ordinal)).ToLookup(u => (u.Type, u.Member), u => u.From);
        var fronts = new[] { "NvdimmPS", "NvdimmPS.Cli" }.Select(name => string.Concat(SourceTree.Files(Path.Combine(SourceTree.Root, name)).Select(File.ReadAllText))).ToArray();
        var astray = SourceTree.ErrorFactories()
            .Where(f => f.Room != "" && !users[(f.Class, f.Method)].Contains(f.Room) && !IsUsedWithin(f.Class, f.Method))
            .Where(f => users[(f.Class, f.Method)].Distinct().Count() + fronts.Count(text => Regex.IsMatch(text, $@"\b{f.Class}\.{f.Method}\b")) < 2)
            .Select(f => $"{f.Class}.{f.Method}");
        Assert.Equal([], astray);
    }

    /// <summary>A container engine's <c>--device=</c> is none of ours.</summary>
    [Fact]
    public void Core_names_no_command_and_no_option_of_a_front_end() =>
        Assert.Empty(SourceTree.Strings().Where(s => Command().IsMatch(s.Text)).Select(s => $"{s.File}: {s.Text}"));

    [Fact]
    public void No_folder_is_too_full_and_no_line_too_wide()
    {
        var folders = SourceTree.Files(SourceTree.Root).GroupBy(Path.GetDirectoryName).Where(g => g.Count() > FullestFolder).Select(g => $"{g.Key}: {g.Count()} files");
        Assert.Empty(folders);
        var lines = SourceTree.Files(SourceTree.Root).SelectMany(path => File.ReadLines(path)
            .Select((line, index) => (line.Length, At: $"{Path.GetRelativePath(SourceTree.Root, path)}:{index + 1}"))).Where(l => l.Length > WidestLine).Select(l => l.At);
        Assert.Empty(lines);
    }

    /// <summary>Only what cmdlets give out shares a namespace, whichever assembly it is in: its full names are contract.</summary>
    [Fact]
    public void No_namespace_spans_two_assemblies()
    {
        var shared = Directory.GetDirectories(SourceTree.Root)
            .SelectMany(project => SourceTree.Files(project).Select(path => Namespace().Match(File.ReadAllText(path)).Groups[1].Value).Distinct())
            .GroupBy(name => name).Where(g => g.Count() > 1).Select(g => g.Key);
        Assert.Equal(["NvdimmPS"], shared);
    }

    /// <summary>Used by another factory of its own class, or of a class in its room.</summary>
    private static bool IsUsedWithin(string type, string method) =>
        SourceTree.Files(SourceTree.Core).Where(path => Path.GetFileName(path) == $"{type}.cs")
            .Any(path => Regex.Count(File.ReadAllText(path), $@"(?<!///.*)\b{method}\b") > 1);

    [GeneratedRegex(@"^\| `(?<room>\w+)/` \|.*\| (?<uses>[\w, ]+|–) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\b(Get|Set|Invoke|New|Test|Watch|Start|Stop|Import|Export|Compare|ConvertTo|ConvertFrom|Register|Remove)-[A-Z]\w+|(^|[\s(`'])--?[A-Z]\w+|(^|[\s(`'])--(?!device=)[a-z]")]
    private static partial Regex Command();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
