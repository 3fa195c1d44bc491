using System.Buffers.Binary;

namespace NvdimmPS.Dsm.Vendor;

/// <summary>
/// The vendor data of Intel's SMART function. Behind its status word the function answers with the bytes of the module's own
/// health log, so the log's fields are those of the vendor data.
/// </summary>
internal static class SmartLog
{
    private const int Head = 2 * sizeof(uint);

    // Nobody said which version of the firmware interface the module has: every field is there.
    private static readonly Lazy<DsmFunction> Function = new(() => VendorFunctions.Of(VendorCommands.Own("GetHealthLog")));

    /// <summary>The fields of the log in an answer of the SMART function, by name.</summary>
    public static Dictionary<string, DsmFieldValue> Decode(ReadOnlySpan<byte> smart)
    {
        var log = smart[sizeof(uint)..];
        var bytes = new byte[Head + log.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(sizeof(uint)), (uint)log.Length);
        log.CopyTo(bytes.AsSpan(Head));
        return DsmDecoder.DecodeOutput(Function.Value, bytes).Fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
    }
}
