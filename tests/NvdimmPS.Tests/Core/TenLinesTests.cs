using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NvdimmPS.Kernel;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Core;

/// <summary>What docs/core.md shows compiles for a stranger, who sees what is public and no more, and does what it says.</summary>
public sealed class TenLinesTests
{
    /// <summary>What a new project imports by itself; and a console whose output the test sees, in place of the process's own.</summary>
    private const string Project = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;

        public static class Console
        {
            public static StringWriter Out { get; } = new();

            public static void WriteLine(string line) => Out.WriteLine(line);
        }
        """;

    private static readonly string[] Blocks = [.. File.ReadAllText(Path.Combine(Repository.Root, "docs/core.md")).ReplaceLineEndings("\n")
        .Split("```csharp\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)])];

    private static readonly MetadataReference[] References = [.. ((string) AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Where(f => Path.GetFileName(f).StartsWith("System.", StringComparison.Ordinal))
        .Append(typeof(LinuxKernel).Assembly.Location).Select(f => MetadataReference.CreateFromFile(f))];

    [Fact]
    public void They_run_as_they_stand()
    {
        var lines = Run(string.Concat(Blocks)).Split('\n');
        Assert.StartsWith("NV1002 Warning nmem0: ", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("..", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("Success, 100", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.EndsWith(", FIS 2.3", StringComparison.Ordinal));
        Assert.Equal("Thermal High: 0 entries", lines[^2]);
    }

    /// <summary>The line that its comment names, for a machine with NVDIMMs.</summary>
    [Fact]
    public void They_compile_for_a_real_machine()
    {
        var program = string.Concat(Blocks);
        var simulated = program.Split('\n').Single(l => l.Contains("// a machine with NVDIMMs: ", StringComparison.Ordinal));
        var real = program.Replace(simulated, simulated.Split("// a machine with NVDIMMs: ")[1], StringComparison.Ordinal)
            .Split('\n').Where(l => !l.EndsWith("// only a simulated one", StringComparison.Ordinal));
        Compile(string.Join('\n', real));
    }

    private static string Run(string program)
    {
        var assembly = Assembly.Load(Compile(program));
        assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        return assembly.GetType("Console")!.GetProperty("Out")!.GetValue(null)!.ToString()!.ReplaceLineEndings("\n");
    }

    /// <summary>Under a name that the library calls no friend.</summary>
    private static byte[] Compile(string program)
    {
        var trees = new[] { program, Project }.Select(text => CSharpSyntaxTree.ParseText(text));
        using var image = new MemoryStream();
        var made = CSharpCompilation.Create("Stranger", trees, References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)).Emit(image);
        Assert.Empty(made.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        return image.ToArray();
    }
}
