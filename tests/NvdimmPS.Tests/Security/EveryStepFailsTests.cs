using Microsoft.Extensions.Time.Testing;
using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Security;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Security;

/// <summary>
/// Each call to the keys and each write of an attribute fails in turn, before or after it was carried out: what is said to have come of it
/// is true, no key or file is left that opens nothing, and no DIMM is left that nothing opens.
/// </summary>
public sealed class EveryStepFailsTests
{
    private const string Disabled = SecurityWords.Disabled, Unlocked = SecurityWords.Unlocked;

    public static TheoryData<string, int, bool> Cases()
    {
        var cases = new TheoryData<string, int, bool>();
        foreach (var operation in (string[])["set", "set typed", "change", "change typed", "remove", "erase", "erase disabled", "overwrite", "unlock", "freeze"])
        {
            foreach (var errno in (int[])[Errno.EIO, Errno.EACCES, Errno.EBUSY, Errno.EINVAL])
            {
                cases.Add(operation, errno, false);
            }

            cases.Add(operation, Errno.EIO, true);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_said_is_true_and_the_next_try_works(string operation, int errno, bool isDone)
    {
        var failed = new List<string>();
        for (var n = 0; n < 200; n++)
        {
            using var simulator = new SimulatedKernel("1x1");
            simulator.DisableRegion("region0");
            Prepare(simulator, operation);
            var before = State(simulator);
            var failing = new FailingKernel(simulator, n, errno, isDone);
            var failure = Record.Exception(() => Run(failing, operation)) as NvdimmException;
            if (failing.Failed is null)
            {
                Assert.Null(failure);
                Assert.True(failed.Count >= 1, "no step failed");
                return;
            }

            failed.Add(failing.Failed);
            Check(simulator, operation, before, failure, failing.Failed);
        }

        Assert.Fail("it does not end");
    }

    [Fact]
    public void An_overwrite_ends_when_the_kernel_has_seen_it_and_leaves_no_labels()
    {
        var time = new FakeTimeProvider();
        using var simulator = new SimulatedKernel(Topologies.Parse("1x1"), time);
        simulator.DisableRegion("region0");
        Assert.Contains(simulator.Dimm("nmem0").GetLabels(), b => b != 0);
        Run(simulator, "overwrite");
        var seen = new List<string?>();
        var ended = SecurityPlanner.Await(() => Read(simulator), TimeSpan.FromMinutes(1), (now, _) =>
        {
            seen.Add(now.State);
            time.Advance(TimeSpan.FromSeconds(4)); // the machine's clock; who waits has his own
        });
        Assert.Equal(Disabled, ended.State);

        // Five seconds in the firmware, and the kernel looks after ten.
        Assert.Equal([SecurityWords.Overwriting, SecurityWords.Overwriting, SecurityWords.Overwriting, Disabled], seen);
        Plan(simulator, (planner, runner) => runner.Send(planner.ReadAnew()!));
        Assert.DoesNotContain(simulator.Dimm("nmem0").GetLabels(), b => b != 0);
    }

    private static void Check(SimulatedKernel simulator, string operation, string? before, NvdimmException? failure, string step)
    {
        var after = State(simulator);
        var context = $"{operation}, {step}: {failure?.ErrorId} {failure?.Message} ({before} to {after})";
        var target = Target(operation);
        switch (failure?.ErrorId)
        {
            case null or "Nvdimm.Security.DoneInPart" or "Nvdimm.Security.DoneWithError" or "Nvdimm.Security.NotAsPlanned":
                Assert.True(after == target, context);
                break;
            case "Nvdimm.Security.OutcomeUnknown":
                Assert.True(operation.StartsWith("change", StringComparison.Ordinal) || operation is "erase disabled" or "freeze", context);
                break;
            default:
                Assert.True(after == before, context);
                break;
        }

        if (failure is not null)
        {
            Assert.NotNull(failure.NextStep);
        }

        Again(simulator, operation, before, context);
    }

    /// <summary>The next try reaches the end, and in the end everything can be taken away.</summary>
    private static void Again(SimulatedKernel simulator, string operation, string? before, string context)
    {
        if (operation == "freeze")
        {
            Plan(simulator, (planner, runner) =>
            {
                if (planner.Freeze() is { } plan)
                {
                    runner.Send(plan);
                }
            });
            Assert.True(Read(simulator).Frozen, context);
            return;
        }

        if (State(simulator) == before || operation.StartsWith("change", StringComparison.Ordinal))
        {
            Assert.True(Record.Exception(() => Run(simulator, operation)) is null, $"{context}; again: {Record.Exception(() => Run(simulator, operation))?.Message}");
        }

        if (State(simulator) == Unlocked)
        {
            Plan(simulator, (planner, runner) => runner.Send(planner.Remove(null, isMaster: false)!));
        }

        if (State(simulator) == Disabled)
        {
            Plan(simulator, (planner, runner) =>
            {
                if (planner.Remove(null, isMaster: false) is { } rest)
                {
                    runner.Send(rest);
                }
            });
            var security = Read(simulator);
            Assert.True(security is { KeyInRing: false, KeyFile: null, OldKeyFile: null }, context);
        }
    }

    private static void Prepare(SimulatedKernel simulator, string operation)
    {
        Plan(simulator, (planner, runner) => runner.Send(planner.Set(new PassphraseRequest { CreateKeyEncryptionKey = true })));
        switch (operation)
        {
            case "set" or "set typed" or "erase disabled" or "overwrite":
                Plan(simulator, (planner, runner) => runner.Send(planner.Remove(null, isMaster: false)!));
                break;
            case "unlock":
                simulator.Dimm("nmem0").Locked = true;
                break;
        }
    }

    private static void Run(INdKernel kernel, string operation) => Plan(kernel, (planner, runner) => runner.Send(operation switch
    {
        "set" or "change" => planner.Set(new PassphraseRequest()),
        "set typed" or "change typed" => planner.Set(new PassphraseRequest { New = Passphrase.From(Secrets.Of("typed")) }),
        "remove" => planner.Remove(null, isMaster: false)!,
        "erase" or "erase disabled" => planner.Erase(null, isMaster: false, null),
        "overwrite" => planner.Overwrite(null, null),
        "unlock" => planner.Unlock(null)!,
        _ => planner.Freeze()!,
    }));

    private static string Target(string operation) => operation switch
    {
        "remove" or "erase" or "erase disabled" => Disabled,
        "overwrite" => SecurityWords.Overwriting,
        _ => Unlocked,
    };

    private static void Plan(INdKernel kernel, Action<SecurityPlanner, ChangeRunner> action)
    {
        var machine = new NvdimmMachine(kernel);
        using var caller = new DsmCaller(kernel);
        using var planner = new SecurityPlanner(machine, machine.GetDevice("nmem0"), new SecurityReader(machine, caller));
        action(planner, new ChangeRunner(machine, caller, new NobodyThere(), new ChangeGates { Force = true, AllowSensitive = true }));
    }

    private static NvdimmSecurity Read(INdKernel kernel)
    {
        var machine = new NvdimmMachine(kernel);
        using var caller = new DsmCaller(kernel);
        return new SecurityReader(machine, caller).Read(machine.GetDevice("nmem0"));
    }

    private static string? State(INdKernel kernel) => Read(kernel).State;

    private sealed class NobodyThere : IConfirmation
    {
        public bool MayGoOn(string target, string action) => throw new NotSupportedException();

        public bool Confirm(string question) => throw new NotSupportedException();

        public string? Type(string question, string name) => throw new NotSupportedException();
    }
}
