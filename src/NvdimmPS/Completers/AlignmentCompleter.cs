using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes the alignments that the kernel offers.</summary>
public sealed class AlignmentCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        Choices(context, "pfn_seed", "supported_alignments").Select(a => new Candidate($"{a}", ByteSize.Show(a)));

    /// <summary>What the seeds of all regions offer.</summary>
    internal static IEnumerable<ulong> Choices(CompletionContext context, string seed, string attribute)
    {
        var devices = Path.Join(context.Machine.Kernel.SysfsRoot, "bus/nd/devices");
        return context.Machine.Topology.GetRegions()
            .Select(r => SysfsFile.Read(Path.Join(devices, r.Name), seed).Text)
            .Where(name => !string.IsNullOrEmpty(name))
            .Select(name => SysfsFile.Read(Path.Join(devices, name), attribute).Text)
            .SelectMany(text => text is not null && AttributeText.TryParseChoice(text, out _, out var all) ? all : [])
            .Distinct();
    }
}
