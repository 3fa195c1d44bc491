namespace NvdimmPS.Simulation.Firmware;

/// <summary>What a module of the Intel family counts and logs.</summary>
internal sealed class ModuleLogs
{
    private const int Room = 64;
    private const ulong Earlier = 1_000_000_000;

    /// <summary>Accesses a second of a DIMM that is in use: media reads and writes, reads and writes of the host.</summary>
    private static readonly ulong[] Rates = [3000, 1000, 12000, 5000];

    private readonly ErrorRing[] _rings = [new(Room), new(Room), new(Room), new(Room)];
    private readonly ulong[] _added = new ulong[Rates.Length], _before = new ulong[Rates.Length];
    private long? _first, _boot;

    public uint PowerCycles { get; private set; } = 46;

    public uint PoisonInjections { get; set; }

    public uint PoisonClears { get; set; }

    public uint TemperatureInjections { get; set; }

    public uint SoftwareTriggers { get; set; }

    /// <summary>The log of a kind.</summary>
    public ErrorRing Ring(bool thermal, bool high) => _rings[(thermal ? 2 : 0) + (high ? 1 : 0)];

    /// <summary>Accesses since the power came, or for life.</summary>
    public ulong[] Accesses(TimeProvider time, bool life)
    {
        var now = time.GetTimestamp();
        _first ??= now;
        _boot ??= now;
        var milliseconds = (ulong)time.GetElapsedTime(life ? _first.Value : _boot.Value, now).TotalMilliseconds;
        return [.. Rates.Select((r, i) => _added[i] + (r * milliseconds / 1000) + (life ? (Earlier * (ulong)(i + 1)) + _before[i] : 0))];
    }

    /// <summary>Accesses besides those that time brings.</summary>
    public void AddAccesses(params ulong[] accesses)
    {
        for (var i = 0; i < accesses.Length; i++)
        {
            _added[i] += accesses[i];
        }
    }

    public void PowerCycle()
    {
        PowerCycles++;
        _boot = null;
        for (var i = 0; i < _added.Length; i++)
        {
            (_before[i], _added[i]) = (_before[i] + _added[i], 0);
        }
    }
}
