using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Firmware;
using NvdimmPS.Health;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cli;
using NvdimmPS.Tests.Golden;
using NvdimmPS.Tests.Simulation;
using NvdimmPS.Thresholds;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Each family with all that can be had of one: a hole is either explained here, or somebody forgot something.</summary>
public sealed class FamilyMatrixTests
{
    private static readonly (string Capability, Func<DsmFamily, bool> Has)[] Capabilities =
    [
        ("health", f => HealthReader.FunctionsOf(f.Name).Count > 0),
        ("thresholds", f => ThresholdFamily.For(f.Name) is not null),
        ("firmware", f => FirmwareReader.Families.Contains(f.Name)),
        ("scrub", f => f.Functions.Any(d => d.Name.EndsWith("Ars", StringComparison.Ordinal))),
        ("generations", f => f.Functions.Any(d => d.Generations.Count > 0)),
        ("server topology", f => Topologies.Families.Contains(f.Name)),
        ("conversation", f => Conversations().Contains(f.Name)),
        ("golden files", f => Directory.EnumerateFiles(GoldenFile.Folder, GoldenName(f) + "-*.json", SearchOption.AllDirectories).Any()),
        ("docs page", f => File.Exists(Path.Combine(Repository.Root, "docs", "dsm", f.Name + ".md"))),
        ("source", f => f.Source is not null),
    ];

    /// <summary>The holes, and why they are there.</summary>
    private static readonly Dictionary<(string Family, string Capability), string> Explained = new()
    {
        [("HyperV", "thresholds")] = "it has two functions, and neither is about thresholds",
        [("Papr", "thresholds")] = "the kernel passes on no such function",
        [("Hpe2", "firmware")] = "no function of 0.88s says a version",
        [("HyperV", "firmware")] = "it has two functions, and neither says a version",
        [("Papr", "firmware")] = "the kernel passes on no such function",
        [("Hpe1", "generations")] = "one version of its document is published",
        [("Hpe2", "generations")] = "one version of its document is published",
        [("Msft", "generations")] = "its answers have one form in all versions",
        [("HyperV", "generations")] = "its answers have one form",
        [("Papr", "generations")] = "its answers have one form",
        [("NfitBus", "generations")] = "its answers have one form in all versions of ACPI",
        [("IntelBus", "generations")] = "its answers have one form in all versions",
        [("IntelBus", "scrub")] = "scrubs are the NFIT family's",
    };

    /// <summary>What is asked of DIMMs only, and what of buses only.</summary>
    private static readonly string[] OfDimms = ["health", "thresholds", "firmware", "server topology"], OfBuses = ["scrub"];

    [Fact]
    public void Every_hole_is_explained_and_every_explanation_is_of_a_hole()
    {
        using var isolated = DsmFamilies.Isolate();
        var holes = from family in DsmFamilies.All
            from capability in Capabilities
            where !(family.Node == NdNodeKind.Dimm ? OfBuses : OfDimms).Contains(capability.Capability) && !capability.Has(family)
            select (family.Name, capability.Capability);
        Assert.Equal(Explained.Keys.Order(), holes.Order());
        Assert.DoesNotContain(Explained.Values, string.IsNullOrWhiteSpace);
    }

    [Fact]
    public void Families_of_DIMMs_have_the_names_and_numbers_of_the_kernel()
    {
        using var isolated = DsmFamilies.Isolate();
        Assert.Equal(Enum.GetValues<NdFamily>().Select(f => ($"{f}", (uint)f)),
            DsmFamilies.All.Where(f => f.Node == NdNodeKind.Dimm).Select(f => (f.Name, f.Code)));
    }

    [Fact]
    public void What_is_kept_by_family_is_kept_under_a_known_name()
    {
        var names = Enum.GetNames<NdFamily>();
        Assert.Subset(names.ToHashSet(), ThresholdFamily.Names.ToHashSet());
        Assert.Subset(names.ToHashSet(), FirmwareReader.Families.ToHashSet());
        Assert.Equal(names.ToHashSet(), Topologies.Families.ToHashSet());
    }

    private static string[] Conversations() =>
        [.. typeof(FirmwareAndDecodersTests).GetMethod(nameof(FirmwareAndDecodersTests.What_each_function_answers_the_tables_decode))!
            .GetCustomAttributes(inherit: false).OfType<InlineDataAttribute>().Select(a => (string)a.Data[0]!).Distinct()];

    private static string GoldenName(DsmFamily family) =>
        family.Name == "NfitBus" ? "nfit" : family.Name.ToLowerInvariant();
}
