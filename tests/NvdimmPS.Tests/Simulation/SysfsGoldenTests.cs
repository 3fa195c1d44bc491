using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The trees of the machines that are copies of real ones, against what those machines' sysfs showed.</summary>
public class SysfsGoldenTests
{
    // An activation ran when that tree was recorded; it was over three seconds later.
    private const string Transient = "firmware/activate";

    [Theory]
    [InlineData("nfit_test")]
    [InlineData("qemu")]
    [InlineData("nfit_test-labelled")]
    [InlineData("qemu-labelled")]
    public void The_tree_is_that_of_the_real_machine(string machine)
    {
        using var kernel = new SimulatedKernel(machine);
        var golden = Golden(machine);
        var made = Made(kernel.SysfsRoot);

        var different = golden
            .Where(g => !g.Key.EndsWith(Transient, StringComparison.Ordinal) || !machine.EndsWith("-labelled", StringComparison.Ordinal))
            .Where(g => made.GetValueOrDefault(g.Key) != g.Value)
            .Select(g => $"{g.Key}: expected '{g.Value}', got '{made.GetValueOrDefault(g.Key) ?? "nothing"}'")
            .ToArray();
        Assert.True(different.Length == 0, string.Join(Environment.NewLine, different));
    }

    [Theory]
    [InlineData("nfit_test")]
    [InlineData("qemu")]
    public void The_tree_has_nothing_that_the_real_one_has_not(string machine)
    {
        using var kernel = new SimulatedKernel(machine);
        var golden = Golden(machine);

        // The recorder left out /sys/block and /sys/class/block, and what block devices say of themselves.
        Assert.DoesNotContain(Made(kernel.SysfsRoot).Keys, path =>
            !golden.ContainsKey(path) && !path.Contains("block/", StringComparison.Ordinal) && !path.StartsWith("mountinfo", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Golden(string machine)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "sysfs", machine + ".sysfs")).Where(l => !l.StartsWith('#')))
        {
            var arrow = line.IndexOf(" -> ", StringComparison.Ordinal);
            var split = arrow >= 0 ? arrow : line.IndexOf('=');
            lines[line[..split]] = line[split..].Replace("\\n", "\n", StringComparison.Ordinal);
        }

        return lines;
    }

    private static Dictionary<string, string> Made(string root)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        Walk(new DirectoryInfo(root), "");
        return entries;

        void Walk(DirectoryInfo folder, string path)
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                var name = path + entry.Name;
                if (entry.LinkTarget is { } target)
                {
                    entries[name] = " -> " + target;
                }
                else if (entry is DirectoryInfo inner)
                {
                    Walk(inner, name + "/");
                }
                else
                {
                    entries[name] = "=" + File.ReadAllText(entry.FullName);
                }
            }
        }
    }
}
