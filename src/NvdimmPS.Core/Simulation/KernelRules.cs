using System.Buffers.Binary;
using NvdimmPS.Abi;

namespace NvdimmPS.Simulation;

/// <summary>
/// The order in which the kernel refuses (drivers/nvdimm/bus.c, <c>__nd_ioctl</c>), as it behaves and not as it was meant
/// to. Generic call and legacy command both come through <see cref="Ioctl"/>.
/// </summary>
internal static class KernelRules
{
    private const int PackageSize = NdEnvelope.PackageSize;

    // The switch in __nd_ioctl names dimm and bus commands alike, so GET_CONFIG_SIZE falls under CLEAR_ERROR's number.
    private const uint Writing = 1 << 9 | 1 << 6 | 1 << 2 | 1 << 4 | 1 << 10;

    /// <summary>Runs one request on a bus or one of its DIMMs.</summary>
    public static int Ioctl(SimulatedBus bus, SimulatedDimm? dimm, NdAccess access, uint request, Span<byte> user, NdSnoop? snoop,
        Func<bool> isGone)
    {
        var number = IoctlNumber.Number(request);
        if (Admit(bus, dimm, access, number, user) is < 0 and var refusal)
        {
            return refusal;
        }

        var command = NdCommands.Find(dimm is null ? NdNodeKind.Bus : NdNodeKind.Dimm, number)!;
        if (Size(command, user, out var total) is < 0 and var sizeRefusal)
        {
            return sizeRefusal;
        }

        if (total > user.Length)
        {
            return -Errno.EFAULT; // copy_from_user
        }

        // nd_command has 64 bits, the kernel keeps 32 of them.
        var function = number == NdCommands.CallNumber ? BinaryPrimitives.ReadUInt32LittleEndian(user[8..]) : (uint)number;
        lock (bus.Gate)
        {
            if (isGone())
            {
                return -Errno.ENXIO;
            }

            var pages = bus.LendPages(total);
            try
            {
                return Copy(bus, dimm, command, function, user[..total], pages, snoop is null ? null : Unlocked(bus, snoop, isGone));
            }
            finally
            {
                bus.ReturnPages(pages);
            }
        }
    }

    /// <summary>
    /// A snoop with the bus's lock let go meanwhile: a script block runs on its pipeline's thread, which would wait for ever for
    /// the lock of the thread that waits for it, as soon as it looks at a DIMM or sends a request.
    /// </summary>
    private static NdSnoop Unlocked(SimulatedBus bus, NdSnoop snoop, Func<bool> isGone) => request =>
    {
        Monitor.Exit(bus.Gate);
        try
        {
            if (snoop(request) is var errno and not 0)
            {
                return errno;
            }
        }
        finally
        {
            Monitor.Enter(bus.Gate);
        }

        return isGone() ? Errno.ENXIO : 0;
    };

    /// <summary>Copies the envelope in, sends it on, and copies it back unless it was refused; inputs included.</summary>
    private static int Copy(SimulatedBus bus, SimulatedDimm? dimm, NdCommand command, uint function, Span<byte> user, byte[] pages,
        NdSnoop? snoop)
    {
        user.CopyTo(pages);
        var result = Send(bus, dimm, command, function, pages, user.Length, snoop);
        if (result >= 0)
        {
            pages.AsSpan(0, user.Length).CopyTo(user);
        }

        return result;
    }

    /// <summary>What is refused before the envelope is measured.</summary>
    private static int Admit(SimulatedBus bus, SimulatedDimm? dimm, NdAccess access, int number, ReadOnlySpan<byte> user)
    {
        var provider = bus.NdProvider;
        if (number == NdCommands.CallNumber)
        {
            if (user.Length < PackageSize)
            {
                return -Errno.EFAULT; // copy_from_user of the package
            }

            var family = BinaryPrimitives.ReadUInt64LittleEndian(user);
            // none beyond NVDIMM_FAMILY_MAX, unless the machine has a private one
            var families = dimm is null ? provider.BusFamilies : provider.DimmFamilies;
            if (family >= 32 || (families & (1u << (int)family)) == 0)
            {
                return -Errno.EINVAL;
            }
        }

        // No descriptor, one without fields, or a command that the object does not offer.
        var kind = dimm is null ? NdNodeKind.Bus : NdNodeKind.Dimm;
        var commands = dimm is null ? provider.BusCommands : provider.DimmCommands(dimm);
        if (number > NdCommands.CallNumber || NdCommands.Find(kind, number) is null || (commands & (1u << number)) == 0)
        {
            return -Errno.ENOTTY;
        }

        return access == NdAccess.ReadOnly && (Writing & (1u << number)) != 0 ? -Errno.EPERM : 0;
    }

    /// <summary>Measures the envelope: <c>nd_cmd_in_size</c>, then <c>nd_cmd_out_size</c>, then the sum.</summary>
    private static int Size(NdCommand command, ReadOnlySpan<byte> user, out int total)
    {
        total = 0;
        var size = NdEnvelope.Measure(command, user);
        switch (size.Problem)
        {
            case NdEnvelopeProblem.Input:
                return -Errno.ENXIO;
            case NdEnvelopeProblem.Output:
                return -Errno.EFAULT;
        }

        // Two u32 sums, each of which may have wrapped, added in 64 bits.
        var sum = (long)size.Input + size.Output;
        if (sum > NdCommands.MaxLength)
        {
            return -Errno.EINVAL;
        }

        total = (int)sum;
        return total == 0 ? -Errno.ENOMEM : 0; // vmalloc(0)
    }

    /// <summary>What happens under the bus's lock.</summary>
    private static int Send(SimulatedBus bus, SimulatedDimm? dimm, NdCommand command, uint function, byte[] pages, int total,
        NdSnoop? snoop)
    {
        if (ClearToSend(bus, dimm, function, pages) is < 0 and var refusal)
        {
            return refusal;
        }

        if (snoop is not null && snoop(Snooped(bus, dimm, command, function, pages.AsSpan(0, total))) is var errno and not 0)
        {
            return -Math.Abs(errno);
        }

        var result = bus.NdProvider.Control(dimm, command, pages, total, out var commandResult);
        if (result >= 0 && command == NdCommands.ClearError && commandResult >= 0)
        {
            // nvdimm_account_cleared_poison
            bus.AccountCleared(BinaryPrimitives.ReadUInt64LittleEndian(pages), BinaryPrimitives.ReadUInt64LittleEndian(pages.AsSpan(24)));
        }

        bus.MirrorCall?.Invoke(dimm);
        return result;
    }

    /// <summary>
    /// <c>nd_cmd_clear_to_send</c>. It goes by the function's number, so a generic call meets the legacy commands' rules.
    /// </summary>
    private static int ClearToSend(SimulatedBus bus, SimulatedDimm? dimm, uint function, ReadOnlySpan<byte> pages)
    {
        const uint arsStart = 2, clearError = 4, setConfigData = 6;
        if (dimm is not null)
        {
            // acpi_nfit_clear_to_send means to refuse security functions here (EOPNOTSUPP), but it compares the function
            // with ND_CMD_CALL, and function 10 is not among those it would refuse.
            return function == setConfigData && dimm.IsActive ? -Errno.EBUSY : 0;
        }

        // The same comparison on a bus: of another family's functions only number 10 is refused.
        if (function == NdCommands.CallNumber && BinaryPrimitives.ReadUInt64LittleEndian(pages) != 0)
        {
            return -Errno.EOPNOTSUPP;
        }

        return function switch
        {
            arsStart when bus.IsScrubbing => -Errno.EBUSY, // work_busy() in __acpi_nfit_clear_to_send
            clearError => ForgetPoisonCheck(bus, pages),
            _ => 0,
        };
    }

    /// <summary>
    /// <c>nd_pmem_forget_poison_check</c>: errors in a bound namespace are the pmem driver's to clear. It believes the
    /// caller's <c>cleared</c>, and takes a generic call's package for an <c>nd_cmd_clear_error</c>.
    /// </summary>
    private static int ForgetPoisonCheck(SimulatedBus bus, ReadOnlySpan<byte> buffer)
    {
        var start = BinaryPrimitives.ReadUInt64LittleEndian(buffer);
        var end = start + BinaryPrimitives.ReadUInt64LittleEndian(buffer[24..]) - 1;
        foreach (var (first, last) in bus.BoundRanges())
        {
            if (first >= start && last <= end)
            {
                return -Errno.EBUSY;
            }
        }

        return 0;
    }

    private static NdSnoopedRequest Snooped(SimulatedBus bus, SimulatedDimm? dimm, NdCommand command, uint function,
        ReadOnlySpan<byte> buffer)
    {
        var isCall = command.Number == NdCommands.CallNumber;
        var start = isCall ? Math.Min(PackageSize, buffer.Length) : 0;
        var end = Math.Clamp((int)Math.Min(NdEnvelope.Measure(command, buffer).Input, int.MaxValue), start, buffer.Length);
        var family = isCall && start == PackageSize ? BinaryPrimitives.ReadUInt64LittleEndian(buffer) : dimm?.Family ?? 0;
        return new NdSnoopedRequest(
            dimm?.Node ?? bus.Node, isCall ? NdRoute.Call : NdRoute.Legacy, family, function, buffer[start..end].ToArray());
    }
}
