using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Dsm.Schema;

public sealed class ImportTests : IDisposable
{
    private readonly IDisposable _isolated = DsmFamilies.Isolate();

    [Fact]
    public void A_family_is_there_by_name_and_number_until_it_is_removed()
    {
        var before = DsmFamilies.All.ToList();
        var functions = Import(Example.Text);
        Assert.Equal(["GetHealth", "GetEvents", "SetAlarm", "SetPassphrase", "ServiceMode"], functions.Select(f => f.Name));
        var acme = DsmFamilies.Find(NdNodeKind.Dimm, "acme")!;
        Assert.Same(acme, DsmFamilies.Find(NdNodeKind.Dimm, 9));
        Assert.Same(acme, DsmFamilies.Find(NdNodeKind.Dimm, "9"));
        Assert.Null(DsmFamilies.Find(NdNodeKind.Bus, "Acme"));
        Assert.All(functions, f => Assert.Equal((acme, "test"), (f.Family, f.Origin)));
        Assert.Equal(["Acme"], DsmFamilies.Imported.Select(f => f.Name));
        Assert.Equal(DsmDanger.Destructive, acme.Get(5).Danger);
        Assert.Equal(("8", "?"), (acme.Get(5).InputSizeText, acme.Get(5).OutputSizeText));

        DsmFamilies.Restore("Acme");
        Assert.Equal(before, DsmFamilies.All);
        Assert.Empty(DsmFamilies.Imported);
    }

    [Fact]
    public void Functions_are_added_to_a_known_family_and_taken_away_again()
    {
        var original = DsmFamilies.Find(NdNodeKind.Dimm, "HyperV")!;
        var added = Assert.Single(Import(Example.Texts[1]));
        var family = DsmFamilies.Find(NdNodeKind.Dimm, "HyperV")!;
        Assert.Equal((5u, "GetTrace", "test"), (added.Number, added.Name, added.Origin));
        Assert.Equal([.. original.Functions.Select(f => f.Name), "GetTrace"], family.Functions.Select(f => f.Name));
        Assert.True(family.IsSameAs(original));
        Assert.Null(family.Get(1).Origin);
        Assert.Equal(("Success", true), (family.Describe(added, 0).Word, family.Describe(added, 0).IsSuccess));

        DsmFamilies.Restore("HyperV");
        Assert.Same(original, DsmFamilies.Find(NdNodeKind.Dimm, "HyperV"));
    }

    [Fact]
    public void What_is_known_is_replaced_only_by_force_and_then_decodes_anew()
    {
        var words = DsmSchema.Write([DsmFamilies.Find(NdNodeKind.Dimm, "HyperV")!]).Replace("\"kind\": \"Flags\",", "\"kind\": \"Flags\", \"words\": [ \"CapacitorLow\" ],", StringComparison.Ordinal);
        Assert.Equal("Nvdimm.Schema.Taken", Assert.Throws<NvdimmException>(() => Import(words)).ErrorId);

        using var kernel = new SimulatedKernel("hyperv");
        kernel.Dimm("nmem0").HealthState = SimulatedHealth.Critical;
        Assert.Equal("Bit0", Health(kernel));
        Import(words, replace: true);
        Assert.Equal("CapacitorLow", Health(kernel));
        Assert.Equal(["GetHealthInformation"], DsmFamilies.Imported.Single().Functions.Where(f => f.Origin is not null).Select(f => f.Name));

        DsmFamilies.Restore("HyperV");
        Assert.Equal("Bit0", Health(kernel));
    }

    [Fact]
    public void The_same_twice_is_no_mistake()
    {
        Import(Example.Text);
        var known = DsmFamilies.Find(NdNodeKind.Dimm, 9)!.Functions;
        Import(Example.Text);
        Assert.Equal(known, DsmFamilies.Find(NdNodeKind.Dimm, 9)!.Functions.Select((f, i) => f with { Family = known[i].Family }));
        Assert.Equal("Nvdimm.Schema.Taken", Assert.Throws<NvdimmException>(() => Import(Example.Text.Replace("table 4", "table 5", StringComparison.Ordinal))).ErrorId);
    }

    [Fact]
    public void A_call_to_a_DIMM_of_the_family_is_like_any_other()
    {
        using var kernel = AcmeMachine.Start();
        var unknown = Target(kernel);
        Assert.Null(unknown.Family);
        Assert.Equal("no known family has the number 9; a schema can add one", unknown.FamilyReason);
        Import(Example.Text);
        var machine = new NvdimmMachine(kernel);
        Assert.Equal(("Acme", 9), (machine.GetDevice("nmem0").Family, machine.GetDevice("nmem0").FamilyCode));
        var health = Invoke(kernel, "GetHealth");
        Assert.Equal(("Acme", "Success", "Call"), (health.Family, health.Status, health.Route));
        Assert.Equal("Worn", Value(health, "Health"));
        Assert.Equal(40.0, Value(health, "Temperature"));
        Assert.Equal("not reported (ValidFlags)", health.Fields.Single(f => f.Name == "LifeUsed").Reason);
        Assert.Equal("not counted", health.Fields.Single(f => f.Name == "PowerCycles").Reason);

        var events = (DsmFieldValue[][])Value(Invoke(kernel, "GetEvents", ("First", 7)), "Events")!;
        Assert.Equal(["7 OverTemperature", "8 Other"], events.Select(e => $"{e[0].Value} {e[1].Value}"));
    }

    [Fact]
    public void Arguments_and_statuses_follow_the_file()
    {
        using var kernel = AcmeMachine.Start();
        Import(Example.Text);
        Assert.Equal("AlarmFixed", Assert.Throws<DsmStatusException>(() => Invoke(kernel, "SetAlarm", ("LifeUsed", 90))).Status);
        Assert.Equal("InvalidInput", Assert.Throws<DsmStatusException>(() => Invoke(kernel, "SetAlarm", ("Temperature", 70))).Status);
        Assert.Equal("Nvdimm.Dsm.OutOfRange", Assert.Throws<NvdimmException>(() => Invoke(kernel, "SetAlarm", ("Temperature", 126))).ErrorId);
        Assert.Equal("Nvdimm.Dsm.MissingArgument", Assert.Throws<NvdimmException>(() => Invoke(kernel, "SetAlarm")).ErrorId);
        Assert.Equal("NotSupported", Assert.Throws<DsmStatusException>(() => Send(kernel, Acme.Get(5), new byte[8])).Status);
        Assert.Equal("02000504", HexText.Format(DsmInput.FromArguments(Acme.Get(3), new Dictionary<string, object?> { ["Temperature"] = 64.3125 })));
    }

    [Fact]
    public void A_family_that_is_not_the_DIMMs_is_tried_and_the_kernel_decides()
    {
        using var kernel = new SimulatedKernel("1x1");
        Import(Example.Text);
        Assert.Equal("Nvdimm.Ioctl.EINVAL", Assert.Throws<NdIoctlException>(() => Invoke(kernel, "GetHealth")).ErrorId);
        var hyperV = DsmFamilies.Find(NdNodeKind.Dimm, "HyperV")!.Get(1);
        Assert.Equal("Nvdimm.Dsm.OtherFamily", Assert.Throws<NvdimmException>(() => Send(kernel, hyperV, [])).ErrorId);
    }

    [Fact]
    public void Imports_at_once_lose_nothing()
    {
        var numbers = Enumerable.Range(10, 40).ToList();
        var flow = ExecutionContext.Capture()!;
        Parallel.ForEach(numbers, number => ExecutionContext.Run(flow.CreateCopy(), _ => Import(
            $$"""{ "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "F{{number}}", "number": {{number}}, "statuses": [ { "code": 0, "name": "Ok", "success": true } ], "functions": [] } ] }"""), null));
        Assert.Equal(numbers.Select(n => $"F{n}"), DsmFamilies.Imported.Select(f => f.Name).Order());
    }

    [Fact]
    public void What_one_flow_imports_for_itself_the_others_do_not_see()
    {
        Import(Example.Text);
        DsmFamily? elsewhere = Acme;
        using (ExecutionContext.SuppressFlow())
        {
            var thread = new Thread(() => elsewhere = DsmFamilies.Find(NdNodeKind.Dimm, 9));
            thread.Start();
            thread.Join();
        }

        Assert.Null(elsewhere);
    }

    public void Dispose() => _isolated.Dispose();

    private static DsmFamily Acme => DsmFamilies.Find(NdNodeKind.Dimm, "Acme")!;

    private static IReadOnlyList<DsmFunction> Import(string json, bool replace = false) => DsmFamilies.Import(DsmSchema.Parse("test", json), replace);

    private static DsmTarget Target(SimulatedKernel kernel) => NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("nmem0"));

    private static string Health(SimulatedKernel kernel) =>
        string.Join(' ', (string[])Value(Send(kernel, DsmFamilies.Find(NdNodeKind.Dimm, "HyperV")!.Get(1), []), "Health")!);

    private static object? Value(DsmResult result, string name) => result.Fields.Single(f => f.Name == name).Value;

    private static DsmResult Invoke(SimulatedKernel kernel, string function, params (string Name, object? Value)[] arguments) =>
        Send(kernel, Acme.Find(function)!, DsmInput.FromArguments(Acme.Find(function)!, arguments.ToDictionary(a => a.Name, a => a.Value)));

    private static DsmResult Send(SimulatedKernel kernel, DsmFunction function, byte[] input)
    {
        using var caller = new DsmCaller(kernel);
        return caller.Invoke(Target(kernel), new DsmCall(function, input));
    }
}
