using NvdimmPS.Abi;
using NvdimmPS.Audit;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Security;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Audit;

namespace NvdimmPS.Tests.Security;

/// <summary>No key file is overwritten or removed that may still be the only one that opens a DIMM.</summary>
public sealed class KeyFileTests : AuditTest
{
    private const string Security = "/security";

    private static readonly PassphraseRequest Random = new() { CreateKeyEncryptionKey = true };

    private readonly SimulatedKernel _kernel = new("1x2");

    public KeyFileTests() => _kernel.DisableRegion("region0");

    private NvdimmSecurity Now
    {
        get
        {
            var machine = new NvdimmMachine(_kernel);
            using var caller = new DsmCaller(_kernel);
            return new SecurityReader(machine, caller).Read(machine.GetDevice("nmem0"));
        }
    }

    [Fact]
    public void A_file_that_another_one_wrote_meanwhile_stays()
    {
        Set();
        var file = Now.KeyFile!;
        Remove();
        var failing = With(what => what == "add encrypted" ? Put(file, "foreign") : null);
        Assert.Equal("Nvdimm.Key.FileExists", Refused(failing, p => p.Set(Random)).ErrorId);
        Assert.Equal(("foreign", SecurityWords.Disabled), (System.IO.File.ReadAllText(file), Now.State));
    }

    [Fact]
    public void A_key_of_before_that_may_be_needed_is_not_written_over()
    {
        Set();
        var (file, old) = (Now.KeyFile!, Now.KeyFile!.Replace("nvdimm_", "nvdimm-old_", StringComparison.Ordinal));
        var before = System.IO.File.ReadAllText(file);
        Put(old, "older");
        var error = Refused(_kernel, p => p.Set(Random));
        Assert.Equal("Nvdimm.Key.NotEnded", error.ErrorId);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(old, error.Message, StringComparison.Ordinal);
        Assert.Equal((before, "older"), (System.IO.File.ReadAllText(file), System.IO.File.ReadAllText(old)));
    }

    [Fact]
    public void What_was_changed_since_the_plan_was_made_ends_it()
    {
        Plan(_kernel, planner =>
        {
            var first = planner.Set(Random);
            Set();
            return first;
        }, out var error);
        Assert.Equal("Nvdimm.Security.Changed", error!.ErrorId);
        Plan(_kernel, planner =>
        {
            var remove = planner.Remove(null, isMaster: false)!;
            Remove();
            return remove;
        }, out error);
        Assert.Equal("Nvdimm.Security.Changed", error!.ErrorId);
        Plan(_kernel, planner =>
        {
            var first = planner.Set(Random);
            Set();
            var file = Now.KeyFile!;
            var text = System.IO.File.ReadAllText(file);
            Remove();
            Put(file, text);
            return first;
        }, out error);
        Assert.Equal("Nvdimm.Key.LeftOver", error!.ErrorId);
        Assert.Equal((SecurityWords.Disabled, true), (Now.State, Now.KeyFile is not null));
    }

    [Fact]
    public void Files_of_other_hosts_go_once_the_DIMM_has_another_passphrase()
    {
        Set();
        var file = Now.KeyFile!;
        var (one, two) = (Of("one"), Of("two"));
        System.IO.File.Copy(file, one);
        Set();
        Assert.Equal((file, false), (Now.KeyFile, System.IO.File.Exists(one)));

        System.IO.File.Copy(file, one);
        System.IO.File.Move(file, two);
        _kernel.Keys.Unlink(_kernel.Keys.Find(EncryptedKey.Type, $"nvdimm:{Now.UniqueId}"), KeyPlace.User);
        Assert.Contains("several", Now.Unavailable[nameof(NvdimmSecurity.KeyFile)], StringComparison.Ordinal);
        Assert.Equal("Nvdimm.Key.SeveralFiles", Refused(_kernel, p => p.Set(Random)).ErrorId);
        System.IO.File.Delete(one);
        System.IO.File.Copy(two, file);
        Remove();
        Assert.Equal((null, false, false), (Now.KeyFile, System.IO.File.Exists(one), System.IO.File.Exists(two)));

        string Of(string host) => Path.Join(Path.GetDirectoryName(file), $"nvdimm_{Now.UniqueId}_{host}.blob");
    }

    [Fact]
    public void Another_DIMM_of_the_same_name_is_left_alone()
    {
        using var other = new SimulatedKernel("nfit_test");
        var machine = new NvdimmMachine(other);
        using var caller = new DsmCaller(other);
        using var planner = new SecurityPlanner(machine, new NvdimmMachine(_kernel).GetDevice("nmem0"), new SecurityReader(machine, caller));
        foreach (var plan in (Func<object?>[])[() => planner.Erase(null, isMaster: false, null), () => planner.Overwrite(null, null),
            () => planner.Set(Random), () => planner.Remove(null, isMaster: false), planner.Freeze, () => planner.Unlock(null)])
        {
            Assert.Equal("Nvdimm.Security.Gone", Assert.Throws<NvdimmException>(plan).ErrorId);
        }
    }

    [Fact]
    public void A_write_that_could_not_be_logged_was_not_made()
    {
        Set();
        using var log = Use(new AuditSettings { Path = "/proc/nowhere/audit.jsonl", Simulated = true, Required = true, Origin = "/etc/x.json" });
        var before = System.IO.File.ReadAllText(Now.KeyFile!);
        Assert.Equal("Nvdimm.Audit.Required", Refused(_kernel, p => p.Set(Random)).ErrorId);
        Assert.Equal("Nvdimm.Audit.Required", Refused(_kernel, p => p.Remove(null, isMaster: false)!).ErrorId);
        Assert.Equal((before, null), (System.IO.File.ReadAllText(Now.KeyFile!), Now.OldKeyFile));
    }

    [Fact]
    public void A_new_passphrase_that_cannot_be_tried_leaves_both_files()
    {
        Set();
        IDisposable? log = null;
        var failing = With(what =>
        {
            if (!what.EndsWith(Security, StringComparison.Ordinal))
            {
                return null;
            }

            log = Use(new AuditSettings { Path = "/proc/nowhere/audit.jsonl", Simulated = true, Required = true, Origin = "/etc/x.json" });
            return -Errno.EIO;
        });
        Assert.Equal("Nvdimm.Security.OutcomeUnknown", Refused(failing, p => p.Set(Random)).ErrorId);
        log!.Dispose();
        Assert.NotEqual(System.IO.File.ReadAllText(Now.KeyFile!), System.IO.File.ReadAllText(Now.OldKeyFile!));
    }

    [Fact]
    public void Where_the_kernel_took_it_and_the_state_is_another_one_each_key_stays()
    {
        Set();
        var error = Refused(With(what => what.EndsWith(Security, StringComparison.Ordinal) ? 1 : null), p => p.Remove(null, isMaster: false)!);
        Assert.Equal("Nvdimm.Security.OutcomeUnknown", error.ErrorId);
        Assert.Equal((SecurityWords.Unlocked, true, true), (Now.State, Now.KeyInRing, Now.KeyFile is not null));
    }

    [Fact]
    public void A_new_key_that_encrypts_is_in_ring_and_file_or_in_none()
    {
        var isAdded = false;
        var failing = With(what =>
        {
            var refused = isAdded && what == "reach" ? -Errno.EDQUOT : (int?)null;
            isAdded |= what == "add user";
            return refused;
        });
        Assert.Equal("Nvdimm.Key.EDQUOT", Refused(failing, p => p.Set(Random)).ErrorId);
        Assert.Equal(-Errno.ENOKEY, _kernel.Keys.Find("user", "nvdimm-master"));
        Set();
    }

    [Fact]
    public void Ctrl_C_after_the_write_is_heeded_at_the_end()
    {
        using var stop = new CancellationTokenSource();
        var failing = With(what =>
        {
            if (what.EndsWith(Security, StringComparison.Ordinal))
            {
                stop.Cancel();
            }

            return null;
        });
        Plan(failing, p => p.Set(Random), out var error, stop.Token);
        Assert.Null(error);
        Assert.Equal((SecurityWords.Unlocked, true, null), (Now.State, Now.KeyInRing, Now.OldKeyFile));
    }

    [Fact]
    public void The_log_tells_which_DIMM_it_was()
    {
        Set();
        var record = Assert.Single(Records());
        Assert.Equal(("nmem0", Now.Serial, Now.UniqueId), (record.Target, record.Serial, record.UniqueId));
        Assert.NotNull(record.Serial);
    }

    [Theory]
    [InlineData("cannot be read (ENOTTY)", null, false)]
    [InlineData("cannot be read (ENOTTY)", false, true)]
    [InlineData("permission denied", null, true)]
    public void An_overwrite_without_a_word_of_its_own_is_known_by_one_refusal_alone(string reason, bool? expired, bool isOver)
    {
        NvdimmSecurity Read() => new()
        {
            Dimm = "nmem0", Bus = "ndbus0", UniqueId = null, Serial = null, State = null, Frozen = null, AttemptsExpired = expired, MasterState = null,
            Time = default, Source = "test", Unavailable = new Dictionary<string, string> { ["State"] = reason },
        };

        var error = Record.Exception(() => SecurityPlanner.Await(Read, TimeSpan.Zero));
        Assert.Equal(isOver ? null : "Nvdimm.Security.OverwriteGoesOn", (error as NvdimmException)?.ErrorId);
    }

    protected override void Dispose(bool disposing)
    {
        _kernel.Dispose();
        base.Dispose(disposing);
    }

    private static int? Put(string file, string text)
    {
        System.IO.File.WriteAllText(file, text);
        return null;
    }

    private FailingKernel With(Func<string, int?> instead) => new(_kernel, -1, 0, isDone: false) { Instead = instead };

    private void Set() => Done(p => p.Set(Random));

    private void Remove() => Done(p => p.Remove(null, isMaster: false)!);

    private void Done(Func<SecurityPlanner, ChangePlan> make)
    {
        Plan(_kernel, make, out var error);
        Assert.Null(error);
    }

    private static NvdimmException Refused(INdKernel kernel, Func<SecurityPlanner, ChangePlan> make)
    {
        Plan(kernel, make, out var error);
        return Assert.IsType<NvdimmException>(error);
    }

    private static void Plan(INdKernel kernel, Func<SecurityPlanner, ChangePlan> make, out NvdimmException? error, CancellationToken stop = default)
    {
        var machine = new NvdimmMachine(kernel);
        using var caller = new DsmCaller(kernel);
        using var planner = new SecurityPlanner(machine, machine.GetDevice("nmem0"), new SecurityReader(machine, caller));
        error = (NvdimmException?)Record.Exception(() =>
            new ChangeRunner(machine, caller, null!, new ChangeGates { Force = true, AllowSensitive = true }).Send(make(planner), stop));
    }
}
