namespace NvdimmPS.Audit;

/// <summary>What is logged, and where. What stands here holds where no file says otherwise.</summary>
internal sealed record AuditSettings
{
    /// <summary>The usual log.</summary>
    public const string DefaultPath = "/var/log/nvdimmps/audit.jsonl";

    /// <summary>The file of JSON lines; null is none.</summary>
    public string? Path { get; init; } = DefaultPath;

    /// <summary>True where the systemd journal gets each record too, if there is one.</summary>
    public bool Journal { get; init; } = true;

    /// <summary>True where a call that cannot be logged may not be sent.</summary>
    public bool Required { get; init; }

    /// <summary>True where calls of a simulator or a replay are logged too.</summary>
    public bool Simulated { get; init; }

    /// <summary>The file that says so, or null.</summary>
    public string? Origin { get; init; }
}
