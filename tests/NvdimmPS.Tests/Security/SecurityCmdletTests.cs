using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Security;

/// <summary>Passphrases, freezing, erasing and overwriting on a simulated machine of Intel's family.</summary>
[Collection(CmdletCollection.Name)]
public sealed class SecurityCmdletTests : CmdletTest
{
    private const string Get = "Get-NvdimmSecurity", Set = "Set-NvdimmPassphrase", Remove = "Remove-NvdimmPassphrase", Unlock = "Unlock-NvdimmSecurity",
        Lock = "Lock-NvdimmSecurity", Clear = "Clear-NvdimmData", Wait = "Wait-NvdimmOverwrite", Word = "Xyzzy-plugh 42";

    public SecurityCmdletTests(CmdletFixture fixture)
        : base(fixture) => Kernel.DisableRegion("region0");

    [Fact]
    public void A_DIMM_without_a_passphrase_says_so()
    {
        var now = Read();
        Assert.Equal(("disabled", false, "enabled", false, null), (now.State, now.Frozen, now.MasterState, now.KeyInRing, now.KeyFile));
        Assert.Equal("there is no such file", now.Unavailable[nameof(now.KeyFile)]);
    }

    [Fact]
    public void One_of_the_kernels_is_set_changed_and_removed()
    {
        var set = Change(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, Force = true, PassThru = true });
        Assert.Equal(("unlocked", true, "user:nvdimm-master"), (set.State, set.KeyInRing, set.KeyEncryptionKey));
        Assert.Matches(@"/ndctl/keys/nvdimm_[0-9a-f-]+_.+\.blob$", set.KeyFile);
        var before = File.ReadAllText(set.KeyFile!);
        Assert.Matches("^enc32 user:nvdimm-master 32 [0-9a-f]{162}$", before);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsLinux() ? File.GetUnixFileMode(set.KeyFile!) : UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var changed = Change(Set, new { Dimm = 0, Force = true, PassThru = true });
        Assert.NotEqual(before, File.ReadAllText(changed.KeyFile!));
        Assert.Null(changed.OldKeyFile);
        var removed = Change(Remove, new { Dimm = 0, Force = true, PassThru = true });
        Assert.Equal(("disabled", false, null), (removed.State, removed.KeyInRing, removed.KeyFile));
    }

    /// <summary>A key for a change is in the ring of its thread: that of one DIMM is gone when the next one is changed.</summary>
    [Fact]
    public void Each_DIMM_is_changed_on_a_thread_of_its_own()
    {
        var threads = new HashSet<Thread>();
        Watched.BeforeWrite = _ => threads.Add(Thread.CurrentThread);
        _ = Objects(Set, new { NewPassphrase = Secrets.Of(Word), NoKey = true, Force = true }, [0, 1]);
        Assert.Equal(2, threads.Count);
    }

    /// <summary>One way destroys a key and the other takes hours: neither is what somebody means who says nothing.</summary>
    [Fact]
    public void How_to_erase_must_be_said()
    {
        foreach (var parameters in new object[] { new { Dimm = 0 }, new { Dimm = 0, Force = true, AllowSensitive = true }, new { Dimm = 0, Master = true }, new { Dimm = 0, CryptographicErase = false } })
        {
            var run = Run(Clear, parameters);
            Assert.Equal("Nvdimm.Input.HowToErase", Id(run.TerminatingError));
            Assert.Empty(run.Prompts);
        }

        Assert.Empty(Requests);
    }

    [Fact]
    public void Without_a_key_that_encrypts_nothing_is_set()
    {
        Assert.Equal("Nvdimm.Key.NoKeyEncryptionKey", Id(Run(Set, new { Dimm = 0, Force = true })));
        Assert.Equal("Nvdimm.Key.NoKeyEncryptionKey", Id(Run(Set, new { Dimm = 0, Force = true, KeyEncryptionKey = "trusted:x", CreateKeyEncryptionKey = true })));
        Assert.Equal("Nvdimm.Key.KeyEncryptionKeyName", Id(Run(Set, new { Dimm = 0, Force = true, KeyEncryptionKey = "logon:x" })));
        Assert.Equal("Nvdimm.Key.CannotSeal", Id(Run(Set, new { Dimm = 0, Force = true, KeyEncryptionKey = "trusted:x", NewPassphrase = Secrets.Of(Word) })));
        Assert.Equal("disabled", Read().State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_typed_one_is_known_to_who_typed_it(bool asCredential)
    {
        object word = asCredential ? new PSCredential("nobody", Secrets.Of(Word)) : Secrets.Of(Word);
        var set = Change(Set, new { Dimm = 0, NewPassphrase = word, NoKey = true, Force = true, PassThru = true });
        Assert.Equal(("unlocked", false, null), (set.State, set.KeyInRing, set.KeyFile));
        Assert.True(Kernel.Dimm("nmem0").State.Security.IsUser([.. System.Text.Encoding.ASCII.GetBytes(Word), .. new byte[32 - Word.Length]]));
        Assert.Equal("Nvdimm.Key.None", Id(Run(Remove, new { Dimm = 0, Force = true })));
        Assert.Equal("Nvdimm.Security.WrongPassphrase", Id(Run(Remove, new { Dimm = 0, Passphrase = Secrets.Of("other"), Force = true })));
        Assert.Equal("disabled", Change(Remove, new { Dimm = 0, Passphrase = word, Force = true, PassThru = true }).State);
    }

    [Fact]
    public void Wrong_thrice_and_the_DIMM_takes_none_until_the_next_boot()
    {
        Change(Set, new { Dimm = 0, NewPassphrase = Secrets.Of(Word), NoKey = true, Force = true });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("Nvdimm.Security.WrongPassphrase", Id(Run(Remove, new { Dimm = 0, Passphrase = Secrets.Of("other"), Force = true })));
        }

        var now = Read();
        Assert.Equal(("unlocked", true, true), (now.State, now.Frozen, now.AttemptsExpired));
        Assert.Equal("Nvdimm.Security.Frozen", Id(Run(Remove, new { Dimm = 0, Passphrase = Secrets.Of(Word), Force = true })));
        Kernel.Dimm("nmem0").PowerLoss();
        Assert.Equal(("locked", false), (Read().State, Read().Frozen));
        Assert.Equal("Nvdimm.Security.Locked", Id(Run(Remove, new { Dimm = 0, Passphrase = Secrets.Of(Word), Force = true })));
        Assert.Equal("unlocked", Change(Unlock, new { Dimm = 0, Passphrase = Secrets.Of(Word), PassThru = true }).State);
        Assert.Equal("disabled", Change(Remove, new { Dimm = 0, Passphrase = Secrets.Of(Word), Force = true, PassThru = true }).State);
    }

    [Theory]
    [InlineData("", "Nvdimm.Passphrase.Empty")]
    [InlineData("0123456789abcdef0123456789abcdef!", "Nvdimm.Passphrase.TooLong")]
    [InlineData("Füller", "Nvdimm.Passphrase.NotAscii")]
    [InlineData("tab\tin it", "Nvdimm.Passphrase.NotAscii")]
    public void What_no_DIMM_takes_is_refused_before_anything_is_sent(string text, string id)
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        foreach (var (command, parameter) in ((string, string)[])[(Set, "NewPassphrase"), (Set, "Passphrase"), (Remove, "Passphrase"), (Unlock, "Passphrase")])
        {
            var run = Run(command, new Dictionary<string, object?> { ["Dimm"] = 0, [parameter] = Secrets.Of(text) });
            Assert.Equal(id, Id(run.TerminatingError));
        }
    }

    [Theory]
    [InlineData(Word)]
    [InlineData(42)]
    public void A_plain_text_is_refused_and_not_repeated(object plain)
    {
        var run = Run(Set, new { Dimm = 0, NewPassphrase = plain });
        Assert.Contains("SecureString", run.TerminatingError!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain($"{plain}", run.TerminatingError.ToString() + run.TerminatingError.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_would_know_a_random_one_without_a_key() =>
        Assert.Equal("Nvdimm.Passphrase.NobodyKnows", Id(Run(Set, new { Dimm = 0, NoKey = true, Force = true })));

    [Fact]
    public void A_frozen_one_stays_as_it_is_until_the_next_boot()
    {
        Assert.Equal("Nvdimm.Security.Disabled", Id(Run(Lock, new { Dimm = 0, Force = true })));
        Change(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, Force = true });
        var frozen = Change(Lock, new { Dimm = 0, Force = true, PassThru = true });
        Assert.Equal(("unlocked", true, "nmem0 unlocked, frozen"), (frozen.State, frozen.Frozen, frozen.ToString()));
        Assert.Contains("is already in that state", Run(Lock, new { Dimm = 0 }).Verbose.Single(), StringComparison.Ordinal);
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        foreach (var (command, more) in ((string, object)[])[(Set, new { Dimm = 0, Force = true }), (Remove, new { Dimm = 0, Force = true }),
            (Clear, new { Dimm = 0, CryptographicErase = true, Force = true, AllowSensitive = true }), (Clear, new { Dimm = 0, Overwrite = true, Force = true, AllowSensitive = true })])
        {
            Assert.Equal("Nvdimm.Security.Frozen", Id(Run(command, more)));
        }
    }

    [Fact]
    public void A_locked_one_is_unlocked_by_its_key_in_the_ring_or_in_its_file()
    {
        Change(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, Force = true });
        foreach (var forget in (bool[])[false, true])
        {
            Kernel.Dimm("nmem0").Locked = true;
            if (forget)
            {
                Kernel.Keys.Unlink(Kernel.Keys.Find("encrypted", $"nvdimm:{Read().UniqueId}"), KeyPlace.User);
                Assert.False(Read().KeyInRing);
            }

            Assert.Equal("unlocked", Change(Unlock, new { Dimm = 0, PassThru = true }).State);
        }

        Assert.Contains("is already in that state", Run(Unlock, new { Dimm = 0 }).Verbose.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_active_one_is_neither_erased_nor_unlocked()
    {
        Change(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, Force = true });
        Kernel.EnableRegion("region0");
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var run = Run(Clear, new { Dimm = 0, CryptographicErase = true, Force = true, AllowSensitive = true });
        Assert.Equal("Nvdimm.Security.Active", Id(run));
        Assert.Contains("Disable-NvdimmRegion region0", run.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Kernel.Dimm("nmem0").Locked = true;
        Assert.Equal("Nvdimm.Security.Active", Id(Run(Unlock, new { Dimm = 0 })));
    }

    [Fact]
    public void An_erase_asks_for_the_serial_number()
    {
        Change(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, Force = true });
        Assert.Equal("Nvdimm.Dsm.NotConfirmed", Id(Run(Clear, new { Dimm = 0, CryptographicErase = true })));
        Assert.Equal("Nvdimm.Change.ForceAlone", Id(Run(Clear, new { Dimm = 0, CryptographicErase = true, Force = true })));
        Assert.Equal("unlocked", Read().State);
        try
        {
            ScriptedUserInterface.Typed = _ => "0x00000001";
            Assert.Equal("Nvdimm.Change.OtherAnswer", Id(Run(Clear, new { Dimm = 0, CryptographicErase = true })));
            ScriptedUserInterface.Typed = _ => "";
            Assert.Empty(Run(Clear, new { Dimm = 0, CryptographicErase = true }).Errors);
            Assert.Equal("unlocked", Read().State);
            var serial = Read().Serial!.ToUpperInvariant();
            ScriptedUserInterface.Typed = name => name == "serial number" ? serial : "";
            var run = Run(Clear, new { Dimm = 0, CryptographicErase = true, PassThru = true });
            Assert.Empty(run.Errors);
            Assert.Contains("its data are lost for good", Assert.Single(run.Prompts).Message, StringComparison.Ordinal);
            var now = Assert.IsType<NvdimmSecurity>(Assert.Single(run.Objects));
            Assert.Equal(("disabled", false, null), (now.State, now.KeyInRing, now.KeyFile));
            Assert.Contains(run.Information, i => i.ToString().Contains("its labels of before are in", StringComparison.Ordinal));
        }
        finally
        {
            ScriptedUserInterface.Typed = null;
        }
    }

    [Fact]
    public void The_master_passphrase_erases_where_the_other_one_is_lost()
    {
        Change(Set, new { Dimm = 0, Master = true, NewPassphrase = Secrets.Of("master of all"), NoKey = true, Force = true });
        Change(Set, new { Dimm = 0, NewPassphrase = Secrets.Of(Word), NoKey = true, Force = true });
        var erase = new Dictionary<string, object?> { ["Dimm"] = 0, ["CryptographicErase"] = true, ["Master"] = true, ["Force"] = true, ["AllowSensitive"] = true, ["PassThru"] = true };
        Assert.Equal("Nvdimm.Security.WrongPassphrase", Id(Run(Clear, erase)));
        erase["Passphrase"] = Secrets.Of("master of all");
        Assert.Equal("disabled", Change(Clear, erase).State);
        Assert.Equal("Nvdimm.Security.Refused", Id(Run(Remove, new { Dimm = 0, Master = true, Passphrase = Secrets.Of("master of all"), Force = true })));
    }

    [Fact]
    public void An_overwrite_is_named_when_it_is_left_and_goes_on()
    {
        var run = Run(Clear, new { Dimm = 0, Overwrite = true, TimeoutSec = 1, Force = true, AllowSensitive = true });
        Assert.Equal("Nvdimm.Security.OverwriteGoesOn", Id(run));
        Assert.Contains(run.Information, i => i.ToString().Contains("overwrite in progress", StringComparison.Ordinal));
        Assert.Equal("overwrite in progress", Read().State);
        Assert.Equal("overwrite in progress", ((NvdimmDevice)Assert.Single(Objects("Get-NvdimmDevice", new { Dimm = 0 }))!).Security);
        foreach (var (command, more) in ((string, object)[])[(Set, new { Dimm = 0, Force = true }), (Remove, new { Dimm = 0, Force = true }),
            (Clear, new { Dimm = 0, Overwrite = true, Force = true, AllowSensitive = true })])
        {
            Assert.Equal("Nvdimm.Security.Overwriting", Id(Run(command, more)));
        }

        Assert.Equal("Nvdimm.Security.OverwriteGoesOn", Id(Run(Wait, new { Dimm = 0, TimeoutSec = 1 })));
        Assert.Equal(["disabled"], Objects(Wait, new { Dimm = 1 }).Select(s => ((NvdimmSecurity)s!).State));
    }

    [Fact]
    public void All_overwrites_are_begun_before_one_is_waited_for()
    {
        var run = Run(Clear, new { Dimm = new[] { "nmem0", "nmem1" }, Overwrite = true, TimeoutSec = 1, Force = true, AllowSensitive = true, ErrorAction = "Stop" });
        Assert.Equal("Nvdimm.Security.OverwriteGoesOn", Id(run.TerminatingError));
        Assert.Equal(["overwrite in progress", "overwrite in progress"], Objects(Get, new { Dimm = new[] { 0, 1 } }).Select(s => ((NvdimmSecurity)s!).State));
    }

    [Fact]
    public void A_key_of_a_passphrase_that_is_no_more_is_told_and_removed()
    {
        var set = Change(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, Force = true, PassThru = true });
        Kernel.Dimm("nmem0").Set(() => Kernel.Dimm("nmem0").State.Security.State = 0);
        Kernel.Dimm("nmem0").Set(Kernel.Dimm("nmem0").State.Security.ClearUser);
        var run = Run(Set, new { Dimm = 0, Force = true });
        Assert.Equal("Nvdimm.Key.LeftOver", Id(run));
        Assert.Contains(set.KeyFile!, run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal((false, null), (Change(Remove, new { Dimm = 0, Force = true, PassThru = true }) is var now ? now.KeyInRing : null, now.KeyFile));
        Assert.Contains("is already in that state", Run(Remove, new { Dimm = 0 }).Verbose.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("enc32 user:nvdimm-master 32 0000")]
    public void A_damaged_key_file_is_refused(string text)
    {
        var set = Change(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, Force = true, PassThru = true });
        Kernel.Keys.Unlink(Kernel.Keys.Find("encrypted", $"nvdimm:{set.UniqueId}"), KeyPlace.User);
        File.WriteAllText(set.KeyFile!, text);
        Assert.Equal("Nvdimm.Key.FileFormat", Id(Run(Remove, new { Dimm = 0, Force = true })));
        Assert.Equal("unlocked", Read().State);
    }

    [Fact]
    public void A_key_file_that_others_can_write_is_not_trusted()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // other systems have other permissions
        }

        var set = Change(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, Force = true, PassThru = true });
        Kernel.Keys.Unlink(Kernel.Keys.Find("encrypted", $"nvdimm:{set.UniqueId}"), KeyPlace.User);
        File.SetUnixFileMode(set.KeyFile!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        Assert.Equal("Nvdimm.Key.FileRead", Id(Run(Remove, new { Dimm = 0, Force = true })));
    }

    [Fact]
    public void A_key_of_another_type_is_refused_by_name()
    {
        Kernel.Keys.Add("user", $"nvdimm:{Read().UniqueId}", "x"u8, KeyPlace.User);
        Assert.Equal("Nvdimm.Key.WrongType", Id(Run(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, Force = true })));
    }

    [Theory]
    [InlineData("keys/search", Errno.EACCES)]
    [InlineData("keys/add_key", Errno.EPERM)]
    [InlineData("keys/add_key", Errno.EDQUOT)]
    public void No_rights_for_the_key_ring_is_said(string call, int errno)
    {
        Kernel.Faults.Add(new SimulatorFault { Attribute = call, Kind = SimulatorFaultKind.Errno, Value = (uint)errno });
        var run = Run(Set, new { Dimm = 0, NewPassphrase = Secrets.Of(Word), NoKey = true, Force = true });
        Assert.Equal($"Nvdimm.Key.{Errno.Name(errno)}", Id(run));
        Assert.Equal("disabled", Kernel.Dimm("nmem0").Security.ToString().ToLowerInvariant());
    }

    [Fact]
    public void A_DIMM_whose_firmware_has_no_security_says_so()
    {
        using var papr = new NvdimmPS.Simulation.SimulatedKernel("papr");
        var now = Assert.IsType<NvdimmSecurity>(RunOn(papr, Get, new { Dimm = 0 }).Objects.Single());
        Assert.Equal("not supported", now.State);
        Assert.Equal("Nvdimm.Security.NotSupported", Id(RunOn(papr, Set, new { Dimm = 0, Force = true })));
    }

    [Fact]
    public void WhatIf_shows_each_step_and_makes_none()
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var steps = Objects(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, WhatIf = true }).Cast<WriteExplanation>().ToList();
        Assert.Equal(["make the key of the new passphrase", "keep the key in a file", "update <none> <new key>", "put the key into the user's key ring"], steps.Select(s => s.Value));
        Assert.Equal(("disabled", false), (Read().State, Read().KeyInRing));
    }

    [Fact]
    public void A_DIMM_that_vanishes_in_the_middle_is_told()
    {
        Watched.Refuse = attribute => attribute.EndsWith("/security", StringComparison.Ordinal) ? Errno.ENODEV : 0;
        Assert.Equal("Nvdimm.Attribute.ENODEV", Id(Run(Set, new { Dimm = 0, CreateKeyEncryptionKey = true, Force = true })));
        Watched.Refuse = null;
        Assert.Equal(("disabled", false, null), (Read().State, Read().KeyInRing, Read().KeyFile));
    }

    private NvdimmSecurity Read() => Assert.IsType<NvdimmSecurity>(Assert.Single(Objects(Get, new { Dimm = 0 })));

    private NvdimmSecurity Change(string command, object parameters) => Objects(command, parameters) is [NvdimmSecurity now] ? now : Read();
}
