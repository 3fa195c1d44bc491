using System.Diagnostics;
using System.IO.Pipes;
using System.Text;

namespace NvdimmPS.Tests.Pester;

/// <summary>A PowerShell process with one version of Pester that runs one file after another (Start-TestWorker.ps1).</summary>
internal sealed class PesterWorker : IDisposable
{
    private readonly string _mark = $"== {Guid.NewGuid():n}";
    private readonly NamedPipeServerStream _pipe;
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    public PesterWorker(string pester)
    {
        Pester = pester;
        var name = $"nvdimmps-{Guid.NewGuid():n}";
        _pipe = new NamedPipeServerStream(name, PipeDirection.Out);
        _process = PowerShellEngine.Start("-File", Path.Combine(PowerShellEngine.RepositoryRoot, "tests", "Pester", "Start-TestWorker.ps1"),
            "-Pipe", name, "-Mark", _mark, "-Module", PowerShellEngine.Module, "-Pester", PowerShellEngine.Pester(pester));
        _process.ErrorDataReceived += (_, line) => { lock (_errors) { _errors.AppendLine(line.Data); } };
        _process.BeginErrorReadLine();
    }

    public string Pester { get; }

    /// <summary>Runs a file; where that is cancelled, or the process ends, the worker is of no use any more.</summary>
    /// <returns>The line of counts, or null where the process ended, and all that was written.</returns>
    public async Task<(string? Counts, string Output)> Run(string file, CancellationToken cancellation)
    {
        if (!_pipe.IsConnected)
        {
            await _pipe.WaitForConnectionAsync(cancellation);
        }

        await _pipe.WriteAsync(Encoding.UTF8.GetBytes(file + "\n"), cancellation);
        await _pipe.FlushAsync(cancellation);
        var output = new StringBuilder();
        while (await _process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(_mark, StringComparison.Ordinal))
            {
                return (line[_mark.Length..].Trim(), output.ToString() + TakeErrors());
            }

            output.AppendLine(line);
        }

        return (null, output.ToString() + TakeErrors());
    }

    public void Dispose()
    {
        _pipe.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private string TakeErrors()
    {
        lock (_errors)
        {
            var text = _errors.ToString();
            _errors.Clear();
            return text;
        }
    }
}
