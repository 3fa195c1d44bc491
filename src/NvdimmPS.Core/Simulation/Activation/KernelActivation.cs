using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Simulation.Namespaces;

namespace NvdimmPS.Simulation.Activation;

/// <summary>
/// Runtime firmware activation as the kernel shows it in sysfs (drivers/acpi/nfit/intel.c, drivers/nvdimm/core.c and dimm_devs.c). It
/// asks the firmware only where what it knows may be out of date: so what is armed by an ioctl alone is not seen here until then. The
/// firmware's status is not looked at. Stores return errnos, 0 for none.
/// </summary>
internal sealed class KernelActivation(SimulatedBus bus)
{
    private const uint IntelDimm = 0, IntelBus = 1;
    private const int StateOffset = 6, ResultOffset = 4;

    // ND_INTEL_FWA_IDLE, _ARMED and _BUSY.
    private const byte Idle = 0, Armed = 1, Busy = 2;

    private readonly Dictionary<SimulatedDimm, Known> _dimms = [];
    private BusWord _state;
    private string? _capability;

    // Activations: after one, what is known of the DIMMs is out of date.
    private int _count;

    /// <summary>What <c>firmware/activate</c> of a bus can say.</summary>
    private enum BusWord
    {
        Invalid,
        Idle,
        Busy,
        Armed,
        Overflow,
    }

    /// <summary><c>nfit/firmware_activate_noidle</c>.</summary>
    public bool NoIdle { get; private set; }

    /// <summary><c>firmware/activate</c> of the bus; null where reading it fails.</summary>
    public string? Text
    {
        get
        {
            var capability = Capability;
            var state = State();
            return capability is null || state == BusWord.Invalid ? null : state.ToString().ToLowerInvariant();
        }
    }

    /// <summary><c>firmware/capability</c>; null where reading it fails.</summary>
    public string? Capability
    {
        get
        {
            if (_capability is null)
            {
                _ = State();
            }

            return _capability is "" ? null : _capability;
        }
    }

    /// <summary><c>firmware/activate</c> of a DIMM; null where reading it fails.</summary>
    public string? TextOf(SimulatedDimm dimm) => StateOf(dimm) switch
    {
        Idle => "idle",
        Armed => "armed",
        Busy => "busy",
        _ => null,
    };

    /// <summary><c>firmware/result</c>, with the codes of the kernel's header; null where reading it fails.</summary>
    public string? ResultOf(SimulatedDimm dimm)
    {
        var known = Of(dimm);
        return (known.Count == _count && known.Result is not null) || StateOf(dimm) is not null ? known.Result : null;
    }

    /// <summary>intel_fwa_arm().</summary>
    public int Arm(SimulatedDimm dimm, string text)
    {
        var arms = KernelText.Equal(text, "arm");
        if (!arms && !KernelText.Equal(text, "disarm"))
        {
            return Errno.EINVAL;
        }

        switch (StateOf(dimm))
        {
            case null:
                return Errno.ENXIO;
            case Busy:
                return Errno.EBUSY;
            case Armed when arms:
            case Idle when !arms:
                return 0;
        }

        _state = BusWord.Invalid;
        Of(dimm).State = null;
        return Ask(dimm, IntelDimm, 30, [arms ? (byte)1 : (byte)0], new byte[4]);
    }

    /// <summary>activate_store() of a bus.</summary>
    public int Activate(string text)
    {
        if (!KernelText.Equal(text, "live") && !KernelText.Equal(text, "quiesce"))
        {
            return Errno.EINVAL;
        }

        switch (State())
        {
            case BusWord.Busy:
                return Errno.EBUSY;
            case BusWord.Armed or BusWord.Overflow:
                break;
            default:
                return Errno.ENXIO;
        }

        var errno = Ask(null, IntelBus, 2, [NoIdle ? (byte)1 : (byte)0], new byte[4]);
        _state = BusWord.Invalid;
        _count++;
        return errno;
    }

    /// <summary>A boot: nothing is known.</summary>
    public void Forget()
    {
        _dimms.Clear();
        (_state, _capability, NoIdle) = (BusWord.Invalid, null, false);
    }

    /// <summary>firmware_activate_noidle_store().</summary>
    public int SetNoIdle(string text)
    {
        var errno = KernelText.Boolean(text, out var value);
        NoIdle = errno == 0 ? value : NoIdle;
        return errno;
    }

    /// <summary>intel_bus_fwa_state().</summary>
    private BusWord State()
    {
        if (_state is not (BusWord.Invalid or BusWord.Busy))
        {
            return _state;
        }

        var answer = new byte[40];
        if (Ask(null, IntelBus, 1, [], answer) != 0)
        {
            return BusWord.Invalid;
        }

        const int estimated = 8, most = 32;
        var overflows = BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(estimated))
            > BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(most));
        var state = answer[StateOffset] switch
        {
            Idle => BusWord.Idle,
            Busy => BusWord.Busy,
            Armed => overflows ? BusWord.Overflow : BusWord.Armed,
            _ => BusWord.Invalid,
        };
        if (state == BusWord.Invalid)
        {
            return state;
        }

        const byte platformQuiesces = 1, systemQuiesces = 2;
        _capability ??= (answer[7] & platformQuiesces) != 0 ? "quiesce" : (answer[7] & systemQuiesces) != 0 ? "live" : "";
        return _state = state;
    }

    /// <summary>intel_fwa_state(); null where it is not known.</summary>
    private byte? StateOf(SimulatedDimm dimm)
    {
        var known = Of(dimm);
        if (known.State is Idle or Armed && known.Count == _count)
        {
            return known.State;
        }

        var answer = new byte[14];
        if (Ask(dimm, IntelDimm, 29, [], answer) != 0)
        {
            return null;
        }

        known.State = answer[StateOffset] <= Busy ? answer[StateOffset] : null;
        known.Result = BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(ResultOffset)) switch
        {
            0 => "none",
            1 => "not_staged",
            2 => "success",
            3 => "need_reset",
            _ => "fail",
        };
        known.Count = _count;
        return known.State;
    }

    private Known Of(SimulatedDimm dimm)
    {
        if (!_dimms.TryGetValue(dimm, out var known))
        {
            _dimms.Add(dimm, known = new Known());
        }

        return known;
    }

    /// <summary>A call as the kernel sends it, past the checks for callers.</summary>
    private int Ask(SimulatedDimm? dimm, uint family, uint function, byte[] input, byte[] output)
    {
        var request = NdRequest.Call(dimm is null ? NdNodeKind.Bus : NdNodeKind.Dimm, family, function, input, output.Length);
        var size = NdEnvelope.Size(request);
        var pages = bus.LendPages(size);
        try
        {
            NdEnvelope.Build(request, pages.AsSpan(0, size));
            var result = bus.NdProvider.Control(dimm, request.Command, pages, size, out _);
            pages.AsSpan(NdEnvelope.OutputOffset(request), output.Length).CopyTo(output);
            return result < 0 ? -result : 0;
        }
        finally
        {
            bus.ReturnPages(pages);
        }
    }

    /// <summary>What is known of a DIMM.</summary>
    private sealed class Known
    {
        public byte? State { get; set; }

        public string? Result { get; set; }

        public int Count { get; set; }
    }
}
