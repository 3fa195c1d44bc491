namespace NvdimmPS.Reports;

/// <summary>How a host fares, worst first.</summary>
internal enum ReportStatus
{
    /// <summary>A DIMM has failed, or its contents are not safe.</summary>
    Unhealthy,

    /// <summary>Nobody could ask it.</summary>
    Unreachable,

    /// <summary>Something needs attention.</summary>
    Warning,

    /// <summary>It answers, but does not say how all its DIMMs fare.</summary>
    Unknown,

    /// <summary>It answers, and there is nothing on it to ask, or to ask with.</summary>
    Unsupported,

    /// <summary>Nothing is wrong.</summary>
    Healthy,
}
