using NvdimmPS.Abi;
using NvdimmPS.Changes;

namespace NvdimmPS.Namespaces;

/// <summary>Collects the steps of a plan for one namespace, each with what takes it back.</summary>
/// <param name="bus">The bus.</param>
/// <param name="space">The namespace's name.</param>
internal sealed class NamespaceSteps(NdNode bus, string space)
{
    /// <summary>ndctl clears as much: both places where an info block can begin.</summary>
    public const int InfoBlocks = 8192;

    private const string Drivers = "bus/nd/drivers/", Devices = "bus/nd/devices/";

    // What takes a step back finds the device gone that a failed step did not make.
    private static readonly int[] Gone = [Errno.ENODEV, Errno.ENOENT, Errno.ENXIO];

    private readonly List<ChangeStep> _steps = [];

    public IReadOnlyList<ChangeStep> All => _steps;

    /// <summary>The disk that a namespace shows as without BTT: its numbers, without a second one of 0.</summary>
    public static string Disk(string space)
    {
        var id = space["namespace".Length..];
        return "pmem" + (id.EndsWith(".0", StringComparison.Ordinal) ? id[..^2] : id);
    }

    public static string DriverOf(string claim) => claim.StartsWith("dax", StringComparison.Ordinal) ? "dax_pmem" : "nd_pmem";

    public AttributeStep Write(string device, string attribute, string value) =>
        new(bus, space, $"{Devices}{device}/{attribute}", value + "\n");

    /// <summary>Writes an attribute, and what it was where that is taken back.</summary>
    public void Set(string device, string attribute, string value, string? before, params int[] accepted) => _steps.Add(
        Write(device, attribute, value) with
        {
            Accepted = accepted,
            Undo = before is null ? [] : [Write(device, attribute, before) with { Accepted = [.. Gone, .. accepted] }],
        });

    /// <summary>Ends a claim: a seed is then as it was, and what is none any more goes.</summary>
    public AttributeStep Detach(string claim) => Write(claim, "namespace", string.Empty) with { Accepted = Gone };

    /// <summary>A step as it is.</summary>
    public void Add(ChangeStep step) => _steps.Add(step);

    /// <summary>Binds a device's driver. ENXIO is no failure where an info block may have another device take over.</summary>
    public void Bind(string device, string driver, bool mayBeTakenOver = false) => _steps.Add(
        Driver(device, driver, "bind") with
        {
            Accepted = mayBeTakenOver ? [Errno.ENXIO] : [],
            Undo = [Driver(device, driver, "unbind") with { Accepted = Gone }],
        });

    /// <summary>Unbinds it; nothing may use the namespace then, and its disk is held meanwhile.</summary>
    /// <param name="device">The namespace, or what claims it.</param>
    /// <param name="driver">The driver.</param>
    /// <param name="disk">Its disk; null where it has none, or may be taken away from whoever uses it.</param>
    /// <param name="isGuarded">Whether nothing may use it.</param>
    public void Unbind(string device, string driver, string? disk, bool isGuarded)
    {
        if (disk is not null)
        {
            _steps.Add(new HoldStep(bus, space, disk));
        }

        _steps.Add(Driver(device, driver, "unbind") with
        {
            Namespace = isGuarded ? space : null,
            // Bound again meanwhile by an info block that was found.
            Undo = [Driver(device, driver, "bind") with { Accepted = [.. Gone, Errno.EBUSY] }],
        });
    }

    /// <summary>
    /// Disables a namespace: the disk of whatever shows it goes. What claims it is sent away too, since the kernel keeps the claim of
    /// an unbound device and would refuse everything else.
    /// </summary>
    public void Release(NvdimmNamespace now, bool allowInUse)
    {
        // What follows is the namespace's own binding, which finds its info block again.
        AttributeStep[] enable = [Driver(space, "nd_pmem", "bind") with { Accepted = [Errno.ENXIO, Errno.EBUSY] }];
        if (now.Enabled)
        {
            Unbind(now.Holder ?? space, now.Holder is null ? "nd_pmem" : DriverOf(now.Holder), allowInUse ? null : now.BlockDevice,
                !allowInUse);
        }

        if (now.Holder is { } holder)
        {
            _steps.Add(Write(holder, "namespace", string.Empty) with { Undo = now.Enabled ? enable : [] });
        }
    }

    /// <summary>
    /// Overwrites what makes a BTT, PFN or DAX of the namespace known again, for which it is bound for a moment as it is. What stood
    /// there is written back where a later step fails.
    /// </summary>
    public void WipeInfoBlocks()
    {
        Set(space, "force_raw", "1", "0");
        Bind(space, "nd_pmem");
        _steps.Add(new DiskStep(bus, space, Disk(space), 0, new byte[InfoBlocks]) { KeepsOld = true });
        Unbind(space, "nd_pmem", null, isGuarded: false);
        Set(space, "force_raw", "0", "1");
    }

    private AttributeStep Driver(string device, string driver, string verb) => new(bus, space, $"{Drivers}{driver}/{verb}", device + "\n");
}
