namespace NvdimmPS.Findings.FirmwareBaselines;

/// <summary>A DIMM that is held against a baseline.</summary>
internal sealed record FirmwareSubject
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>Its host.</summary>
    public required string HostName { get; init; }

    public string? UniqueId { get; init; }

    public string? Family { get; init; }

    /// <summary>The vendor's number; an id begins with it where nothing more is known.</summary>
    public string? Vendor { get; init; }

    public string? Device { get; init; }

    public string? Running { get; init; }

    public string? Staged { get; init; }

    public bool? NeedsPowerCycle { get; init; }

    /// <summary>Why it is not known what runs.</summary>
    public string? Why { get; init; }

    public DateTime Time { get; init; }

    public required string Source { get; init; }

    /// <summary>The vendor's number of a unique id: its first four digits.</summary>
    public static string? VendorOf(string? uniqueId) =>
        uniqueId?.Split('-') is [{ Length: 4 } vendor, _, ..] && vendor.All(char.IsAsciiHexDigit) ? vendor : null;
}
