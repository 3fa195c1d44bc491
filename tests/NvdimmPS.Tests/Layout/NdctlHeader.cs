using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Layout;

/// <summary>What of &lt;linux/ndctl.h&gt; is held against the C compiler: "name value" lines, from C and from here.</summary>
internal static class NdctlHeader
{
    public const string Path = "/usr/include/linux/ndctl.h";

    /// <summary>Every structure of the Abi folder that carries a kernel name: a new one is checked without being listed.</summary>
    public static IEnumerable<Type> Structs() =>
        typeof(nd_cmd_pkg).Assembly.GetTypes().Where(t => t.IsValueType && t.Name.StartsWith("nd_", StringComparison.Ordinal)).OrderBy(t => t.Name, StringComparer.Ordinal);

    public static SortedDictionary<string, long> Ours()
    {
        var values = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var type in Structs())
        {
            values[$"sizeof({type.Name})"] = Marshal.SizeOf(type);
            foreach (var field in type.GetFields())
            {
                values[$"offsetof({type.Name},{field.Name})"] = (long)Marshal.OffsetOf(type, field.Name);
                values[$"sizeof({type.Name}.{field.Name})"] = Marshal.SizeOf(field.FieldType);
            }
        }

        foreach (var command in NdCommands.All)
        {
            values[Constant(command)] = command.Number;
            if (Macro(command) is { } macro)
            {
                values[macro] = command.Request;
            }
        }

        foreach (var family in DsmFamilies.All.Where(f => f.Node == NdNodeKind.Dimm))
        {
            values["NVDIMM_FAMILY_" + family.Name.ToUpperInvariant()] = family.Code;
        }

        return values;
    }

    public static SortedDictionary<string, long> Theirs()
    {
        var folder = Directory.CreateTempSubdirectory("nvdimmps-layout");
        try
        {
            var source = System.IO.Path.Combine(folder.FullName, "layout.c");
            var program = System.IO.Path.Combine(folder.FullName, "layout");
            File.WriteAllText(source, Program());
            Run("cc", "-Wall", "-Werror", "-o", program, source);
            return Parse(Run(program));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static SortedDictionary<string, long> Parse(string text) =>
        new(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(l => l.Split(' ')).ToDictionary(p => p[0], p => long.Parse(p[1])), StringComparer.Ordinal);

    public static string Format(SortedDictionary<string, long> values) => string.Concat(values.Select(v => $"{v.Key} {v.Value}\n"));

    private static string Program()
    {
        var code = new StringBuilder("#include <stddef.h>\n#include <stdio.h>\n#include <sys/ioctl.h>\n#include <linux/ndctl.h>\n");
        code.AppendLine("#define SHOW(name, value) printf(\"%s %lld\\n\", name, (long long)(value))");
        code.AppendLine("int main(void)\n{");
        foreach (var type in Structs())
        {
            code.AppendLine($"SHOW(\"sizeof({type.Name})\", sizeof(struct {type.Name}));");
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            {
                code.AppendLine($"SHOW(\"offsetof({type.Name},{field.Name})\", offsetof(struct {type.Name}, {field.Name}));");
                code.AppendLine($"SHOW(\"sizeof({type.Name}.{field.Name})\", sizeof(((struct {type.Name} *)0)->{field.Name}));");
            }
        }

        foreach (var name in Ours().Keys.Where(k => k.StartsWith("ND_", StringComparison.Ordinal) || k.StartsWith("NVDIMM_", StringComparison.Ordinal)))
        {
            code.AppendLine($"SHOW(\"{name}\", {name});");
        }

        return code.Append("return 0;\n}\n").ToString();
    }

    private static string Constant(NdCommand command) => "ND_CMD_" + HeaderName(command);

    /// <summary>SMART's two legacy commands have a number in today's header but no request macro any more.</summary>
    private static string? Macro(NdCommand command) =>
        command == NdCommands.Smart || command == NdCommands.SmartThreshold ? null : "ND_IOCTL_" + HeaderName(command);

    private static string HeaderName(NdCommand command) => command.Name switch
    {
        "smart_thresh" => "SMART_THRESHOLD",
        "flags" => "DIMM_FLAGS",
        "get_size" => "GET_CONFIG_SIZE",
        "get_data" => "GET_CONFIG_DATA",
        "set_data" => "SET_CONFIG_DATA",
        "cmd_call" => "CALL",
        var name => name.ToUpperInvariant(),
    };

    private static string Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{file}: {errors.Result}");
    }
}
