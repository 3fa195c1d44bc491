using NvdimmPS.Reports;
using static NvdimmPS.Tests.Reports.SomeReport;

namespace NvdimmPS.Tests.Reports;

public sealed class ReportFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimm-report-");

    [Fact]
    public void A_file_that_is_there_is_replaced_only_on_purpose()
    {
        var file = Path.Combine(_folder.FullName, "r.csv");
        File.WriteAllText(file, "before");
        Assert.Equal("Nvdimm.Report.FileExists", Assert.Throws<NvdimmException>(() => ReportWriter.Save(file, Mixed(), ReportFormat.Csv, overwrite: false)).ErrorId);
        Assert.Equal("before", File.ReadAllText(file));
        ReportWriter.Save(file, Mixed(), ReportFormat.Csv, overwrite: true);
        Assert.Equal(Text(Mixed(), ReportFormat.Csv), File.ReadAllText(file));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_failure_halfway_leaves_nothing_behind()
    {
        var file = Path.Combine(_folder.FullName, "r.json");
        Assert.Equal("Nvdimm.Report.File", Assert.Throws<NvdimmException>(() => ReportFile.Write(file, Full, overwrite: true)).ErrorId);
        Assert.Throws<InvalidTimeZoneException>(() => ReportFile.Write(file, _ => throw new InvalidTimeZoneException(), overwrite: true));
        Assert.Empty(_folder.GetFiles());
        Assert.Equal("Nvdimm.Report.File", Assert.Throws<NvdimmException>(() => ReportFile.Write(Path.Combine(_folder.FullName, "no", "r"), _ => { }, overwrite: true)).ErrorId);
        Assert.Equal("Nvdimm.Report.File", Assert.Throws<NvdimmException>(() => ReportFile.Write(_folder.FullName, _ => { }, overwrite: true)).ErrorId);

        static void Full(Stream stream)
        {
            stream.WriteByte(1);
            throw new IOException("No space left on device");
        }
    }

    [Theory]
    [InlineData("a.html", ReportFormat.Html)]
    [InlineData("a.HTM", ReportFormat.Html)]
    [InlineData("a.json", ReportFormat.Json)]
    [InlineData("a.csv", ReportFormat.Csv)]
    [InlineData("a.txt", null)]
    [InlineData("a", null)]
    public void The_name_says_what_it_is_to_be(string path, ReportFormat? format) => Assert.Equal(format, ReportWriter.FormatOf(path));

    public void Dispose() => _folder.Delete(recursive: true);
}
