using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Security;

/// <remarks>What destroys data, waiting for it, and what keeps a plan from being made.</remarks>
public sealed partial class SecurityPlanner
{
    /// <summary>Destroys the key that the media are encrypted by, and with it the data and the passphrase.</summary>
    /// <param name="passphrase">The passphrase; its key when null.</param>
    /// <param name="isMaster">Whether it is the master passphrase.</param>
    /// <param name="backup">Keeps the labels, before anything is sent.</param>
    /// <exception cref="NvdimmException">It cannot be erased; nothing was sent.</exception>
    public ChangePlan Erase(Passphrase? passphrase, bool isMaster, LabelKeeper? backup)
    {
        EnsureErasable();
        var change = Change("the erase", SecurityWords.Disabled);
        var (key, current) = (0, Proven(passphrase, isMaster));
        List<ChangeStep> steps =
        [
            change.Before(current.Shown, "find the key", () => key = current.Take()),
            change.Write(isMaster ? "master_erase" : "erase", $" <{current.Shown}>", () => Numbers(key), losesData: true),
            .. CleanUp(change, KeyName.User),
        ];
        return Destroy(change, "Erase all data by destroying the media's key", steps, SecurityWords.Disabled, backup);
    }

    /// <summary>Has the DIMM overwrite all its media. This begins it; it goes on by itself.</summary>
    /// <param name="passphrase">The passphrase; its key when null.</param>
    /// <param name="backup">Keeps the labels, before anything is sent.</param>
    /// <exception cref="NvdimmException">It cannot be overwritten; nothing was sent.</exception>
    public ChangePlan Overwrite(Passphrase? passphrase, LabelKeeper? backup)
    {
        EnsureErasable();
        var change = Change("the begin of the overwrite", SecurityWords.Overwriting);
        var (key, current) = (0, Proven(passphrase, isMaster: false));
        return Destroy(change, "Overwrite all data",
        [
            change.Before(current.Shown, "find the key", () => key = current.Take()),
            change.Write("overwrite", $" <{current.Shown}>", () => Numbers(key), losesData: true),
        ], SecurityWords.Overwriting, backup) with
        {
            // A small DIMM may be done before it is looked at.
            Verify = () => { },
        };
    }

    /// <summary>Has the kernel read the labels anew, which an overwrite took away. Null while the DIMM has no driver.</summary>
    public ChangePlan? ReadAnew() => device.Driver is null ? null : new ChangePlan
    {
        Target = device.Name,
        Action = "Read the labels anew",
        Prepare = EnsureIdle,
        StaysWhole = true,
        Steps = [.. Rebind(Change("", null))],
    };

    /// <summary>Waits for the end of an overwrite.</summary>
    /// <param name="read">Reads how it stands.</param>
    /// <param name="limit">How long to wait; null waits for ever.</param>
    /// <param name="progress">Called each time how it stands.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="stop">Ends the waiting, and not the overwrite.</param>
    /// <exception cref="NvdimmException">It has not ended in time, or the DIMM is gone.</exception>
    public static NvdimmSecurity Await(Func<NvdimmSecurity> read, TimeSpan? limit, Action<NvdimmSecurity, TimeSpan>? progress = null,
        TimeProvider? time = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        var (state, isOver) = new LongOperation(time).Await(read, s => !GoesOn(s), limit, progress, stop: stop);
        return isOver ? state : throw SecurityErrors.OverwriteGoesOn(state.Dimm, limit!.Value);
    }

    /// <summary>
    /// Whether an overwrite goes on. Where the attribute has no word for it and the firmware may not be asked, the refusal of the attribute
    /// says it; any other reason says nothing.
    /// </summary>
    internal static bool GoesOn(NvdimmSecurity now) => now.State == SecurityWords.Overwriting
        || (now.State is null && now.AttemptsExpired is null
            && SecurityReader.HasNoWord(now.Unavailable.GetValueOrDefault(nameof(now.State))));

    private ChangePlan Destroy(SecurityChange change, string action, IReadOnlyList<ChangeStep> steps, string state, LabelKeeper? backup)
    {
        var (name, answer) = device.Serial is { Length: > 0 } serial ? ("serial number", serial)
            : device.UniqueId is { Length: > 0 } id ? ("unique id", id)
            : ("name", device.Name);
        return Plan(change, action, steps, state, () =>
        {
            EnsureErasable();
            backup?.Keep(device, action);
        }) with
        {
            Proof = new ChangeProof(name, answer, "its data are lost for good."),
        };
    }

    /// <summary>The key that allows it. A DIMM without a passphrase asks for none.</summary>
    private CurrentKey Proven(Passphrase? passphrase, bool isMaster) =>
        !isMaster && device.Security == SecurityWords.Disabled && passphrase is null
            ? new("none", () => 0)
            : Current(isMaster ? KeyName.Master : KeyName.User, passphrase, isOptional: isMaster);

    /// <summary>The DIMM as it is now. Another one may have its name meanwhile.</summary>
    private NvdimmDevice Now() => Find() ?? throw SecurityErrors.Gone(device.Name);

    private NvdimmDevice? Find() => machine.Topology.FindDevice(device.Name, TopologyDetail.Summary) is { } now
        && SecurityReader.IsSame(now, device) ? now : null;

    private string? Reason() => device.Unavailable.GetValueOrDefault(nameof(device.Security));

    private void EnsureErasable()
    {
        EnsureChangeable();
        EnsureIdle();
    }

    private void EnsureSupported()
    {
        if (SecurityReader.State(Now(), out _) == SecurityWords.NotSupported)
        {
            throw SecurityErrors.NotSupported(device);
        }
    }

    /// <summary>As it is now: planned on, and once more under the bus's lock.</summary>
    private void EnsureChangeable()
    {
        var now = Now();
        var state = reader.Now(now, out var reason);
        if (state is null or SecurityWords.NotSupported)
        {
            throw state is null ? SecurityErrors.StateUnknown(device.Name, reason) : SecurityErrors.NotSupported(now);
        }

        if (state == SecurityWords.Overwriting)
        {
            throw SecurityErrors.Overwriting(device.Name);
        }

        if (now.SecurityFrozen == true)
        {
            throw SecurityErrors.Frozen(device.Name);
        }

        EnsureSame();
    }

    /// <summary>In the state that the plan is made for.</summary>
    private void EnsureSame()
    {
        var now = Now();
        if (reader.Now(now, out _) is var state && state != SecurityReader.State(device, out _))
        {
            throw SecurityErrors.Changed(device.Name, device.Security, state);
        }
    }

    private void EnsureUnlocked()
    {
        if (device.Security == SecurityWords.Locked)
        {
            throw SecurityErrors.Locked(device.Name);
        }
    }

    private void EnsureIdle()
    {
        var regions = machine.Topology.GetRegionsOf(device.Name).Where(r => r.Enabled).Select(r => r.Name).ToList();
        if (regions.Count > 0 || Now().State == "active")
        {
            throw SecurityErrors.Active(device.Name, regions);
        }
    }
}
