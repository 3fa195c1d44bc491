using NvdimmPS.Audit;
using NvdimmPS.Cli;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Audit;

namespace NvdimmPS.Tests.Cli;

/// <summary>The console writes the same log.</summary>
public sealed class AuditTests : AuditTest
{
    private const string Line = "dsm nmem0 -f SetSmartThreshold -a AlarmControl=2 -a MediaTemperature=70 -a SparesRemaining=50 -a ControllerTemperature=98";
    private readonly SimulatedKernel _kernel = new("1x2");

    [Fact]
    public void What_changes_something_or_was_given_as_bytes_is_logged()
    {
        Assert.Equal(ExitCodes.Success, Console.Run(Line, _kernel).Exit);
        Assert.Equal(ExitCodes.Success, Console.Run("dsm nmem0 -f 9 --route legacy --input-hex 050000000100000000 --force", _kernel).Exit);
        Assert.Equal(ExitCodes.Success, Console.Run("dsm nmem0 -f 5 --input-hex 0000000010000000", _kernel).Exit);
        Assert.Equal(ExitCodes.Success, Console.Run("dsm nmem0 -f 5 -a Offset=0 -a Length=16", _kernel).Exit);
        Assert.Equal(ExitCodes.Success, Console.Run(Line + " --what-if", _kernel).Exit);
        Assert.Equal(["SetSmartThreshold Call", "PassThrough Legacy", "GetNamespaceLabelData Call"], Records().Select(r => $"{r.FunctionName} {r.Route}"));
        Assert.All(Records(), r => Assert.Equal(("nvdimm dsm", "Success"), (r.Command, r.Outcome)));
    }

    [Fact]
    public void Where_a_log_is_required_and_cannot_be_written_nothing_is_sent()
    {
        using var log = Use(new AuditSettings { Path = "/proc/nowhere/a.jsonl", Simulated = true, Required = true, Origin = "/etc/nvdimmps/audit.json" });
        var ran = Console.Run(Line, _kernel);
        Assert.Equal(ExitCodes.Refused, ran.Exit);
        Assert.Contains("must be logged by '/etc/nvdimmps/audit.json'", ran.Error, StringComparison.Ordinal);
        Assert.Empty(_kernel.Transcript);
    }

    [Fact]
    public void Where_it_is_not_required_there_is_a_note()
    {
        using var log = Use(new AuditSettings { Path = "/proc/nowhere/a.jsonl", Simulated = true });
        var ran = Console.Run(Line, _kernel);
        Assert.Equal(ExitCodes.Success, ran.Exit);
        Assert.Contains("not in the audit log", Assert.Single(ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        _kernel.Dispose();
        base.Dispose(disposing);
    }
}
