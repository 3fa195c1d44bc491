using System.Text;
using NvdimmPS.Kernel;

namespace NvdimmPS.Cli;

/// <summary>The process: its streams, and nothing else.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // Not Console.Out: that would look up encodings and set the terminal up. Output is UTF-8 wherever it goes.
        var (isOut, isError) = OperatingSystem.IsLinux() ? StandardDescriptors.Hold() : (true, true);
        using var stdout = Writer(1, 4096, isOut, mayFail: true);
        using var stderr = Writer(2, 512, isError, mayFail: false);
        return Cli.Run(args, stdout, stderr, () => Console.IsInputRedirected ? null : Console.In);
    }

    private static StreamWriter Writer(int descriptor, int size, bool isOpen, bool mayFail)
    {
        var stream = OperatingSystem.IsLinux() ? new DescriptorStream(descriptor, mayFail ? ConsoleErrors.Output : null, isOpen)
            : descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
        return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), size);
    }
}
