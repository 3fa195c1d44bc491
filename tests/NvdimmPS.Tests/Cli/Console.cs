using System.Text.Json;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cli;

/// <summary>What one run of the console left behind.</summary>
internal sealed record Ran(int Exit, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs the console in this process.</summary>
internal static class Console
{
    /// <summary>A command line as a shell would split it, with nobody at the terminal.</summary>
    public static Ran Run(string line, INdKernel? kernel = null, string? answer = null) =>
        Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), kernel, answer);

    public static Ran Run(string[] args, INdKernel? kernel = null, string? answer = null)
    {
        using var stdout = new StringWriter { NewLine = "\n" };
        using var stderr = new StringWriter { NewLine = "\n" };
        var exit = NvdimmPS.Cli.Cli.Run(args, stdout, stderr, answer is null ? null : () => new StringReader(answer), kernel);
        return new Ran(exit, stdout.ToString(), stderr.ToString());
    }

    /// <summary>A fault on every request.</summary>
    public static SimulatedKernel With(this SimulatedKernel kernel, SimulatorFaultKind kind, uint value = 0, string target = "*")
    {
        kernel.Faults.Add(new SimulatorFault { Target = target, Kind = kind, Value = value });
        return kernel;
    }
}
