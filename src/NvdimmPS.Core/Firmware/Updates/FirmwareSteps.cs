namespace NvdimmPS.Firmware;

/// <summary>The steps of an update and of an activation, as results name them.</summary>
internal static class FirmwareSteps
{
    public const string Preflight = "Preflight", Start = "Start", Send = "Send", Finish = "Finish", Verify = "Verify", Select = "Select",
        ReadBack = "ReadBack", Activate = "Activate";
}

/// <summary>How far the update of a DIMM has come.</summary>
/// <param name="Dimm">The DIMM.</param>
/// <param name="Step">The step.</param>
/// <param name="Sent">As many bytes of the image are sent.</param>
/// <param name="Total">As many it has.</param>
public readonly record struct FirmwareProgress(string Dimm, string Step, int Sent, int Total)
{
    /// <summary>Of the bytes, in percent.</summary>
    public int Percent => Total == 0 ? 0 : (int)(100L * Sent / Total);
}

/// <summary>What the firmware says to the start of an update.</summary>
internal enum FirmwareStart
{
    /// <summary>It takes the image.</summary>
    Begun,

    /// <summary>An image is staged already, by whoever began before.</summary>
    Staged,

    /// <summary>An update is in progress that somebody else began.</summary>
    Busy,
}
