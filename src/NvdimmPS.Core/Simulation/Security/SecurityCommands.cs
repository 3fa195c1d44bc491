using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Security;

/// <summary>
/// The security functions of Intel's family as the kernel itself sends them (drivers/acpi/nfit/intel.c), with its errnos for their
/// statuses; 0 for none. They meet the provider, its firmware and the faults.
/// </summary>
internal sealed class SecurityCommands(SimulatedDimm dimm)
{
    private const int Passphrase = DimmSecurity.PassphraseLength;
    private const uint NotSupported = 1, Specific1 = 0x1_0007, InvalidPassphrase = 11;
    private const int HeaderLength = 64; // struct nd_cmd_pkg

    public int ChangeKey(ReadOnlySpan<byte> current, ReadOnlySpan<byte> next, bool isMaster) =>
        Send(isMaster ? 27u : 20, [.. current, .. next]) switch
        {
            (0, 0) => 0,
            (0, InvalidPassphrase) => Errno.EINVAL,
            (0, NotSupported) => Errno.EOPNOTSUPP,
            (0, _) => Errno.EIO,
            var (errno, _) => errno,
        };

    public int Unlock(ReadOnlySpan<byte> passphrase) => Send(22, passphrase) switch
    {
        (0, 0) => 0,
        (0, InvalidPassphrase) => Errno.EINVAL,
        (0, _) => Errno.EIO,
        var (errno, _) => errno,
    };

    public int Disable(ReadOnlySpan<byte> passphrase) => Send(21, passphrase) switch
    {
        (0, 0) => 0,
        (0, InvalidPassphrase) => Errno.EINVAL,
        (0, _) => Errno.ENXIO,
        var (errno, _) => errno,
    };

    public int Freeze() => Send(23, []) switch
    {
        (0, 0) => 0,
        (0, _) => Errno.EIO,
        var (errno, _) => errno,
    };

    public int Erase(ReadOnlySpan<byte> passphrase, bool isMaster) => Send(isMaster ? 28u : 24, passphrase) switch
    {
        (0, 0) => 0,
        (0, NotSupported) => Errno.EOPNOTSUPP,
        (0, InvalidPassphrase) => Errno.EINVAL,
        (0, _) => Errno.ENXIO,
        var (errno, _) => errno,
    };

    public int Overwrite(ReadOnlySpan<byte> passphrase) => Send(25, passphrase) switch
    {
        (0, 0) => 0,
        (0, Specific1) => Errno.ENOTSUPP,
        (0, InvalidPassphrase) => Errno.EINVAL,
        (0, _) => Errno.ENXIO,
        var (errno, _) => errno,
    };

    /// <summary>EBUSY while it goes on.</summary>
    public int QueryOverwrite() => Send(26, []) switch
    {
        (0, 0) => 0,
        (0, Specific1) => Errno.EBUSY,
        (0, _) => Errno.ENXIO,
        var (errno, _) => errno,
    };

    private (int Errno, uint Status) Send(uint function, ReadOnlySpan<byte> input)
    {
        var bus = dimm.Bus;
        if ((bus.NdProvider.DimmFunctions(dimm) & (1u << (int)function)) == 0)
        {
            return (Errno.ENOTTY, 0);
        }

        var length = HeaderLength + input.Length + sizeof(uint);
        var pages = bus.LendPages(length);
        try
        {
            BinaryPrimitives.WriteUInt64LittleEndian(pages, (ulong)NdFamily.Intel);
            BinaryPrimitives.WriteUInt64LittleEndian(pages.AsSpan(8), function);
            BinaryPrimitives.WriteUInt32LittleEndian(pages.AsSpan(16), (uint)input.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(pages.AsSpan(20), sizeof(uint));
            input.CopyTo(pages.AsSpan(HeaderLength));
            var result = bus.NdProvider.Control(dimm, NdCommands.Call(NdNodeKind.Dimm), pages, length, out _);
            return result < 0 ? (-result, 0)
                : (0, BinaryPrimitives.ReadUInt32LittleEndian(pages.AsSpan(HeaderLength + input.Length)));
        }
        finally
        {
            bus.ReturnPages(pages);
        }
    }
}
