using NvdimmPS.Dsm;

namespace NvdimmPS.PlatformConfiguration;

/// <summary>What the platform can do with modules: the ACPI table PCAT, and the capabilities in the NFIT.</summary>
internal static class CapabilityTable
{
    public const string Pcat = "PCAT", Nfit = "NFIT";

    private const int NfitHead = 40, CapabilitiesType = 7;

    private static readonly TableDecoder Decoder = new(Pcat, PlatformLayouts.Capability, PlatformLayouts.CapabilityRecord)
    {
        CountFault = TableFault.FormatCount,
    };

    /// <summary>Decodes the PCAT.</summary>
    public static PlatformTable Decode(ReadOnlyMemory<byte> bytes, List<TableProblem> problems) => Decoder.Decode(bytes, 0, problems);

    /// <summary>The capabilities in the NFIT; null where it has none, or ends before them.</summary>
    public static ReadOnlyMemory<byte>? FindCapabilities(ReadOnlyMemory<byte> nfit)
    {
        for (var at = NfitHead; at + PlatformLayouts.RecordHeadSize <= nfit.Length;)
        {
            var rest = nfit[at..];
            var (type, length) = (BitConverter.ToUInt16(rest.Span), BitConverter.ToUInt16(rest.Span[2..]));
            if (length < PlatformLayouts.RecordHeadSize || length > rest.Length)
            {
                return null;
            }

            if (type == CapabilitiesType && length >= PlatformLayouts.NfitCapabilities.FixedSize)
            {
                return rest[..length];
            }

            at += length;
        }

        return null;
    }

    /// <summary>One of the capabilities; null where the platform does not say.</summary>
    public static bool? Has(ReadOnlyMemory<byte> capabilities, string name)
    {
        var fields = DsmDecoder.Decode(PlatformLayouts.NfitCapabilities, capabilities);
        var flags = fields.Find("Capabilities")!;
        var bit = flags.Field.Words.First(w => w.Word == name).Value;
        return bit <= fields.Find("HighestValid")!.Number ? (flags.Number >> (int)bit & 1) != 0 : null;
    }
}
