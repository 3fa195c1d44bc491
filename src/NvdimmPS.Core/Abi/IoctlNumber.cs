using System.Runtime.InteropServices;

namespace NvdimmPS.Abi;

/// <summary>Encodes ioctl request numbers as <c>&lt;asm/ioctl.h&gt;</c> does.</summary>
public static class IoctlNumber
{
    /// <summary>The type of all NVDIMM ioctls: <c>'N'</c>.</summary>
    public const byte NvdimmType = (byte)'N';

    /// <summary><c>_IOWR(type, number, size)</c> for this machine.</summary>
    public static uint ReadWrite(byte type, byte number, int size) =>
        ReadWrite(type, number, size, RuntimeInformation.ProcessArchitecture);

    internal static uint ReadWrite(byte type, byte number, int size, Architecture architecture)
    {
        // powerpc keeps 13 bits for the size and numbers the directions otherwise (READ 2, WRITE 4 of three bits).
        var direction = architecture == Architecture.Ppc64le ? 6u << 29 : 3u << 30;
        return direction | ((uint)size << 16) | ((uint)type << 8) | number;
    }

    /// <summary>The command number in a request (<c>_IOC_NR</c>): all that the kernel looks at.</summary>
    public static int Number(uint request) => (int)(request & 0xFF);
}
