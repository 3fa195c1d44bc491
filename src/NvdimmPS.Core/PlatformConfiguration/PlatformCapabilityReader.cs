using System.Globalization;
using NvdimmPS.Kernel;

namespace NvdimmPS.PlatformConfiguration;

/// <summary>Reads what the platform's ACPI tables say of its capabilities.</summary>
public static class PlatformCapabilityReader
{
    private const string Folder = "firmware/acpi/tables";

    /// <summary>Reads them; what is not there is null with a reason.</summary>
    public static NvdimmPlatformCapability Read(INdKernel kernel)
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new List<TableProblem>();
        var pcat = Table(kernel, CapabilityTable.Pcat, out var reason) is { } bytes ? CapabilityTable.Decode(bytes, problems) : null;
        reason ??= pcat?.Fields is null ? problems.FirstOrDefault()?.ToString() : null;
        var platform = pcat?.Records.FirstOrDefault(r => r is { Type: 0, Fields: not null });
        var nfit = Table(kernel, CapabilityTable.Nfit, out var nfitReason) is { } all ? CapabilityTable.FindCapabilities(all) : null;
        nfitReason ??= nfit is null ? "the NFIT does not say" : null;
        return new NvdimmPlatformCapability
        {
            Revision = pcat?.Fields is null ? Miss<string>(nameof(NvdimmPlatformCapability.Revision)) : PlatformTable.Show(pcat.Revision),
            ConfigurableBySoftware = Field("ConfigBySwAllowed", nameof(NvdimmPlatformCapability.ConfigurableBySoftware)) is { } yes
                ? yes.Number != 0 : null,
            Modes = Field("MemoryModes", nameof(NvdimmPlatformCapability.Modes))?.Value as string[],
            CurrentVolatileMode = Word(nameof(NvdimmPlatformCapability.CurrentVolatileMode)),
            AllowedVolatileMode = Word(nameof(NvdimmPlatformCapability.AllowedVolatileMode)),
            CurrentPersistentMode = Word(nameof(NvdimmPlatformCapability.CurrentPersistentMode)),
            AllowedPersistentMode = Word(nameof(NvdimmPlatformCapability.AllowedPersistentMode)),
            MaxSetsPerDie = (int?)Field("MaxPmSetsPerDie", nameof(NvdimmPlatformCapability.MaxSetsPerDie))?.Number,
            MaxSetsPerModule = (int?)Field("MaxPmSetsPerModule", nameof(NvdimmPlatformCapability.MaxSetsPerModule))?.Number,
            Interleaving = pcat?.Fields is null ? Miss<ItemList<NvdimmInterleaveCapability>>(nameof(NvdimmPlatformCapability.Interleaving))
                : [.. Of(pcat, 1).Select(Interleaving)],
            Sockets = pcat?.Fields is null ? Miss<ItemList<NvdimmSocketLimit>>(nameof(NvdimmPlatformCapability.Sockets))
                : [.. Of(pcat, 6).Select(Limit)],
            CpuCacheFlush = Flush(nameof(NvdimmPlatformCapability.CpuCacheFlush)),
            MemoryControllerFlush = Flush(nameof(NvdimmPlatformCapability.MemoryControllerFlush)),
            Mirroring = Flush(nameof(NvdimmPlatformCapability.Mirroring)),
            Tables = pcat is null ? [] : [NvdimmPlatformTable.From(pcat)],
            Problems = [.. problems.Select(p => p.ToString())],
            Source = kernel.Source,
            Unavailable = reasons,
        };

        DsmFieldValue? Field(string name, string property)
        {
            if (platform?.Find(name) is { } field)
            {
                return field;
            }

            reasons[property] = reason
                ?? (platform is null ? "the PCAT does not say" : "the PCAT of this platform's generation does not say");
            return null;
        }

        string? Word(string name) => Field(name, name)?.Value as string;

        bool? Flush(string name)
        {
            var has = nfit is { } capabilities ? CapabilityTable.Has(capabilities, name) : null;
            if (has is null)
            {
                reasons[name] = nfitReason ?? "the NFIT does not say";
            }

            return has;
        }

        T? Miss<T>(string property)
            where T : class
        {
            reasons[property] = reason ?? "the PCAT does not say";
            return null;
        }
    }

    private static byte[]? Table(INdKernel kernel, string name, out string? reason)
    {
        var path = $"{Folder}/{name}";
        var errno = SysfsFile.ReadPages(Path.Join(kernel.SysfsRoot, path), out var bytes);
        reason = errno == Abi.Errno.ENOENT ? $"/sys/{path}: the platform has no such table"
            : errno != 0 ? $"/sys/{path}: {SysfsFile.Explain(errno)}"
            : null;
        return errno == 0 ? bytes : null;
    }

    private static IEnumerable<PlatformRecord> Of(PlatformTable table, int type) =>
        table.Records.Where(r => r.Type == type && r.Fields is not null);

    private static NvdimmInterleaveCapability Interleaving(PlatformRecord record)
    {
        const int mostBits = 63;
        var exponent = record.Find("AlignmentExponent")!.Number;
        return new NvdimmInterleaveCapability
        {
            Mode = record.Find("Mode")!.Text,
            Alignment = exponent <= mostBits ? 1UL << (int)exponent : null,
            Formats = [.. record.Parts.Select(Format)],
        };
    }

    private static string Format(DsmFieldValue[] fields) =>
        (fields.Find("PopulationBitmap") is { } population
            ? string.Create(CultureInfo.InvariantCulture, $"channels 0x{population.Number:x4}")
            : $"{fields.Find("Ways")!.Text}-way, channel {fields.Find("ChannelSize")!.Text}, controller {fields.Find("ImcSize")!.Text}")
        + (fields.Find("Recommended")!.Number != 0 ? " *" : string.Empty);

    private static NvdimmSocketLimit Limit(PlatformRecord record) => new()
    {
        Socket = (int)record.Find("Socket")!.Number,
        Die = (int?)record.Find("Die")?.Number,
        Limit = record.Find("MappedLimit")!.Number,
        Mapped = record.Find("MappedNow")!.Number,
        Caching = record.Find("CachingSize")!.Number,
    };
}
