using System.Text;

namespace NvdimmPS.Cli;

/// <summary>The process: its streams, and nothing else.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // Not Console.Out: that would look up encodings and the terminal. Output is UTF-8 wherever it goes.
        using var stdout = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 16384);
        using var stderr = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false), 1024);
        return Cli.Run(args, stdout, stderr, () => Console.IsInputRedirected ? null : Console.In);
    }
}
