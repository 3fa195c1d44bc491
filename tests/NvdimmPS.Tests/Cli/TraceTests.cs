using NvdimmPS.Cli;

namespace NvdimmPS.Tests.Cli;

/// <summary><c>--trace</c> and <c>--replay</c>.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-trace-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "t.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_call_is_recorded_and_replayed()
    {
        var recorded = Console.Run($"dsm nmem* --function 1 --simulate=1x2 --json --trace {Path}");
        Assert.Equal(ExitCodes.Success, recorded.Exit);
        var replayed = Console.Run($"dsm nmem* --function 1 --json --replay {Path}");
        Assert.Equal((ExitCodes.Success, "Replayed"), (replayed.Exit, replayed.Json.GetProperty("source").GetString()));
        Assert.Equal(
            recorded.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("outputBytes").GetString()),
            replayed.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("outputBytes").GetString()));
        Assert.Empty(replayed.Error);
    }

    [Fact]
    public void A_listing_is_recorded_and_replayed()
    {
        var recorded = Console.Run($"list --all --simulate=nfit_test --trace {Path}");
        var replayed = Console.Run($"list --all --replay {Path}");
        Assert.Equal((ExitCodes.Success, recorded.Out), (replayed.Exit, replayed.Out));
        Assert.Equal(Console.Run("functions nmem0 --simulate=nfit_test").Out, Console.Run($"functions nmem0 --replay {Path}").Out);
    }

    [Fact]
    public void What_was_not_recorded_is_not_offered()
    {
        Console.Run($"dsm nmem0 --function 1 --simulate=1x2 --trace {Path}");
        var run = Console.Run($"dsm nmem0 --function 2 --replay {Path}");
        Assert.Equal(ExitCodes.NotOffered, run.Exit);
        Assert.Contains("it has: GetSmart.", run.Error, StringComparison.Ordinal);
        Assert.Contains("--output-size", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_not_replaced_and_nothing_is_sent()
    {
        File.WriteAllText(Path, "mine");
        var run = Console.Run($"dsm nmem0 --function 1 --simulate=1x1 --trace {Path}");
        Assert.Equal((ExitCodes.Usage, string.Empty, "mine"), (run.Exit, run.Out, File.ReadAllText(Path)));
        Assert.Contains("remove it first", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_trace_is_wrong_input()
    {
        File.WriteAllText(Path, "DIMM");
        var run = Console.Run($"list --replay {Path}");
        Assert.Equal(ExitCodes.Usage, run.Exit);
        Assert.Contains("--trace wrote", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, Console.Run($"list --replay {Path}.none").Exit);
        Assert.Equal(ExitCodes.Usage, Console.Run($"list --replay {Path} --simulate").Exit);
    }

    [Fact]
    public void A_trace_that_was_never_stopped_is_replayed_with_a_note()
    {
        Console.Run($"dsm nmem0 --function 1 --simulate=1x1 --trace {Path}");
        File.WriteAllLines(Path, File.ReadAllLines(Path)[..^1]);
        var run = Console.Run($"dsm nmem0 --function 1 --replay {Path}");
        Assert.Equal(ExitCodes.Success, run.Exit);
        Assert.Contains("no closing line", run.Error, StringComparison.Ordinal);
    }
}
