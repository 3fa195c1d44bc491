using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Firmware;

/// <summary>What Intel's function 12 says of updates.</summary>
/// <param name="Running">The version that runs.</param>
/// <param name="Staged">The version that is staged; null for none.</param>
/// <param name="Room">Room for an image, in bytes.</param>
/// <param name="PieceSize">The largest piece, in bytes.</param>
/// <param name="QueryInterval">How often to ask while it verifies.</param>
/// <param name="MaxQueryTime">For how long.</param>
/// <param name="NeedsPowerCycle">Whether a cold boot is needed.</param>
internal sealed record IntelUpdateInformation(
    ulong Running, ulong? Staged, ulong Room, int PieceSize, TimeSpan QueryInterval, TimeSpan MaxQueryTime, bool NeedsPowerCycle)
{
    private const ulong Unknown = uint.MaxValue;

    /// <summary>With less an image would take a million calls.</summary>
    private const ulong LeastPiece = 64;

    /// <summary>What the kernel takes in one call, less header and package; a multiple of a page is what firmware likes.</summary>
    private const int MostPiece = NdCommands.MaxLength / 2;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>Asks a DIMM.</summary>
    /// <exception cref="NvdimmException">It does not answer, or what it says cannot be.</exception>
    public static IntelUpdateInformation Ask(DsmCaller caller, DsmTarget target)
    {
        var function = target.Family!.Get(12);
        var answer = caller.Invoke(target, new DsmCall(function, DsmInput.None(function)));
        var (room, piece) = (Number("StorageSize"), Number("MaxSendLength"));
        var (interval, most) = (Number("QueryInterval"), Number("MaxQueryTime"));
        (string Name, ulong Value)? impossible = room is 0 or Unknown ? ("StorageSize", room)
            : piece is < LeastPiece or Unknown ? ("MaxSendLength", piece)
            : interval == Unknown ? ("QueryInterval", interval)
            : most == Unknown ? ("MaxQueryTime", most) : null;
        if (impossible is var (name, value))
        {
            throw FirmwareUpdateErrors.Contradiction(target.Name, name, value);
        }

        var pause = TimeSpan.FromMicroseconds(interval);
        pause = pause < ShortestInterval ? ShortestInterval : pause;
        var limit = TimeSpan.FromMicroseconds(most);
        var staged = answer.Find("UpdatedVersion") is { Value: not null } found ? found.Number : (ulong?)null;
        return new IntelUpdateInformation(Number("RunningVersion"), staged, room, (int)Math.Min(piece, (ulong)MostPiece), pause,
            limit < pause ? pause : limit, answer.Words("UpdateCapability").Contains("ColdRebootRequired"));

        ulong Number(string field) => answer.Find(field)?.Number ?? 0;
    }
}
