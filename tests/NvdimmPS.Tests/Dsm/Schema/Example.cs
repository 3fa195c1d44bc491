using System.Text.RegularExpressions;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Dsm.Schema;

/// <summary>The made-up family of docs/schema.md.</summary>
internal static partial class Example
{
    /// <summary>The files that the page shows, the whole family first.</summary>
    public static IReadOnlyList<string> Texts { get; } =
        [.. Block().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/schema.md")).ReplaceLineEndings("\n")).Select(m => m.Groups[1].Value)];

    public static string Text => Texts[0];

    /// <summary>The family, without anybody else knowing it.</summary>
    public static DsmFamily Family { get; } = DsmRegistry.Empty.With(DsmSchema.Parse("example", Text), replace: false).Find(NdNodeKind.Dimm, 9)!;

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
