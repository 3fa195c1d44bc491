namespace NvdimmPS.Simulation.Namespaces;

/// <summary>What a namespace is set aside for: <c>holder_class</c>, and the label's abstraction GUID.</summary>
internal enum ClaimClass
{
    None,
    Btt,
    Btt2,
    Pfn,
    Dax,
    Unknown,
}

/// <summary>The classes' GUIDs (UEFI 2.7, 13.19; drivers/nvdimm/label.h) and words.</summary>
internal static class ClaimClasses
{
    private static readonly (ClaimClass Class, Guid Abstraction)[] Abstractions =
    [
        (ClaimClass.None, Guid.Empty),
        (ClaimClass.Btt, new("8aed63a2-29a2-4c66-8b12-f05d15d3922a")),
        (ClaimClass.Btt2, new("18633bfc-1735-4217-8ac9-17239282d3f8")),
        (ClaimClass.Pfn, new("266400ba-fb9f-4677-bcb0-968f11d0d225")),
        (ClaimClass.Dax, new("97a86d9c-3cdd-4eda-986f-5068b4f80088")),
    ];

    public static ClaimClass Of(Guid abstraction)
    {
        var index = Array.FindIndex(Abstractions, a => a.Abstraction == abstraction);
        return index < 0 ? ClaimClass.Unknown : Abstractions[index].Class;
    }

    /// <summary>Of an unknown class the kernel keeps what the label had, and it has just blanked the label.</summary>
    public static Guid Abstraction(ClaimClass value) => Array.Find(Abstractions, a => a.Class == value).Abstraction;

    public static string Text(ClaimClass value) => value switch
    {
        ClaimClass.None => "",
        ClaimClass.Btt or ClaimClass.Btt2 => "btt",
        ClaimClass.Pfn => "pfn",
        ClaimClass.Dax => "dax",
        _ => "<unknown>",
    };
}
