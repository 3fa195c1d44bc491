using System.Runtime.InteropServices;
using NvdimmPS.Abi;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Dsm;

/// <summary>A whole ND_CMD_CALL buffer that was seen elsewhere: it says itself what it is of.</summary>
public static class DsmPackage
{
    /// <summary>Decodes both halves. Before the call the second half is still empty: then there is only the input.</summary>
    /// <param name="node">Families of DIMMs and buses share their numbers.</param>
    /// <param name="bytes">nd_cmd_pkg and the payload.</param>
    /// <exception cref="NvdimmException">It is no such buffer, or of no known family.</exception>
    public static IReadOnlyList<DsmPayload> Decode(NdNodeKind node, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length < NdEnvelope.PackageSize)
        {
            throw CodecErrors.BadPackage($"it has {Plural.Of(bytes.Length, "byte")}, nd_cmd_pkg alone has {NdEnvelope.PackageSize}");
        }

        var package = MemoryMarshal.Read<nd_cmd_pkg>(bytes);
        var room = bytes.Length - NdEnvelope.PackageSize;
        var family = package.nd_family <= uint.MaxValue ? DsmFamilies.Find(node, (uint)package.nd_family) : null;
        if (family is null)
        {
            throw CodecErrors.BadPackage(
                $"nd_family is {package.nd_family}, which is no {(node == NdNodeKind.Bus ? "bus" : "DIMM")} family");
        }

        var function = family.Get((uint)package.nd_command); // the kernel keeps 32 bits of it
        var sent = package.nd_size_in;
        var said = package.nd_fw_size is 0 or NdEnvelope.NotWritten ? package.nd_size_out : package.nd_fw_size;
        var received = Math.Min(said, package.nd_size_out);
        if ((family.InPlace ? Math.Max(sent, package.nd_size_out) : (long)sent + package.nd_size_out) > room)
        {
            throw CodecErrors.BadPackage(
                $"nd_size_in and nd_size_out say {sent} and {package.nd_size_out}, and there is room for "
                    + $"{Plural.Of(room, "byte")} behind nd_cmd_pkg");
        }

        var start = NdEnvelope.PackageSize + (family.InPlace ? 0 : (int)sent);
        var output = bytes.AsSpan(start, (int)received);
        function = VendorFunctions.Describe(function, bytes.AsSpan(NdEnvelope.PackageSize, family.InPlace ? 0 : (int)sent));
        List<DsmPayload> halves = [];
        if (!family.InPlace || function.Input is { Fields.Count: > 0 })
        {
            halves.Add(DsmPayload.OfRequest(function, bytes.AsSpan(NdEnvelope.PackageSize, (int)sent).ToArray()));
        }

        if (package.nd_fw_size != 0 || output.ContainsAnyExcept((byte)0))
        {
            halves.Add(DsmPayload.OfReply(function, output.ToArray(), truncated: said > package.nd_size_out));
        }

        return halves;
    }
}
