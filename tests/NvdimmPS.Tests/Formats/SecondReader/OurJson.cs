using NvdimmPS.Formats.Ndctl;
using NvdimmPS.Inventory;
using NvdimmPS.Tests.Health;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>The JSON that we print of a specimen, and DIMMs out of either reader's JSON.</summary>
internal static class OurJson
{
    public static string Of(HealthMachine machine, int dimm, Specimen specimen, uint mask = uint.MaxValue)
    {
        var device = Path.Combine(machine.Kernel.SysfsRoot, "bus", "nd", "devices", $"nmem{dimm}");
        foreach (var attributes in new[] { Path.Combine(device, "nfit"), Path.Combine(device, "papr") }.Where(Directory.Exists))
        {
            File.WriteAllText(Path.Combine(attributes, "dsm_mask"), $"0x{mask:x}\n");

            // Where the firmware does not say the count, ndctl says none.
            File.Delete(Path.Combine(attributes, "dirty_shutdown"));
        }

        machine.Answers.Clear();
        foreach (var (function, bytes) in specimen.Answers)
        {
            machine.Answers[function] = bytes;
        }

        var reader = new NdctlReader(machine.Watched);
        reader.Add(new NvdimmMachine(machine.Watched).GetDevice($"nmem{dimm}", TopologyDetail.Full), health: true, firmware: true);
        return Dimms(reader.Text!).Single().Value;
    }

    /// <summary>The text of each DIMM, by name.</summary>
    public static Dictionary<string, string> Dimms(string json) => json.Trim().TrimStart('[').TrimEnd(']').Split("\n  },\n")
        .Select(text => text.Trim().TrimEnd('}', ' ', '\n')).ToDictionary(text => text.Split('"')[3]);
}
