using System.Collections.Concurrent;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>How many threads a cmdlet takes for what is piped in, and what it reads again for each.</summary>
public sealed class ThreadTests(CmdletFixture fixture) : CmdletTest(fixture, "2x6")
{
    private static readonly string[] Dimms = [.. Enumerable.Range(0, 12).Select(i => $"nmem{i}")];

    // The threads themselves: the number of one that has ended is given to another.
    private readonly ConcurrentDictionary<Thread, bool> _threads = new();

    /// <summary>A thread takes longer to make than a DIMM takes to answer.</summary>
    [Theory]
    [InlineData("Get-NvdimmHealth", null)]
    [InlineData("Test-NvdimmHealth", null)]
    [InlineData("Get-NvdimmFirmware", null)]
    [InlineData("Get-NvdimmThreshold", null)]
    [InlineData("Invoke-NvdimmDsm", 1)]
    public void One_thread_asks_all_that_are_piped_in(string command, int? function)
    {
        Watched.BeforeRequest = (_, _) => _threads[Thread.CurrentThread] = true;
        _ = Objects(command, function is null ? null : new { Function = function }, Dimms);
        Assert.Single(_threads);
        Assert.DoesNotContain(Thread.CurrentThread, _threads.Keys);
    }

    /// <summary>What regions tell of DIMMs is read once, not for each that is piped in.</summary>
    [Theory]
    [InlineData("Get-NvdimmDevice")]
    [InlineData("Get-NvdimmCapacity")]
    public void The_mappings_of_regions_are_read_once(string command)
    {
        var all = MappingsRead(command, null);
        Assert.NotEmpty(all);
        Assert.Equal(all, MappingsRead(command, Dimms));
    }

    /// <summary>A DIMM that is named is the one of the listing.</summary>
    [Fact]
    public void A_named_DIMM_has_what_regions_tell_of_it()
    {
        var listed = Objects("Get-NvdimmDevice").Cast<NvdimmDevice>().ToList();
        var named = Objects("Get-NvdimmDevice", null, Dimms).Cast<NvdimmDevice>().ToList();
        Assert.All(listed.Zip(named), pair => Assert.Equivalent(pair.First, pair.Second, strict: true));
        Assert.All(named, dimm => Assert.NotNull(dimm.Size));
    }

    /// <summary>DIMMs, regions and namespaces are of one listing.</summary>
    [Fact]
    public void A_report_reads_the_mappings_of_regions_once()
    {
        var folder = Directory.CreateTempSubdirectory("nvdimm-report-");
        try
        {
            var read = MappingsRead("Export-NvdimmReport", null, new { Path = Path.Join(folder.FullName, "report.json") });
            Assert.NotEmpty(read);
            Assert.Equal(read.Distinct(), read);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private List<string> MappingsRead(string command, IEnumerable<object?>? dimms, object? parameters = null)
    {
        var read = new ConcurrentQueue<string>();
        BlockingCall.OfAll.Value = (folder, name) =>
        {
            if (name.StartsWith("mapping", StringComparison.Ordinal))
            {
                read.Enqueue(Path.Join(folder, name));
            }
        };
        try
        {
            _ = Objects(command, parameters, dimms);
        }
        finally
        {
            BlockingCall.OfAll.Value = null;
        }

        return [.. read.Order(StringComparer.Ordinal)];
    }
}
