namespace NvdimmPS.Findings;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing has to be done.</summary>
    Information,

    /// <summary>Something needs attention, or its state is not known.</summary>
    Warning,

    /// <summary>Something has failed, or contents are not safe.</summary>
    Critical,
}
