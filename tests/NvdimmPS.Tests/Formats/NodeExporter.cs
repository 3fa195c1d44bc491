using System.Diagnostics;

namespace NvdimmPS.Tests.Formats;

/// <summary>A node_exporter with its textfile collector alone, on a port that the kernel chose; root lends it another user.</summary>
internal sealed class NodeExporter : IDisposable
{
    private const string Listening = "Listening on", Address = "address=";

    private static readonly string[] Names = ["prometheus-node-exporter", "node_exporter"];

    // It is nobody who must be able to read what root has written.
    private static readonly string[] AsNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];

    private readonly Process _process;
    private readonly string _address;

    private NodeExporter(Process process, string address) => (_process, _address) = (process, address);

    /// <summary>Starts one over a folder.</summary>
    public static NodeExporter Start(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");
        var program = Names.FirstOrDefault(IsThere);
        Assert.SkipWhen(program is null, "needs node_exporter (Prometheus)");
        string[] arguments = ["--collector.disable-defaults", "--collector.textfile", $"--collector.textfile.directory={folder}", "--web.listen-address=127.0.0.1:0"];
        var lends = Environment.IsPrivilegedProcess && IsThere("setpriv");
        var process = Process.Start(new ProcessStartInfo(lends ? "setpriv" : program!, lends ? [.. AsNobody, program!, .. arguments] : arguments) { RedirectStandardError = true })!;
        var said = new List<string>();
        while (process.StandardError.ReadLine() is { } line)
        {
            said.Add(line);
            if (line.Contains(Listening, StringComparison.Ordinal))
            {
                // What it says from here on must not fill the pipe.
                _ = process.StandardError.ReadToEndAsync();
                return new NodeExporter(process, line[(line.IndexOf(Address, StringComparison.Ordinal) + Address.Length)..].Split(' ')[0]);
            }
        }

        throw new InvalidOperationException(string.Join('\n', said));
    }

    /// <summary>What it tells Prometheus.</summary>
    public async Task<string[]> Scrape()
    {
        using var client = new HttpClient();
        return (await client.GetStringAsync(new Uri($"http://{_address}/metrics"), TestContext.Current.CancellationToken)).Split('\n');
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
