namespace NvdimmPS.Reports;

/// <summary>The status of a host, worst first.</summary>
public enum ReportStatus
{
    /// <summary>A DIMM has failed, or its contents are not safe.</summary>
    Unhealthy,

    /// <summary>It could not be reached.</summary>
    Unreachable,

    /// <summary>Something needs attention.</summary>
    Warning,

    /// <summary>It answers, but does not say the health of all its DIMMs.</summary>
    Unknown,

    /// <summary>It answers, and there is nothing on it to ask, or to ask with.</summary>
    Unsupported,

    /// <summary>Nothing is wrong.</summary>
    Healthy,
}
