using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Inventory;

/// <summary>The DSM families that the kernel numbers, in its order.</summary>
internal static class DimmFamily
{
    public const int Papr = (int)NdFamily.Papr;

    private static readonly string[] Names = Enum.GetNames<NdFamily>();

    /// <summary>A family's name, or null for an unknown number. The tables are asked for what no released kernel gives.</summary>
    public static string? Name(int code) =>
        code < 0 ? null : code < Names.Length ? Names[code] : DsmFamilies.Find(NdNodeKind.Dimm, (uint)code)?.Name;
}
