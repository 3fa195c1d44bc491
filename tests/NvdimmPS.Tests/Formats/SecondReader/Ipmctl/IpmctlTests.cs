using System.Globalization;
using System.Numerics;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Tests.Golden;

namespace NvdimmPS.Tests.Formats.SecondReader.Ipmctl;

/// <summary>The golden payloads of vendor commands as ipmctl prints them, held against ours.</summary>
public sealed class IpmctlTests
{
    [Fact]
    public void The_counters_of_a_module_are_the_same()
    {
        Assert.SkipWhen(Ipmctl.Missing is not null, Ipmctl.Missing ?? string.Empty);
        byte[] since = Golden("meminfo-page0-full"), life = Golden("meminfo-page1-full");
        var shown = Ipmctl.Show("show -dimm -performance", Golden("identify-sample"), (0x08, 0x03, since), (0x08, 0x03, life));
        foreach (var (name, page, bytes, field) in ((string, int, byte[], string)[])
            [("MediaReads", 0, since, "MediaReads"), ("MediaWrites", 0, since, "MediaWrites"), ("ReadRequests", 0, since, "ReadRequests"), ("WriteRequests", 0, since, "WriteRequests"),
             ("TotalMediaReads", 1, life, "TotalMediaReads"), ("TotalMediaWrites", 1, life, "TotalMediaWrites"), ("TotalReadRequests", 1, life, "TotalReadRequests"), ("TotalWriteRequests", 1, life, "TotalWriteRequests")])
        {
            var theirs = shown.Descendants(name).Single().Value;
            Assert.Equal(Ours("08:03", [(byte)page], bytes, field), BigInteger.Parse("0" + theirs.Replace("0x", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>What a sensor says of a module. ipmctl cuts temperatures to whole degrees, ours have sixteenths: ours is right.</summary>
    [Fact]
    public void The_sensors_of_a_module_are_the_same_but_for_fractions_of_degrees()
    {
        Assert.SkipWhen(Ipmctl.Missing is not null, Ipmctl.Missing ?? string.Empty);
        byte[] health = Golden("smart-sample"), thresholds = Golden("alarm-full"), none = new byte[128];
        var shown = Ipmctl.Show("show -sensor", Golden("identify-sample"), (0x08, 0, health), (0x01, 1, Golden("characteristics-sample")), (0x08, 5, none), (0x08, 5, none),
            (0x08, 5, none), (0x08, 5, none), (0x04, 1, thresholds), (0x04, 1, thresholds), (0x04, 1, thresholds));
        var theirs = shown.Descendants("Sensor").ToDictionary(s => s.Element("Type")!.Value, s => s.Element("CurrentValue")!.Value.TrimEnd('%', 'C', 's'));
        foreach (var (sensor, field) in ((string, string)[])
            [("MediaTemperature", "MediaTemperature"), ("ControllerTemperature", "ControllerTemperature"), ("PercentageRemaining", "PercentageRemaining"),
             ("LatchedDirtyShutdownCount", "LatchedDirtyShutdownCount"), ("UnlatchedDirtyShutdownCount", "UnlatchedDirtyShutdownCount"), ("PowerOnTime", "PowerOnTime"), ("UpTime", "UpTime"), ("PowerCycles", "PowerCycles")])
        {
            var ours = Convert.ToDecimal(Ours("08:00", [], health, field), CultureInfo.InvariantCulture);
            Assert.Equal((sensor, decimal.Truncate(ours)), (sensor, decimal.Parse(theirs[sensor], CultureInfo.InvariantCulture)));
        }
    }

    private static object? Ours(string command, byte[] input, byte[] output, string field)
    {
        var known = VendorCommands.Find(command)!;
        var function = VendorFunctions.Of(known, [.. input, .. new byte[128 - input.Length]]);
        byte[] answer = [0, 0, 0, 0, .. BitConverter.GetBytes(output.Length), .. output];
        return DsmDecoder.DecodeOutput(function, answer, false, "nmem0", null).Fields.Single(f => f.Name == field).Value;
    }

    private static byte[] Golden(string name) => Convert.FromHexString(GoldenFile.Load("optane/vendor-commands").GetProperty("cases").EnumerateArray()
        .First(c => c.GetProperty("name").GetString() == name).GetProperty("output").GetString()!);
}
