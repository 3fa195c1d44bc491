using System.Runtime.InteropServices;
using NvdimmPS.Formats.Metrics;
using NvdimmPS.Tests.Health;

namespace NvdimmPS.Tests.Formats;

/// <summary>What the metrics' file is to node_exporter, and to who writes it.</summary>
public sealed partial class MetricFileTests : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_101_101;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimmps-textfile");

    private string File => Path.Combine(_folder.FullName, "nvdimm.prom");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("2x6")]
    [InlineData("1x2:msft")]
    [InlineData("nfit_test")]
    public async Task Node_exporter_takes_it(string topology)
    {
        LetIn();
        var text = Metrics(topology);
        MetricFile.Write(File, text);
        using var exporter = NodeExporter.Start(_folder.FullName);
        var told = await exporter.Scrape();
        Assert.Contains("node_textfile_scrape_error 0", told);
        Assert.Contains(told, l => l.StartsWith($"node_textfile_mtime_seconds{{file=\"{File}\"}}", StringComparison.Ordinal));
        Assert.Equal(Samples(text), Samples(string.Join('\n', told.Where(l => l.StartsWith("nvdimm_", StringComparison.Ordinal)))));

        MetricFile.Write(File, Metrics("1x1"));
        Assert.Contains("nvdimm_dimms{bus=\"ndbus0\"} 1", await exporter.Scrape());
    }

    [Fact]
    public async Task The_judge_does_refuse_what_is_no_metric()
    {
        LetIn();
        MetricFile.Write(File, "nvdimm dimms 1\n");
        using var exporter = NodeExporter.Start(_folder.FullName);
        Assert.Contains("node_textfile_scrape_error 1", await exporter.Scrape());
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Everybody_may_read_a_new_one_whatever_the_umask()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs Unix");
        var before = umask(0b111_111);
        try
        {
            MetricFile.Write(File, "after");
        }
        finally
        {
            _ = umask(before);
        }

        Assert.Equal("after", System.IO.File.ReadAllText(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, System.IO.File.GetUnixFileMode(File));
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        MetricFile.Write(File, "later");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    /// <summary>Who reads while it is replaced has the old file or the new one, whole, and never a second one beside it.</summary>
    [Fact]
    public async Task It_takes_the_others_place_at_once()
    {
        var (old, later) = (new string('o', 1 << 20), new string('n', 1 << 20));
        MetricFile.Write(File, old);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            do
            {
                var read = System.IO.File.ReadAllText(File);
                Assert.True(read == old || read == later, $"{read.Length} letters");
                Assert.Single(_folder.GetFiles("*" + MetricFile.Extension));
            }
            while (!done.IsCancellationRequested);
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 50; i++)
        {
            MetricFile.Write(File, i % 2 == 0 ? later : old);
        }

        await done.CancelAsync();
        await reader;
        Assert.Single(_folder.GetFiles());
    }

    /// <summary>A folder for tests is its owner's alone.</summary>
    private void LetIn()
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(_folder.FullName, Everybody);
        }
    }

    private static string Metrics(string topology)
    {
        using var machine = new HealthMachine(topology);
        return MetricText.Write([.. machine.ReadAll().Select(h => new MetricSource(h))]);
    }

    /// <summary>Name and labels, in order, and the number: the exporter writes labels by name and numbers in its own way.</summary>
    private static IEnumerable<string> Samples(string text) => text.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(line =>
    {
        var space = line.LastIndexOf(' ');
        var brace = line.IndexOf('{', StringComparison.Ordinal);
        string[] labels = brace < 0 ? [] : [.. line[(brace + 1)..(space - 1)].Split("\",").Select(l => l.TrimEnd('"')).Order(StringComparer.Ordinal)];
        return $"{(brace < 0 ? line[..space] : line[..brace])} {string.Join(' ', labels)} {double.Parse(line[space..], System.Globalization.CultureInfo.InvariantCulture):R}";
    }).Order(StringComparer.Ordinal);

    [LibraryImport("libc")]
    private static partial uint umask(uint mask);
}
