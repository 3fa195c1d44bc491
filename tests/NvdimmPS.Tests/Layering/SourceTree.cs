using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Layering;

/// <summary>The source of Core as the compiler understands it: which room uses which types of which other room.</summary>
internal static class SourceTree
{
    private static readonly Lazy<CSharpCompilation> Compiled = new(Compile);
    private static readonly Lazy<IReadOnlyList<SourceUse>> Used = new(() => [.. Compiled.Value.SyntaxTrees.AsParallel().SelectMany(UsesOf)]);

    /// <summary>The folder of the sources.</summary>
    public static string Root { get; } = Path.Combine(Repository.Root, "src");

    /// <summary>The folder of Core.</summary>
    public static string Core { get; } = Path.Combine(Root, "NvdimmPS.Core");

    /// <summary>Every use of a type or member that is declared in another file of Core.</summary>
    public static IReadOnlyList<SourceUse> Uses => Used.Value;

    /// <summary>Every file of C# under a folder that people write.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Intersect(["obj", "bin"]).Any());

    /// <summary>The methods of the classes in Core whose names end in Errors: class, method, room.</summary>
    public static IEnumerable<(string Class, string Method, string Room)> ErrorFactories() =>
        from tree in Compiled.Value.SyntaxTrees
        from type in tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
        where type.Identifier.Text.EndsWith("Errors", StringComparison.Ordinal) && type.Modifiers.Any(SyntaxKind.StaticKeyword)
        from method in type.Members.OfType<MethodDeclarationSyntax>()
        where !method.Modifiers.Any(SyntaxKind.PrivateKeyword) && method.ReturnType.ToString().EndsWith("Exception", StringComparison.Ordinal)
        select (type.Identifier.Text, method.Identifier.Text, RoomOf(tree.FilePath));

    /// <summary>The text of every string in Core: file and value.</summary>
    public static IEnumerable<(string File, string Text)> Strings() =>
        from tree in Compiled.Value.SyntaxTrees
        from token in tree.GetRoot().DescendantTokens()
        where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken
        select (Path.GetRelativePath(Core, tree.FilePath), token.ValueText);

    /// <summary>The first folder under Core; empty for the files at its root.</summary>
    public static string RoomOf(string path) =>
        Path.GetRelativePath(Core, path).Split(Path.DirectorySeparatorChar) is [var room, _, ..] ? room : "";

    private static CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var usings = "global using System; global using System.IO; global using System.Linq; global using System.Collections.Generic; "
            + "global using System.Threading; global using System.Threading.Tasks; global using System.Net.Http;";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
            "NvdimmPS.Core",
            Files(Core).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path)).Append(CSharpSyntaxTree.ParseText(usings, options, "usings.cs")),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static IEnumerable<SourceUse> UsesOf(SyntaxTree tree)
    {
        var model = Compiled.Value.GetSemanticModel(tree);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var symbol = model.GetSymbolInfo(name).Symbol;
            var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
            if (symbol is not (null or INamespaceSymbol or ILocalSymbol or IParameterSymbol) && type?.DeclaringSyntaxReferences is [{ } declared, ..]
                && declared.SyntaxTree != tree)
            {
                yield return new SourceUse(tree.FilePath, RoomOf(tree.FilePath), RoomOf(declared.SyntaxTree.FilePath), type.Name, symbol is INamedTypeSymbol ? "" : symbol.Name);
            }
        }
    }
}
