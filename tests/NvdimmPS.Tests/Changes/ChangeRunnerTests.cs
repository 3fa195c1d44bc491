using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Changes;

/// <summary>What was begun is finished or taken back.</summary>
public sealed class ChangeRunnerTests : IDisposable
{
    private static readonly NdNode Bus = new(NdNodeKind.Bus, 0);

    private readonly SimulatedKernel _simulator = new("1x2");
    private readonly WritingKernel _kernel;

    public ChangeRunnerTests() => _kernel = new WritingKernel(_simulator);

    public void Dispose() => _simulator.Dispose();

    [Fact]
    public void Steps_are_sent_in_order_between_the_preparation_and_the_reading_back()
    {
        Send(Plan(Write("a"), Write("b")) with { Prepare = () => Note("prepare"), Verify = () => Note("verify") });
        Assert.Equal(["prepare", "a=1", "b=1", "verify"], _kernel.Events);
    }

    [Fact]
    public void Nothing_is_sent_where_the_preparation_fails()
    {
        var plan = Plan(Write("a", undo: Write("a0"))) with { Prepare = () => throw ChangeErrors.NotAsPlanned("x", "no backup") };
        Assert.Throws<NvdimmException>(() => Send(plan));
        Assert.Empty(_kernel.Events);
    }

    [Fact]
    public void What_was_done_before_a_failure_is_taken_back_the_last_first()
    {
        _kernel.Refuse("c", Errno.ENXIO);
        var error = Assert.Throws<NvdimmException>(() => Send(Plan(
            Write("a", undo: Write("a0")), Write("b", undo: Write("b0")), Write("c", undo: Write("c0")), Write("d", undo: Write("d0")))));
        // The failed step too: an attribute may have changed although its write failed.
        Assert.Equal(["a=1", "b=1", "c=1", "c0=1", "b0=1", "a0=1"], _kernel.Events);
        Assert.Equal("Nvdimm.Change.InPart", error.ErrorId);
        Assert.Contains("/sys/c (ENXIO)", error.Message, StringComparison.Ordinal);
        Assert.Contains("What was done has been taken back.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_taken_back_is_named_and_the_rest_is_taken_back_all_the_same()
    {
        _kernel.Refuse("b", Errno.EIO);
        _kernel.Refuse("a0", Errno.EBUSY);
        var error = Assert.Throws<NvdimmException>(() => Send(Plan(Write("z", undo: Write("z0")), Write("a", undo: Write("a0")), Write("b"))));
        Assert.Equal(["z=1", "a=1", "b=1", "a0=1", "z0=1"], _kernel.Events);
        Assert.Contains("Taken back: the write of '1' to /sys/z0; not taken back: the write of '1' to /sys/a0", error.Message,
            StringComparison.Ordinal);
        Assert.StartsWith("Read the state back", error.NextStep!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_as_planned_is_taken_back()
    {
        var plan = Plan(Write("a", undo: Write("a0"))) with { Verify = () => throw ChangeErrors.NotAsPlanned("x", "b is c") };
        var error = Assert.Throws<NvdimmException>(() => Send(plan));
        Assert.Equal(["a=1", "a0=1"], _kernel.Events);
        Assert.Contains("b is c", error.Message, StringComparison.Ordinal);
        Assert.Contains("Done before: the write of '1' to /sys/a;", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_between_two_steps_takes_the_first_back()
    {
        using var stop = new CancellationTokenSource();
        var plan = Plan(Write("a", undo: Write("a0")), Write("b")) with { Prepare = stop.Cancel };
        Assert.Throws<OperationCanceledException>(() => Send(plan, stop.Token));
        Assert.Empty(_kernel.Events);

        using var later = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Send(
            Plan(Write("a", undo: Write("a0")), Write("b")) with { Prepare = () => _kernel.Written = later.Cancel }, later.Token));
        Assert.Equal(["a=1", "a0=1"], _kernel.Events);
    }

    [Fact]
    public void Ctrl_C_after_the_first_write_of_what_stays_whole_is_not_heeded()
    {
        using var stop = new CancellationTokenSource();
        Send(Plan(Write("a", undo: Write("a0")), Write("b")) with { StaysWhole = true, Prepare = () => _kernel.Written = stop.Cancel }, stop.Token);
        Assert.Equal(["a=1", "b=1"], _kernel.Events);

        var early = Plan(Write("a"), Write("b")) with { StaysWhole = true };
        Assert.Throws<OperationCanceledException>(() => Send(early, stop.Token));
        Assert.Equal(["a=1", "b=1"], _kernel.Events);
    }

    [Fact]
    public void An_accepted_errno_is_no_failure()
    {
        _kernel.Refuse("a", Errno.ENXIO);
        Send(Plan(Write("a") with { Accepted = [Errno.ENXIO] }, Write("b")));
        Assert.Equal(["a=1", "b=1"], _kernel.Events);
    }

    [Fact]
    public void A_disk_is_kept_until_the_next_step_is_made()
    {
        Send(Plan(new HoldStep(Bus, "namespace0.0", "pmem0"), Write("unbind"), Write("b")));
        Assert.Equal(["open pmem0", "unbind=1", "close pmem0", "b=1"], _kernel.Events);
    }

    [Fact]
    public void One_that_is_in_use_ends_the_plan()
    {
        _kernel.Refuse("pmem0", Errno.EBUSY);
        var error = Assert.Throws<NdOpenException>(() => Send(Plan(new HoldStep(Bus, "namespace0.0", "pmem0"), Write("unbind"))));
        Assert.Equal("Nvdimm.Disk.EBUSY", error.ErrorId);
        Assert.Equal(["open pmem0"], _kernel.Events);
    }

    [Fact]
    public void Bytes_of_a_disk_are_written_flushed_and_explained()
    {
        var plan = Plan(new HoldStep(Bus, "n", "pmem0"), new DiskStep(Bus, "n", "pmem0", 4096, new byte[512]));
        var shown = Assert.IsType<WriteExplanation>(Assert.Single(ChangeRunner.Explain(plan)));
        Assert.Equal(("/dev/pmem0", "512 zero bytes at 4096", new string('0', 1024)), (shown.Path, shown.Value, shown.Hex));
        Send(Plan(new DiskStep(Bus, "n", "pmem0", 4096, new byte[512])));
        Assert.Equal(["open pmem0", "512 bytes at 4096", "flush", "close pmem0"], _kernel.Events);
    }

    private static AttributeStep Write(string attribute, ChangeStep? undo = null) =>
        new(Bus, "n", attribute, "1") { Undo = undo is null ? [] : [undo] };

    private static ChangePlan Plan(params ChangeStep[] steps) => new() { Target = "n", Action = "Try", Steps = steps };

    private void Note(string what) => _kernel.Events.Add(what);

    private void Send(ChangePlan plan, CancellationToken stop = default)
    {
        using var caller = new DsmCaller(_kernel);
        new ChangeRunner(new NvdimmMachine(_kernel), caller, null!, new ChangeGates()).Send(plan, stop);
    }
}
