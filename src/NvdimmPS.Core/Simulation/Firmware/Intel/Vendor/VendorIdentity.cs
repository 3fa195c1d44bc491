using System.Buffers.Binary;
using System.Text;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Opcodes 01 and 02: what the module is, and the state of its security.</summary>
internal sealed class VendorIdentity(FirmwareContext context)
{
    private readonly DimmState _state = context.State;
    private readonly DimmDefinition _identity = context.Identity;

    public VendorAnswer Evaluate(ushort word, ReadOnlySpan<byte> input) => word switch
    {
        0x0001 => Identity(),
        0x0101 => Characteristics(),
        0x0002 => Security(),
        0x0202 => OptIn(input.U16(0)),
        0x0302 => VendorAnswer.Of(), // its cryptography is not in FIPS mode
        _ => FisStatus.Unsupported,
    };

    /// <summary>A version of its firmware, in five bytes.</summary>
    public static void Revision(Span<byte> bytes, ulong version)
    {
        Span<byte> all = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(all, version);
        all[..5].CopyTo(bytes);
    }

    private byte[] Identity()
    {
        var answer = new byte[VendorAnswer.Size];
        answer.U16(0, BinaryPrimitives.ReverseEndianness(_identity.SubsystemVendor));
        answer.U16(2, BinaryPrimitives.ReverseEndianness(_identity.SubsystemDevice));
        answer.U16(4, _identity.SubsystemRevision);
        answer.U16(6, _identity.Format);
        Revision(answer.AsSpan(8), _state.Update.RunningVersion);
        answer.U32(32, (uint)((_identity.Capacity + VendorPlatform.PersistentStart) / VendorPlatform.Page));
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(38), _identity.Serial);
        Encoding.ASCII.GetBytes("NMA1XXD128GPS", answer.AsSpan(42));
        answer.U32(62, 0x0003_000D);
        answer.U16(68, _state.FisVersion);
        answer.U16(70, BinaryPrimitives.ReverseEndianness(_identity.SubsystemVendor));
        answer[72] = _identity.Made?.Location ?? 0;
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(73), _identity.Made?.Date ?? 0);
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(75), _identity.Serial);
        answer.U16(79, _state.FisVersion);
        return answer;
    }

    private static byte[] Characteristics()
    {
        var answer = new byte[VendorAnswer.Size];
        ReadOnlySpan<double> limits = [98, 85, 82, 80, 98, 93];
        for (var i = 0; i < limits.Length; i++)
        {
            answer.U16(2 * i, Sixteenths.Encode(limits[i]));
        }

        answer.U16(12, 18000);
        answer.U16(14, 20000);
        answer.U32(16, 120_000);
        answer.U32(20, 1000);
        answer.U32(24, VendorSettings.LongestReporting);
        answer.U32(28, VendorSettings.ReportingStep);
        return answer;
    }

    /// <summary>The bits of the user's passphrase are those of function 19, and the master's stand above them.</summary>
    private byte[] Security()
    {
        const byte same = DimmSecurity.Enabled | DimmSecurity.LockedBit | DimmSecurity.Frozen | DimmSecurity.UserLimit;
        const int master = 8;
        var answer = new byte[VendorAnswer.Size];
        answer.U32(0, (uint)(_state.Security.State & same)
            | ((uint)(_state.Security.Extended & (DimmSecurity.MasterEnabled | DimmSecurity.MasterLimit)) << master));
        return answer;
    }

    /// <summary>What the platform's owner opted in to: nothing, and no more may be changed after the start.</summary>
    private VendorAnswer OptIn(ushort code)
    {
        const ushort resume = 3, all = 0x0203;
        return code is 0 or > 4 || (code != resume && _state.FisVersion < all)
            ? FisStatus.InvalidParameter
            : VendorAnswer.Of((byte)code);
    }
}
