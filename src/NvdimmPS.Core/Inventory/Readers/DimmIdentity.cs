namespace NvdimmPS.Inventory;

/// <summary>
/// Which folder tells what a DIMM is: <c>nfit</c>, on POWER <c>papr</c>, for CXL memory <c>cxl</c>, which tells next to
/// nothing.
/// </summary>
internal sealed class DimmIdentity
{
    private readonly bool _isPapr;
    private readonly AttributeReader? _cxl;

    private DimmIdentity(AttributeReader attributes, string? uniqueId, bool isPapr, AttributeReader? cxl = null)
    {
        Attributes = attributes;
        UniqueId = uniqueId;
        _isPapr = isPapr;
        _cxl = cxl;
    }

    /// <summary>Reads the identity's folder.</summary>
    public AttributeReader Attributes { get; }

    public string? UniqueId { get; }

    public static DimmIdentity Find(AttributeReader a, string folder)
    {
        var nfit = a.In(Path.Join(folder, "nfit"));
        var uniqueId = nfit.Text(nameof(NvdimmDevice.UniqueId), "id");
        if (uniqueId is not null || Directory.Exists(Path.Join(folder, "nfit")))
        {
            return new DimmIdentity(nfit, uniqueId, isPapr: false);
        }

        a.Forget(nameof(NvdimmDevice.UniqueId));
        if (Directory.Exists(Path.Join(folder, "papr")))
        {
            var papr = a.In(Path.Join(folder, "papr"));
            return new DimmIdentity(papr, papr.Text(nameof(NvdimmDevice.UniqueId), "id"), isPapr: true);
        }

        return Directory.Exists(Path.Join(folder, "cxl"))
            ? Cxl(a, folder)
            : None(a, "the kernel says nothing of it: the DIMM has no nfit, papr or cxl folder");
    }

    /// <summary>The family's name and number.</summary>
    public (string? Name, int? Code) Family()
    {
        if (_isPapr)
        {
            return ("Papr", DimmFamily.Papr);
        }

        if (Attributes.Number<int>(nameof(NvdimmDevice.FamilyCode), "family") is not { } code)
        {
            Attributes.Miss(nameof(NvdimmDevice.Family), "the family's number is not known");
            return default;
        }

        var name = DimmFamily.Name(code);
        if (name is null)
        {
            Attributes.Miss(nameof(NvdimmDevice.Family), $"no known family has the number {code}; a schema can add one");
        }

        return (name, code);
    }

    /// <summary>The vendor and serial number: the first and last part of an NFIT id, which saves reading them.</summary>
    public (string? Vendor, string? Serial) VendorAndSerial(AttributeReader others)
    {
        if (!_isPapr && UniqueId?.Split('-') is [{ Length: 4 } vendor, .., { Length: 8 } serial]
            && vendor.All(char.IsAsciiHexDigit) && serial.All(char.IsAsciiHexDigit))
        {
            return ("0x" + vendor, "0x" + serial);
        }

        if (_cxl is not null && AttributeText.TryParse(UniqueId, out long signed))
        {
            return (others.Hex(nameof(NvdimmDevice.Vendor), "vendor"), $"0x{signed:x}");
        }

        return (others.Hex(nameof(NvdimmDevice.Vendor), "vendor"), others.Hex(nameof(NvdimmDevice.Serial), "serial"));
    }

    /// <summary>Shutdowns that may have lost data.</summary>
    public ulong? DirtyShutdowns() => (_cxl ?? Attributes).Count(nameof(NvdimmDevice.DirtyShutdownCount), "dirty_shutdown");

    /// <summary>The serial number is all of its identity; the kernel prints its 64 bits with a sign.</summary>
    private static DimmIdentity Cxl(AttributeReader a, string folder)
    {
        const string reason = "CXL memory, whose details the command 'cxl list' shows";
        var cxl = a.In(Path.Join(folder, "cxl"));
        return new DimmIdentity(a.Skipping(reason), cxl.Text(nameof(NvdimmDevice.UniqueId), "id"), isPapr: false, cxl);
    }

    private static DimmIdentity None(AttributeReader a, string reason)
    {
        a.Miss(nameof(NvdimmDevice.UniqueId), reason);
        return new DimmIdentity(a.Skipping(reason), null, isPapr: false);
    }
}
