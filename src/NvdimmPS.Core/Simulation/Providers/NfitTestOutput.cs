using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Providers;

/// <summary>Where the test bus writes each function's answer: the output fields of its C structures. Scripted faults need it.</summary>
internal static class NfitTestOutput
{
    public static (int Offset, int Length) Place(NdNodeKind node, ulong family, uint function, NfitTestPayload payload)
    {
        var space = payload.Bytes.Length;
        if (node == NdNodeKind.Dimm)
        {
            return function switch
            {
                1 => (0, 132),
                2 or 4 or 19 => (0, 12),
                5 => (8, (int)Math.Min(4 + (ulong)payload.U32(4), (ulong)space)),
                6 => ((int)Math.Min(8 + (ulong)payload.U32(4), (ulong)space), 4),
                10 or 30 => (1, 4),
                12 => (0, 44),
                13 => (0, 8),
                14 => ((int)Math.Min(12 + (ulong)payload.U32(8), (ulong)space), 4),
                15 => (8, 4),
                16 => (4, 12),
                17 => (7, 4),
                18 => (15, 4),
                20 or 27 => (64, 4),
                21 or 22 or 24 or 25 or 28 => (32, 4),
                29 => (0, 14),
                _ => (0, 4),
            };
        }

        return (family, function) switch
        {
            (1, 1) => (0, 40),
            (1, _) => (1, 4),
            (_, 1) => (16, 16),
            (_, 2) => (24, 8),
            (_, 4) => (16, 16),
            (_, 5) => (8, 36),
            (_, 7) => (17, 4),
            (_, 8) => (16, 4),
            _ => (0, (int)Math.Min(payload.Length, (uint)space)),
        };
    }
}
