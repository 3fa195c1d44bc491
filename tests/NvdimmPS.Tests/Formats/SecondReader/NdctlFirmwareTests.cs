using System.Globalization;
using NvdimmPS.Tests.Health;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>What ndctl says of a firmware that is staged: it reads sysfs, where the kernel asks function 29; we ask that.</summary>
public sealed class NdctlFirmwareTests(Ndctl ndctl) : IClassFixture<Ndctl>
{
    private const uint WithoutActivation = 0x1FFFFFFF;

    // By the kernel's header. While an activation is busy its result is none.
    private static readonly (byte State, ushort Code, string Activate, string Result)[] Cases =
    [
        (0, 0, "idle", "none"), (0, 1, "idle", "not_staged"), (0, 2, "idle", "success"), (0, 3, "idle", "need_reset"), (0, 4, "idle", "fail"), (0, 7, "idle", "fail"),
        (1, 0, "armed", "none"), (1, 1, "armed", "not_staged"), (1, 2, "armed", "success"), (1, 3, "armed", "need_reset"), (1, 6, "armed", "fail"),
        (2, 0, "busy", "none"),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void State_and_power_cycle_are_ndctls(bool isStaged)
    {
        Assert.SkipWhen(ndctl.Missing is not null, ndctl.Missing ?? string.Empty);
        var specimens = Cases.Select(c => Intel(c, isStaged)).Append(Intel(Cases[0], isStaged)).ToList();
        var theirs = OurJson.Dimms(ndctl.List(specimens, folder =>
        {
            for (var i = 0; i < Cases.Length; i++)
            {
                File.WriteAllText(Path.Combine(folder($"nmem{i}"), "firmware", "activate"), Cases[i].Activate + "\n");
                File.WriteAllText(Path.Combine(folder($"nmem{i}"), "firmware", "result"), Cases[i].Result + "\n");
            }

            // A DIMM without the functions has no such folder.
            var last = folder($"nmem{Cases.Length}");
            File.WriteAllText(Path.Combine(last, "nfit", "dsm_mask"), $"0x{WithoutActivation:x}\n");
            File.Delete(Path.Combine(last, "firmware", "activate"));
            File.Delete(Path.Combine(last, "firmware", "result"));
        }));
        using var machine = new HealthMachine("8x24");
        for (var i = 0; i < specimens.Count; i++)
        {
            Assert.Equal(theirs[$"nmem{i}"], OurJson.Of(machine, i, specimens[i], i < Cases.Length ? uint.MaxValue : WithoutActivation));
        }

        var all = string.Concat(theirs.Values);
        Assert.Equal(isStaged, all.Contains("\"activate_state\":\"armed\"", StringComparison.Ordinal));
        Assert.Equal(isStaged, all.Contains("\"need_powercycle\":true", StringComparison.Ordinal));
    }

    /// <summary>A healthy DIMM with a version that waits, or none.</summary>
    private static Specimen Intel((byte State, ushort Code, string Activate, string Result) activation, bool isStaged)
    {
        const int updatedVersion = 36;
        var healthy = Specimens.Of("Intel", 1)[0];
        var info = (byte[])healthy.Answers[12].Clone();
        info.AsSpan(updatedVersion, sizeof(ulong)).Clear();
        info[updatedVersion] = isStaged ? (byte)7 : (byte)0;
        return healthy with
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{activation.Activate} {activation.Code}"),
            Answers = new Dictionary<uint, byte[]>(healthy.Answers) { [12] = info, [29] = [0, 0, 0, 0, (byte)activation.Code, 0, activation.State, 0] },
        };
    }
}
