namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>
/// The two firmware images of an NVDIMM-N and the update of one of them. The selected one runs from the next boot on. An
/// image that starts with "BAD" is no image, for tests.
/// </summary>
internal sealed class FirmwareSlots
{
    public const int Count = 2;

    // What each slot holds; 0 is an empty slot.
    private readonly ushort[] _revisions = [0x0210, 0x0213];
    private int _target;
    private bool _received;
    private bool _good;

    public int Running { get; private set; } = 1;

    public int Selected { get; private set; } = 1;

    public bool Updating { get; private set; }

    public ushort RunningRevision => _revisions[Running];

    public ushort Revision(int slot) => _revisions[slot];

    /// <summary>The slot is empty from here until a good image is complete.</summary>
    public void Start(int slot)
    {
        (_target, _received, _good, Updating) = (slot, false, true, true);
        _revisions[slot] = 0;
    }

    public void Receive(bool isFirst, ReadOnlySpan<byte> data)
    {
        _received = true;
        _good &= !isFirst || !data.StartsWith("BAD"u8);
    }

    /// <summary>Ends the update; false where what came is no image, or writing it failed.</summary>
    public bool Finish(bool fails)
    {
        Updating = false;
        if (!_received || !_good || fails)
        {
            return false;
        }

        _revisions[_target] = (ushort)(RunningRevision + 1);
        return true;
    }

    public void Select(int slot) => Selected = slot;

    public void PowerOn() => (Running, Updating) = (Selected, false);
}
