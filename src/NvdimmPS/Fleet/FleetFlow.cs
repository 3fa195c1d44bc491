namespace NvdimmPS.Shell.Fleet;

/// <summary>One that sends, as the flow of it is watched.</summary>
internal interface IFleetSender
{
    /// <summary>The tag of its ssh, by which its bytes are counted; null where they cannot be.</summary>
    string? Tag { get; }

    /// <summary>Its ssh runs. Called once.</summary>
    /// <param name="id">The process.</param>
    void Found(int id);

    /// <summary>How many results and records of its streams have come of that.</summary>
    long Objects { get; }

    /// <summary>True where the pipeline has taken all of these.</summary>
    bool IsTaken { get; }

    /// <summary>Makes it wait.</summary>
    void Pause();

    /// <summary>Lets it go on.</summary>
    void Resume();

    /// <summary>Ends it, since it sends too much.</summary>
    void TooMuch(string why);
}

/// <summary>
/// Holds the flow of one sender to what the pipeline takes. The engine takes whatever comes and keeps it; so after each piece the
/// sender waits until all of it is taken.
/// </summary>
internal sealed class FleetFlow(IFleetSender sender, FleetLimits limits)
{
    /// <summary>What an answer hardly ever has more than: only the rest of one that is longer comes in pieces.</summary>
    public const long Piece = 256 << 10;

    private const int QuietTicks = 2;

    private long _bytes, _objects, _pieceStart, _told;
    private bool _isFound;
    private int _quiet;
    private bool _isPaused, _isOver;

    /// <summary>How much it has sent since its last output.</summary>
    public long Open => _isOver ? 0 : _bytes - _told;

    /// <summary>Looks once.</summary>
    /// <param name="id">Its ssh; 0 where there is none.</param>
    /// <param name="bytes">How many bytes the sender has sent; 0 where that cannot be known.</param>
    public void Look(int id, long bytes)
    {
        if (id != 0 && !_isFound)
        {
            _isFound = true;
            sender.Found(id);
        }

        var objects = sender.Objects;
        _quiet = bytes == _bytes && objects == _objects ? _quiet + 1 : 0;
        _told = objects == _objects ? _told : bytes;
        (_bytes, _objects) = (bytes, objects);
        if (_isOver)
        {
            return;
        }

        if (bytes > limits.Bytes)
        {
            End($"it had sent {bytes >> 20} MiB");
        }
        else if (objects > limits.Objects)
        {
            End($"it had sent {objects:N0} objects");
        }
        else if (_isPaused)
        {
            if (_quiet >= QuietTicks && sender.IsTaken)
            {
                (_isPaused, _pieceStart) = (false, bytes);
                sender.Resume();
            }
        }
        else if (bytes - _pieceStart > Piece)
        {
            _isPaused = true;
            sender.Pause();
        }
    }

    /// <summary>Ends it.</summary>
    public void End(string why)
    {
        _isOver = true;
        sender.TooMuch(why);
    }
}
