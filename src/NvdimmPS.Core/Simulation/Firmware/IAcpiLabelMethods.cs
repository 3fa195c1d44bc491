namespace NvdimmPS.Simulation.Firmware;

/// <summary>ACPI's own label methods. Each answer is the buffer that the nfit driver makes of the returned object.</summary>
internal interface IAcpiLabelMethods
{
    /// <summary><c>_LSI</c>: status, size, longest transfer.</summary>
    byte[]? LabelInformation();

    /// <summary><c>_LSR</c>: status, data.</summary>
    byte[]? LabelRead(uint offset, uint length);

    /// <summary><c>_LSW</c>: status.</summary>
    byte[]? LabelWrite(uint offset, uint length, ReadOnlySpan<byte> data);
}
