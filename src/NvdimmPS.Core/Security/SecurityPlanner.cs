using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Security;

/// <summary>
/// Plans changes of a DIMM's security. Dispose of it on the thread that carried the plan out, and when that is over: it takes out of the
/// thread's key ring what was lent to the kernel.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="device">The DIMM.</param>
/// <param name="reader">Reads how it stands.</param>
public sealed partial class SecurityPlanner(NvdimmMachine machine, NvdimmDevice device, SecurityReader reader) : IDisposable
{
    private const string Driver = "bus/nd/drivers/nvdimm";

    private DimmKeys? _keys;

    private DimmKeys Keys => _keys ??= new DimmKeys(machine.Kernel, device);

    /// <summary>Sets a passphrase, or another one.</summary>
    /// <exception cref="NvdimmException">It cannot be set; nothing was sent.</exception>
    public ChangePlan Set(PassphraseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = request.IsMaster ? KeyName.Master : KeyName.User;
        EnsureChangeable();
        EnsureUnlocked();
        var isFirst = !request.IsMaster && device.Security == SecurityWords.Disabled;
        if (isFirst && request.Current is not null)
        {
            throw SecurityErrors.Disabled(device.Name, "there is no current one to be given");
        }

        EnsureFilesReady();
        if (request.KeepsKey)
        {
            Keys.CheckKek(request.KeyEncryptionKey, request.New is not null, request.CreateKeyEncryptionKey);
        }
        else if (request.New is null)
        {
            throw SecurityErrors.NobodyKnows(device.Name);
        }

        var current = isFirst ? new CurrentKey("none", () => 0) : Current(name, request.Current, isOptional: request.IsMaster);
        var whose = request.IsMaster ? "the master passphrase" : "the passphrase";
        var operation = request.IsMaster ? "master_update" : "update";
        var (oldKey, newKey, blob) = (0, 0, string.Empty);
        var change = new SecurityChange(machine, device, Now, reader, $"{(isFirst ? "setting" : "changing")} {whose}",
            request.IsMaster ? device.Security : SecurityWords.Unlocked)
        {
            // The new one in its own place: taken where it is the right one, and refused where it is not.
            Probe = () => -Math.Min(0, KernelWriter.Attribute(machine.Kernel, device.Name, $"bus/nd/devices/{device.Name}/security",
                $"{operation}{Numbers(newKey, newKey)}\n", reader.Command)),
        };
        var description = name.Describe(Keys.Id);
        var steps = new List<ChangeStep>
        {
            change.Before(description, "make the key of the new passphrase", () =>
            {
                oldKey = current.Take();
                (newKey, blob) = request.KeepsKey
                    ? Keys.Make(name, request.KeyEncryptionKey, request.New, request.CreateKeyEncryptionKey)
                    : (Keys.Hold(request.New!), string.Empty);
            }),
        };
        if (request.KeepsKey)
        {
            steps.Add(KeepFile(change, name, () => blob, () => Keys.Replace(newKey, description)));
        }

        steps.Add(change.Write(operation, $" <{current.Shown}> <new key>", () => Numbers(oldKey, newKey)));
        steps.Add(request.KeepsKey
            ? change.After(description, "put the key into the user's key ring", () => Keys.Replace(newKey, description))
            : change.After(description, "take the key of before out of the key ring", () => Keys.Forget(description)));
        steps.AddRange(RemoveOthers(change, name, request.KeepsKey));
        return Plan(change, $"{(isFirst ? "Set" : "Change")} {whose}", steps, request.IsMaster ? null : SecurityWords.Unlocked, () =>
        {
            EnsureChangeable();
            EnsureFilesReady();
        });

        void EnsureFilesReady()
        {
            if (isFirst)
            {
                EnsureNoLeftOver(name);
            }
            else if (request.KeepsKey)
            {
                EnsureEnded(name);
            }
        }
    }

    /// <summary>Removes the passphrase, or where none is set what is left of its key.</summary>
    /// <returns>Null where there is nothing to be done.</returns>
    /// <exception cref="NvdimmException">It cannot be removed; nothing was sent.</exception>
    public ChangePlan? Remove(Passphrase? passphrase, bool isMaster)
    {
        var name = isMaster ? KeyName.Master : KeyName.User;
        EnsureChangeable();
        EnsureUnlocked();
        var change = Change(isMaster ? "removing the master passphrase" : "removing the passphrase",
            isMaster ? device.Security : SecurityWords.Disabled);
        if (!isMaster && device.Security == SecurityWords.Disabled)
        {
            var rest = CleanUp(change, name).ToList();
            return rest.Count == 0 ? null : Plan(change, "Remove what is left of the key", rest, null, EnsureChangeable);
        }

        var current = Current(name, passphrase, isOptional: false);
        var key = 0;
        List<ChangeStep> steps =
        [
            change.Before(current.Shown, "find the key", () => key = current.Take()),
            change.Write(isMaster ? "disable_master" : "disable", $" <{current.Shown}>", () => Numbers(key)),
            .. CleanUp(change, name),
        ];
        return Plan(change, isMaster ? "Remove the master passphrase" : "Remove the passphrase", steps,
            isMaster ? null : SecurityWords.Disabled, EnsureChangeable);
    }

    /// <summary>Freezes security until the next boot.</summary>
    /// <returns>Null where it is so already.</returns>
    /// <exception cref="NvdimmException">It cannot be frozen; nothing was sent.</exception>
    public ChangePlan? Freeze()
    {
        EnsureSupported();
        if (device.SecurityFrozen == true)
        {
            return null;
        }

        if (device.Security == SecurityWords.Disabled)
        {
            throw SecurityErrors.Disabled(device.Name, "its firmware has nothing to freeze");
        }

        var change = Change("freezing", null);
        return new ChangePlan
        {
            Target = device.Name,
            Action = "Freeze security until the next boot",
            Steps = [change.Write("freeze", "")],
            Values = [new ValueChange(nameof(NvdimmSecurity.Frozen), "false", "true")],
            Prepare = () =>
            {
                EnsureSupported();
                EnsureSame();
            },
            StaysWhole = true,
            Outcome = change.Outcome,
            Verify = () =>
            {
                change.Verify();
                if (Now().SecurityFrozen == false)
                {
                    throw ChangeErrors.NotAsPlanned(device.Name, "it is not frozen");
                }
            },
        };
    }

    /// <summary>Unlocks a locked DIMM: the kernel does that with its key when the DIMM's driver is bound.</summary>
    /// <returns>Null where it is not locked.</returns>
    /// <exception cref="NvdimmException">It cannot be unlocked; nothing was sent.</exception>
    public ChangePlan? Unlock(Passphrase? passphrase)
    {
        EnsureSupported();
        if (device.Security is not (SecurityWords.Locked or SecurityWords.Frozen))
        {
            return device.Security is null ? throw SecurityErrors.StateUnknown(device.Name, Reason()) : null;
        }

        EnsureReady();
        var current = Current(KeyName.User, passphrase, isOptional: false, isAskedFor: true);
        var change = Change("unlocking", SecurityWords.Unlocked);
        List<ChangeStep> steps = [change.Before(current.Shown, "let the kernel find the key", () => current.Take())];
        steps.AddRange(Rebind(change));
        return Plan(change, "Unlock the DIMM", steps, SecurityWords.Unlocked, EnsureReady) with
        {
            Verify = () =>
            {
                if (Now().Security == SecurityWords.Locked)
                {
                    throw SecurityErrors.StillLocked(device.Name);
                }
            },
            Outcome = (cause, _) => Find()?.Security == SecurityWords.Unlocked
                ? SecurityErrors.DoneInPart(device.Name, "unlocking", cause)
                : cause,
        };

        void EnsureReady()
        {
            EnsureChangeable();
            EnsureIdle();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _keys?.Dispose();

    private ChangePlan Plan(SecurityChange change, string action, IReadOnlyList<ChangeStep> steps, string? state, Action prepare) => new()
    {
        Target = device.Name,
        Action = action,
        Steps = steps,
        Values = state is null ? [] : [new ValueChange(nameof(NvdimmSecurity.State), device.Security ?? "unknown", state)],
        Prepare = prepare,
        StaysWhole = true,
        Verify = change.Verify,
        Outcome = change.Outcome,
    };

    private SecurityChange Change(string what, string? expected) => new(machine, device, Now, reader, what, expected);

    private IEnumerable<AttributeStep> Rebind(SecurityChange change)
    {
        if (device.Driver is not null)
        {
            yield return new(change.Bus, device.Name, $"{Driver}/unbind", device.Name + "\n");
        }

        yield return new(change.Bus, device.Name, $"{Driver}/bind", device.Name + "\n")
        {
            Advice = $"Enable {device.Name} with {Mention.EnableDevice(device.Name)}.",
        };
    }

    private static string Numbers(params int[] keys) =>
        string.Concat(keys.Select(k => string.Create(CultureInfo.InvariantCulture, $" {unchecked((uint)k)}")));
}

/// <summary>A passphrase that is to be set.</summary>
public sealed record PassphraseRequest
{
    /// <summary>The one of now; its key when null.</summary>
    public Passphrase? Current { get; init; }

    /// <summary>The new one; random bytes when null.</summary>
    public Passphrase? New { get; init; }

    /// <summary>The key that encrypts its key.</summary>
    public string KeyEncryptionKey { get; init; } = "user:nvdimm-master";

    /// <summary>Whether that is made where there is none.</summary>
    public bool CreateKeyEncryptionKey { get; init; }

    /// <summary>Whether a key is kept, in the ring and in a file.</summary>
    public bool KeepsKey { get; init; } = true;

    /// <summary>The master passphrase.</summary>
    public bool IsMaster { get; init; }
}
