using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NvdimmPS.BadBlocks;
using NvdimmPS.Dsm;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Machines;
using NvdimmPS.Thresholds;

namespace NvdimmPS.Fuzz.Making;

/// <summary>Traces of simulated machines, and what becomes of their lines.</summary>
internal static class TraceMaker
{
    private const int MostRuns = 1000, LargestErrno = 133;

    private static readonly string[] Machines =
        ["1x1", QemuMachine.Name, HyperVMachine.Name, NvdimmNMachine.MsftName, NvdimmNMachine.Hpe1Name, PaprMachine.Name];

    private static readonly Lazy<string[][]> Recorded = new(() =>
        [.. Machines.Select(m => Record(m, refusals: false)), .. Machines.Select(m => Record(m, refusals: true))]);

    /// <summary>A trace that was whole once; its checksum is mostly made right again, or nothing behind it would be looked at.</summary>
    public static byte[] Make(Dice dice)
    {
        var lines = (dice.OneIn(6) ? Bare(dice.Of(Recorded.Value)) : dice.Of(Recorded.Value)).ToList();
        for (var changes = dice.Below(4); changes > 0; changes--)
        {
            Change(dice, lines);
        }

        var text = new StringBuilder();
        lines.ForEach(line => text.Append(line).Append('\n'));
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (!dice.OneIn(8) && lines.Count > 0 && lines[^1].Contains("\"end\"", StringComparison.Ordinal))
        {
            var before = bytes[..^(Encoding.UTF8.GetByteCount(lines[^1]) + 1)];
            var (count, hash) = (before.Count(b => b == '\n'), Convert.ToHexStringLower(SHA256.HashData(before)));
            bytes = [.. before, .. Encoding.UTF8.GetBytes($"{{\"kind\":\"end\",\"lines\":{count},\"sha256\":\"{hash}\"}}\n")];
        }

        return dice.OneIn(15) ? JsonMutant.Bytes(dice, bytes) : bytes;
    }

    private static void Change(Dice dice, List<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var (one, other) = (dice.Below(lines.Count), dice.Below(lines.Count));
        switch (dice.Below(10))
        {
            case 0:
                lines.RemoveAt(one);
                break;
            case 1:
                lines.Insert(other, lines[one]);
                break;
            case 2:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                break;
            case 3:
                lines.Insert(dice.Between(Math.Min(1, lines.Count), lines.Count), Entry(dice));
                break;
            case 4 or 5 when lines.FindIndex(one, l => l.Contains("\"text\":\"", StringComparison.Ordinal)) is >= 0 and var at:
                lines[at] = lines[at][..(lines[at].IndexOf("\"text\":", StringComparison.Ordinal) + 7)]
                    + JsonValue.Create(Hostile.WholeText(dice)).ToJsonString() + "}";
                break;
            case 6 or 7 when lines.FindIndex(one, l => l.Contains("\"ioctl\"", StringComparison.Ordinal)) is >= 0 and var at:
                lines[at] = Mutant(dice, lines[at]);
                break;
            default:
                lines[one] = Mutant(dice, lines[one]);
                break;
        }
    }

    private static string Mutant(Dice dice, string line) => Encoding.UTF8.GetString(JsonMutant.Of(dice, line)).ReplaceLineEndings(" ");

    /// <summary>A part of the tree that should not be there.</summary>
    private static string Entry(Dice dice)
    {
        string Place() => dice.OneIn(2) ? Hostile.WholeText(dice)
            : dice.Of("bus/nd/devices/nmem0", "class/nd/ndctl0", "class/nd/ndctl0/device", "devices/platform/x", "../x", "a/../../x",
            "devices", "bus", ".", "a/b/c/d/e") + dice.Of("", "/x", "/..", "/nmem0", "/uevent");
        return new JsonObject
        {
            ["kind"] = dice.Of("folder", "link", "attribute"), ["path"] = Place(), ["target"] = Place(), ["text"] = Hostile.WholeText(dice),
        }.ToJsonString();
    }

    /// <summary>The same requests as a preloaded library writes them.</summary>
    private static IEnumerable<string> Bare(string[] lines) => lines
        .Where(l => l.Contains("\"kind\":\"ioctl\"", StringComparison.Ordinal))
        .Select(l => JsonNode.Parse(l)!)
        .Where(l => l["hidden"]!.AsArray().Count == 0)
        .Select(Bare);

    private static string Bare(JsonNode line)
    {
        var result = (int)line["result"]!;
        var bare = new JsonObject
        {
            ["dev"] = "/dev/" + (string)line["node"]!, ["request"] = (string)line["request"]!, ["rc"] = Math.Max(-1, result),
            ["errno"] = Math.Max(0, -result), ["before"] = (string)line["before"]!, ["after"] = (string?)line["after"],
        };
        return bare.ToJsonString();
    }

    /// <summary>A trace of a machine; of one with refusals the kernel refuses every other request, each time with another errno.</summary>
    private static string[] Record(string topology, bool refusals)
    {
        var requests = 0;
        using var machine = new SimulatedKernel(topology);
        if (refusals)
        {
            machine.Snoop = _ => requests++ % 2 == 0 ? 0 : requests % LargestErrno + 1;
        }

        using var stream = new MemoryStream();
        using (var trace = NvdimmTrace.Start(machine, stream, "fuzz"))
        {
            Use(trace.Kernel);
        }

        return [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Timeless)];
    }

    /// <summary>Without what is another one in each recording, so that a case can be seen again.</summary>
    private static string Timeless(string line)
    {
        var json = JsonNode.Parse(line)!.AsObject();
        foreach (var (name, value) in ((string, JsonNode)[])[("time", "2027-01-01T00:00:00.0000000Z"), ("latencyMicroseconds", 12.5),
            ("hostName", "host"), ("operatingSystem", "Linux"), ("kernelRelease", "6.12"), ("architecture", "X64"), ("runtime", ".NET"),
            ("toolVersion", "1")])
        {
            json[name] = json.ContainsKey(name) ? value : null;
            _ = json[name] is null && json.Remove(name);
        }

        return json.ToJsonString();
    }

    /// <summary>Reads all there is of a machine; every refusal is one of the documented ones.</summary>
    public static void Use(INdKernel kernel)
    {
        var topology = new Topology(kernel);
        _ = topology.GetBuses().Count();
        foreach (var device in topology.GetDevices(TopologyDetail.Full).ToList())
        {
            _ = new HealthReader(kernel).Read(device, firmware: true).Unavailable.Count;
            Refusable(() => new ThresholdReader(new DsmCaller(kernel)).Read(device));
        }

        foreach (var region in topology.GetRegions().ToList())
        {
            Refusable(() => BadBlockMap.Map(region, [.. topology.GetNamespacesOf(region.Name)], _ => { }).Take(MostRuns).Count());
        }
    }

    private static void Refusable(Func<object?> read)
    {
        try
        {
            _ = read();
        }
        catch (NvdimmException)
        {
            // Documented.
        }
    }
}
