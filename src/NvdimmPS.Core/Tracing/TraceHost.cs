using System.Runtime.InteropServices;

namespace NvdimmPS.Tracing;

/// <summary>Where, when and with what a trace was recorded.</summary>
public sealed record TraceHost
{
    /// <summary>The version of NvdimmPS that recorded it.</summary>
    public string? ToolVersion { get; init; }

    /// <summary>When it began (UTC).</summary>
    public DateTime Time { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The host's name.</summary>
    public string? HostName { get; init; }

    /// <summary>The operating system, as it calls itself.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>The release of its kernel.</summary>
    public string? KernelRelease { get; init; }

    /// <summary>The processor's architecture.</summary>
    public string? Architecture { get; init; }

    /// <summary>PowerShell with its version, or the console.</summary>
    public string? FrontEnd { get; init; }

    /// <summary>The .NET runtime.</summary>
    public string? Runtime { get; init; }

    internal static TraceHost Here(string source, string frontEnd, DateTime time) => new()
    {
        ToolVersion = typeof(TraceHost).Assembly.GetName().Version?.ToString(3),
        Time = time,
        Source = source,
        HostName = Environment.MachineName,
        OperatingSystem = RuntimeInformation.OSDescription,
        KernelRelease = Release(),
        Architecture = RuntimeInformation.OSArchitecture.ToString(),
        FrontEnd = frontEnd,
        Runtime = RuntimeInformation.FrameworkDescription,
    };

    private static string Release()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Environment.OSVersion.Version.ToString();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => HostName ?? string.Empty;
}
