namespace NvdimmPS;

/// <summary>How a scripted fault shows.</summary>
public enum SimulatorFaultKind
{
    /// <summary>The call fails with the error number <see cref="SimulatorFault.Value"/>; the firmware is not asked.</summary>
    Errno,

    /// <summary>The firmware does nothing but answer with the status word <see cref="SimulatorFault.Value"/>.</summary>
    Status,

    /// <summary>The firmware takes <see cref="SimulatorFault.Delay"/> longer; the bus is locked meanwhile, as in the kernel.</summary>
    Delay,

    /// <summary>Of the firmware's answer only the first <see cref="SimulatorFault.Value"/> bytes arrive.</summary>
    Truncate,

    /// <summary>Random bytes in place of the answer, as many; <see cref="SimulatorFault.Seed"/> makes them repeatable.</summary>
    Garbage,

    /// <summary>The firmware answers with a buffer of no bytes.</summary>
    ZeroLength,

    /// <summary>The answer is padded with zeros to <see cref="SimulatorFault.Value"/> bytes.</summary>
    OverLong,
}
