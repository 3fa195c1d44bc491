namespace NvdimmPS.Firmware;

/// <summary>How firmware is activated.</summary>
public sealed record FirmwareActivationOptions
{
    /// <summary>How the bus is kept quiet.</summary>
    public ActivationMethod Method { get; init; }

    /// <summary>Tells the firmware that the devices are idle, so that it need not quiesce them.</summary>
    public bool NoIdle { get; init; }

    /// <summary>Whether it may take longer than the platform allows memory to stand still.</summary>
    public bool AllowOverflow { get; init; }

    /// <summary>How long the end is waited for.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(1);
}
