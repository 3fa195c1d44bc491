namespace NvdimmPS.Dsm.Vendor;

/// <summary>What the tables of vendor commands need besides <see cref="Field"/>.</summary>
internal static class VendorField
{
    /// <summary>A number in units of 4 KiB, shown in bytes.</summary>
    public static DsmField Pages4K(string name, int size, string description) =>
        new()
        {
            Name = name, Kind = DsmFieldKind.Unsigned, Size = size, Unit = "bytes", Description = description,
            Scale = 4096,
        };

    /// <summary>A firmware version of five bytes.</summary>
    public static DsmField Revision(string name, string description) =>
        Field.Bytes(name, 5, description) with { Form = FieldForms.Revision };

    /// <summary>A version of the firmware interface.</summary>
    public static DsmField Version(string name, string description) => Field.U16(name, description) with { Form = FieldForms.Version };

    public static DsmField Text(string name, int size, string description) =>
        Field.Bytes(name, size, description) with { Form = FieldForms.Text };

    public static DsmField UniqueId(string name, string description) =>
        Field.Bytes(name, 9, description) with { Form = FieldForms.UniqueId };

    /// <summary>A counter of 128 bits.</summary>
    public static DsmField Counter(string name, string description, string? unit = null) =>
        Field.Bytes(name, 16, description) with { Form = FieldForms.Counter, Unit = unit };

    /// <summary>Yes or no.</summary>
    public static DsmField Switch(string name, string description) => Field.Enum(name, 1, description, "No", "Yes");

    /// <summary>A time of the module's clock.</summary>
    public static DsmField Time(string name, string description) => Field.U64(name, description, "s since 1970")
        .NotReported(0, "the module does not know it");

    /// <summary>Some bits of a field's bytes; the first such field of the bytes makes the room.</summary>
    public static DsmField Bits(this DsmField field, int first, int width = 1) => field with { Bits = new FieldBits(first, width) };

    /// <summary>Reported from a version of the firmware interface on.</summary>
    public static DsmField From(this DsmField field, int major, int minor) =>
        field with { Fis = (field.Fis ?? new FisRange(null, null)) with { From = new FisVersion(major, minor) } };

    /// <summary>Not reported any more from a version of the firmware interface on.</summary>
    public static DsmField Before(this DsmField field, int major, int minor) =>
        field with { Fis = (field.Fis ?? new FisRange(null, null)) with { Before = new FisVersion(major, minor) } };

    /// <summary>Reported as far as a count reaches of the bytes from an offset on.</summary>
    public static DsmField Within(this DsmField field, string count, int start) =>
        field with { Within = [.. field.Within, (count, start)] };

    /// <summary>A bit that means nothing.</summary>
    public static DsmField Ignoring(this DsmField field, int bit) => field with { Ignored = field.Ignored | (1UL << bit) };

    /// <summary>The versions of the firmware interface from one on.</summary>
    public static FisRange Since(int major, int minor) => new(new FisVersion(major, minor), null);

    /// <summary>The versions of the firmware interface before one.</summary>
    public static FisRange Until(int major, int minor) => new(null, new FisVersion(major, minor));

    /// <summary>A condition on a request.</summary>
    public static DsmCondition[] When(string field, ulong value) => [new DsmCondition(field, ulong.MaxValue, value)];
}
