using NvdimmPS.Abi;
using NvdimmPS.Audit;
using NvdimmPS.Dsm;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cli;
using NvdimmPS.Tests.Cmdlets;

namespace NvdimmPS.Tests.Audit;

/// <summary>What is logged, when, and what is not.</summary>
public sealed class AuditLogTests : AuditTest
{
    private readonly SimulatedKernel _kernel = new("1x2");

    [Theory]
    [InlineData(DsmRoute.Call)]
    [InlineData(DsmRoute.Legacy)]
    public void A_call_is_logged_before_it_is_sent_and_after(DsmRoute route)
    {
        foreach (var region in _kernel.Regions.ToList())
        {
            _kernel.DisableRegion(region.Name);
        }

        var before = new List<string>();
        var watched = new WatchedKernel(_kernel) { BeforeRequest = (_, _) => before.AddRange(Summary) };
        var input = route == DsmRoute.Call ? Threshold : [0, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4];
        var function = route == DsmRoute.Call ? "SetSmartThreshold" : "SetNamespaceLabelData";
        Send(watched, "nmem0", function, input, route);
        Assert.Equal([$"asked {function} {route}"], before);
        Assert.Equal([$"asked {function} {route}", $"answered {function} {route} Success"], Summary);
        var record = Assert.Single(Records());
        Assert.Equal((Environment.UserName, Environment.MachineName, "test", "Simulated"), (record.User, record.HostName, record.Command, record.Source));
        Assert.Equal((input.Length, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(input)).ToLowerInvariant()), (record.InputLength, record.InputSha256));
        Assert.Equal(("0x000012a0", "8089-a2-1849-000012a0", 0L, 0L, 0L), (record.Serial, record.UniqueId, record.Errno!.Value, record.ReturnValue!.Value, record.StatusCode!.Value));
        Assert.True(record.Duration > TimeSpan.Zero);
        Assert.Equal(Environment.ProcessId, record.ProcessId);
    }

    [Fact]
    public void Both_spellings_are_two_calls_where_the_kernel_knows_the_second_only()
    {
        using var kernel = new SimulatedKernel("nfit_test");
        Send(kernel, "nmem0", "GetNamespaceLabelSize", [], raw: true);
        Assert.Equal(["asked GetNamespaceLabelSize Call", "answered GetNamespaceLabelSize Call ENOTTY", "asked GetNamespaceLabelSize Legacy", "answered GetNamespaceLabelSize Legacy Success"], Summary);
        Assert.Equal(2, Records().Select(r => r.Id).Distinct().Count());
    }

    [Fact]
    public void What_kernel_and_firmware_refuse_is_told()
    {
        _kernel.With(SimulatorFaultKind.Errno, Errno.EIO);
        Assert.Throws<NdIoctlException>(() => Send(_kernel, "nmem0", "SetSmartThreshold", Threshold));
        _kernel.Faults.Clear();
        _kernel.With(SimulatorFaultKind.Status, 3);
        Assert.Throws<DsmStatusException>(() => Send(_kernel, "nmem0", "SetSmartThreshold", Threshold));
        _kernel.Faults.Clear();
        _kernel.Dimm("nmem1").ReadOnlyNode = true;
        Assert.Throws<NdOpenException>(() => Send(_kernel, "nmem1", "SetSmartThreshold", Threshold));
        var records = Records();
        Assert.Equal(["EIO", "InvalidInput", "Nvdimm.Open.EACCES"], records.Select(r => r.Outcome));
        Assert.Equal([(5L, null), (0L, 3L), (13L, (long?)null)], records.Select(r => (r.Errno ?? -1, r.StatusCode)));
    }

    [Fact]
    public void A_call_that_never_comes_back_leaves_its_question()
    {
        var script = new NvdimmPS.Tests.Dsm.ScriptedKernel((_, _) =>
        {
            // What is on the disk now is all that there is if the machine goes down.
            Assert.Equal((false, NvdimmAuditRecord.NoAnswer), Records().Select(r => (r.Answered, r.Outcome)).Single());
            return -Errno.ETIMEDOUT;
        });
        var target = NvdimmMachine.Imagine(NdNodeKind.Dimm, "nmem0", DsmFamilies.Intel);
        using var caller = new DsmCaller(script);
        Assert.Throws<NdIoctlException>(() => caller.Invoke(target, new DsmCall(DsmFamilies.Intel.Get(17), Threshold) { Route = DsmRoute.Call }));
        Assert.Equal("ETIMEDOUT", Assert.Single(Records()).Outcome);
        Assert.Equal(1, script.Requests);
    }

    /// <summary>The loader of the settings throws: whoever looked for them would be found out.</summary>
    [Theory]
    [InlineData("1x2")]
    [InlineData("nvdimm-n")]
    [InlineData("hyperv")]
    [InlineData("papr")]
    public void Who_only_reads_touches_neither_settings_nor_log(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        using var log = Use(() => throw new InvalidOperationException("The settings were read."));
        using var caller = new DsmCaller(kernel);
        var machine = new NvdimmMachine(kernel);
        foreach (var device in machine.Topology.GetDevices())
        {
            _ = new HealthReader(kernel).Read(device, firmware: true);
            var target = NvdimmMachine.Target(device);
            foreach (var function in target.Family!.Functions.Where(f => f.Danger == DsmDanger.Read && f.Input is { FixedSize: 0 } && target.Offers(f)))
            {
                _ = caller.Invoke(target, new DsmCall(function, Array.Empty<byte>()) { Raw = true });
            }
        }

        Assert.NotEmpty(kernel.Transcript);
    }

    [Fact]
    public void A_read_is_logged_where_its_input_was_given_as_bytes_or_its_table_was_imported()
    {
        Send(_kernel, "nmem0", "GetSmart", []);
        Assert.Empty(Lines);
        Send(_kernel, "nmem0", "GetSmart", [], raw: true);
        Assert.True(Assert.Single(Records()).RawInput);
        Assert.True(AuditRules.Concern(new DsmCall(DsmFamilies.Intel.Get(1) with { Origin = "mine.json" }, Array.Empty<byte>())));
        Assert.True(AuditRules.Concern(new DsmCall(DsmFamilies.Intel.Get(30), Array.Empty<byte>())));
    }

    [Theory]
    [InlineData(DsmRoute.Call)]
    [InlineData(DsmRoute.Legacy)]
    public void A_vendors_call_has_its_opcode_and_not_its_data(DsmRoute route)
    {
        Send(_kernel, "nmem0", "PassThrough", [5, 0x0E, 0, 0, 0, 0, 0, 0], route);
        var record = Assert.Single(Records());
        Assert.Equal((0xE05L, AuditRules.Hidden), (record.Opcode!.Value, record.InputSha256));
    }

    /// <summary>Names come from the environment, from sysfs and from whoever calls.</summary>
    [Fact]
    public void Names_are_short_and_steer_no_terminal()
    {
        const string bad = "mallory\u001b[2J\r\n\u009b31m";
        using var caller = new DsmCaller(new Renamed(_kernel)) { Command = bad + new string('x', 5000) };
        caller.Invoke(NvdimmMachine.Target(new NvdimmMachine(_kernel).GetDevice("nmem0")), new DsmCall(DsmFamilies.Intel.Get(17), Threshold));
        var record = Assert.Single(Records());
        Assert.StartsWith("mallory", record.Command, StringComparison.Ordinal);
        Assert.All(new[] { record.Command, record.Source, record.Target, record.User, record.HostName, record.Process }, text =>
        {
            Assert.InRange(text!.Length, 1, 400);
            Assert.DoesNotContain(text, char.IsControl);
        });
        Assert.All(Lines, l => Assert.InRange(l.Length, 1, 4000));
        Assert.StartsWith("mallory", record.Source, StringComparison.Ordinal);
    }

    /// <summary>Each member that is text goes through the same hands.</summary>
    [Fact]
    public void Every_text_of_a_record_is_cleaned()
    {
        var record = new NvdimmAuditRecord();
        var texts = typeof(NvdimmAuditRecord).GetProperties().Where(p => p.PropertyType == typeof(string)).ToList();
        texts.ForEach(p => p.SetValue(record, "\u001b[2J" + new string('x', 5000)));
        record.Answered = true;
        AuditField.Cleaned(record);
        Assert.NotEmpty(texts);
        Assert.All(texts, p => Assert.InRange(((string)p.GetValue(record)!).Length, 1, 400));
        Assert.All(texts, p => Assert.DoesNotContain('\u001b', (string)p.GetValue(record)!));
    }

    [Fact]
    public void A_simulator_is_not_logged_unless_that_is_wanted()
    {
        using var log = Use(new AuditSettings { Path = File, Journal = false });
        Send(_kernel, "nmem0", "SetSmartThreshold", Threshold);
        Assert.False(Directory.Exists(Path.GetDirectoryName(File)));
    }

    protected override void Dispose(bool disposing)
    {
        _kernel.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Renamed(INdKernel kernel) : INdKernel
    {
        public KernelKind Kind => KernelKind.Device;

        public string Source => "mallory\u001b[2J" + new string('x', 5000);

        public string SysfsRoot => kernel.SysfsRoot;

        public string MountTable => kernel.MountTable;

        public INdDevice Open(NdNode node, NdAccess access) => kernel.Open(node, access);
    }
}
