using System.Text;
using NvdimmPS.Kernel;

namespace NvdimmPS.Cli;

/// <summary>The process: its streams, and nothing else.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // Not Console.Out: that would look up encodings and set the terminal up. Output is UTF-8 wherever it goes.
        using var stdout = Writer(1, 4096);
        using var stderr = Writer(2, 512);
        return Cli.Run(args, stdout, stderr, () => Console.IsInputRedirected ? null : Console.In);
    }

    private static StreamWriter Writer(int descriptor, int size)
    {
        var stream = OperatingSystem.IsLinux() ? new DescriptorStream(descriptor)
            : descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
        return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), size);
    }
}
