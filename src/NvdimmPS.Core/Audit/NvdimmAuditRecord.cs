namespace NvdimmPS;

/// <summary>
/// One call, or write of a sysfs attribute or disk, in the audit log: who sent what to which target, and the outcome. Never what the input
/// of a call was.
/// </summary>
public sealed record NvdimmAuditRecord
{
    /// <summary>The same in the line that was written before the call and in the one after it.</summary>
    public string Id { get; internal set; } = string.Empty;

    /// <summary>When it was asked (UTC).</summary>
    public DateTime Time { get; internal set; }

    /// <summary>The host's name.</summary>
    public string? HostName { get; internal set; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public string? Source { get; internal set; }

    /// <summary>The process's user id.</summary>
    public long? UserId { get; internal set; }

    /// <summary>The name of that user.</summary>
    public string? User { get; internal set; }

    /// <summary>
    /// The user id of the login that all of it began with, which su and sudo do not change; null where there was no login.
    /// </summary>
    public long? LoginUserId { get; internal set; }

    /// <summary>The number of that login in the kernel's audit log.</summary>
    public long? LoginSession { get; internal set; }

    /// <summary>Who called sudo, as the environment says.</summary>
    public string? SudoUser { get; internal set; }

    /// <summary>The address that ssh came from, as the environment says.</summary>
    public string? SshClient { get; internal set; }

    /// <summary>The process's id.</summary>
    public long ProcessId { get; internal set; }

    /// <summary>The program: <c>pwsh</c>, <c>nvdimm</c>.</summary>
    public string? Process { get; internal set; }

    /// <summary>The cmdlet, or the console's command.</summary>
    public string? Command { get; internal set; }

    /// <summary>The DIMM, bus or region.</summary>
    public string? Target { get; internal set; }

    /// <summary>The DIMM's serial number.</summary>
    public string? Serial { get; internal set; }

    /// <summary>The DIMM's unique id.</summary>
    public string? UniqueId { get; internal set; }

    /// <summary>The family's name.</summary>
    public string? Family { get; internal set; }

    /// <summary>The function's number; null for the write of an attribute or disk.</summary>
    public long? Function { get; internal set; }

    /// <summary>The function's name, or the last two parts of the path that was written, such as <c>nd_region/unbind</c>.</summary>
    public string? FunctionName { get; internal set; }

    /// <summary>The opcode that a vendor's function carried.</summary>
    public long? Opcode { get; internal set; }

    /// <summary>The path of the sysfs attribute or disk that was written; null for a call.</summary>
    public string? Attribute { get; internal set; }

    /// <summary>What was written to it.</summary>
    public string? Value { get; internal set; }

    /// <summary><c>Call</c>, <c>Legacy</c> or <c>Sysfs</c>.</summary>
    public string? Route { get; internal set; }

    /// <summary>What the function can do: <c>Read</c>, <c>Write</c>, <c>Destructive</c> or <c>Unknown</c>.</summary>
    public string? Danger { get; internal set; }

    /// <summary>True for security and firmware activation.</summary>
    public bool Sensitive { get; internal set; }

    /// <summary>True where the input was given as bytes.</summary>
    public bool RawInput { get; internal set; }

    /// <summary>How many bytes the input had.</summary>
    public long InputLength { get; internal set; }

    /// <summary>The SHA-256 of the input, or <c>hidden</c> where the input may be a secret, of which even that could be guessed.</summary>
    public string? InputSha256 { get; internal set; }

    /// <summary>True where the log has its outcome.</summary>
    public bool Answered { get; internal set; }

    /// <summary>The outcome in a word: the firmware's status, the kernel's error, or that no answer was recorded.</summary>
    public string Outcome { get; internal set; } = NoAnswer;

    /// <summary>The kernel's error number, or 0.</summary>
    public long? Errno { get; internal set; }

    /// <summary>The return value of the ioctl, or of the write.</summary>
    public long? ReturnValue { get; internal set; }

    /// <summary>The firmware's status word.</summary>
    public long? StatusCode { get; internal set; }

    /// <summary>How long the call took, in milliseconds.</summary>
    public double? DurationMs => Duration?.TotalMilliseconds;

    internal TimeSpan? Duration { get; set; }

    /// <summary>The word for a call whose outcome is not known.</summary>
    internal const string NoAnswer = "(no answer recorded)";
}
