using NvdimmPS.Abi;

namespace NvdimmPS.Dsm;

/// <summary>Which route a caller wants.</summary>
public enum DsmRoute
{
    /// <summary>
    /// The generic call where it is offered, else the legacy command; the other one if the kernel does not know the first.
    /// </summary>
    Auto,

    /// <summary>The generic call only.</summary>
    Call,

    /// <summary>The legacy command only.</summary>
    Legacy,
}

/// <summary>The target of a call, and what sysfs says it can do. Built without asking the firmware.</summary>
public sealed class DsmTarget
{
    /// <summary>A DIMM or a bus.</summary>
    public required NdNode Node { get; init; }

    /// <summary>Its name: <c>nmem0</c>, <c>ndbus0</c>.</summary>
    public string Name => Node.ObjectName;

    /// <summary>The DIMM's family, or the bus's first one; null where the kernel found none.</summary>
    public DsmFamily? Family { get; init; }

    /// <summary>Why there is no family.</summary>
    public string? FamilyReason { get; init; }

    /// <summary>True of CXL memory, which has a mailbox and no DSM.</summary>
    internal bool IsCxl { get; init; }

    /// <summary>The functions of <see cref="Family"/> that the kernel passes on, one bit each; null where sysfs does not say.</summary>
    public ulong? Mask { get; init; }

    /// <summary>The ioctl commands by their sysfs names.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Why the commands are not known; null where they are.</summary>
    public string? CommandsReason { get; init; }

    /// <summary>True where the kernel says that this function gets through.</summary>
    public bool Offers(DsmFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return OffersCall(function) || OffersLegacy(function);
    }

    /// <summary>True where the generic call can carry it.</summary>
    public bool OffersCall(DsmFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return HasCall && function.Number <= DsmCaller.LastFunction
            && (function.Family.IsSameAs(Family)
                ? Mask is null || (Mask >> (int)function.Number & 1) != 0
                : Node.Kind == NdNodeKind.Bus && function.Family.Node == NdNodeKind.Bus);
    }

    /// <summary>True where a legacy command spells it.</summary>
    public bool OffersLegacy(DsmFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function.LegacyCommand is { } command && command.Node == Node.Kind && Has(command.Name);
    }

    /// <summary>The routes to try, best first.</summary>
    /// <exception cref="NvdimmException">There is none; the message says why.</exception>
    internal NdRoute[] Routes(DsmFunction function, DsmRoute wanted)
    {
        if (function.Family.Node != Node.Kind)
        {
            throw CallErrors.WrongNode(this, function);
        }

        if (CommandsReason is not null)
        {
            throw CallErrors.NoCommands(this);
        }

        // A legacy command is not bound to the family: ACPI's label methods serve it on any DIMM.
        if (wanted != DsmRoute.Legacy && Node.Kind == NdNodeKind.Dimm && !function.Family.IsSameAs(Family) && !IsForeign(function))
        {
            throw Family is null ? CallErrors.NoFamily(this) : CallErrors.OtherFamily(this, function);
        }

        var call = wanted != DsmRoute.Legacy && (OffersCall(function) || (IsForeign(function) && HasCall));
        var legacy = wanted != DsmRoute.Call && OffersLegacy(function);
        return (call, legacy) switch
        {
            (true, true) => [NdRoute.Call, NdRoute.Legacy],
            (true, false) => [NdRoute.Call],
            (false, true) => [NdRoute.Legacy],
            _ => throw WhyNot(function, wanted),
        };
    }

    /// <summary>
    /// True for a family that was imported and is not the DIMM's. Whether it gets through, the kernel says: one that takes
    /// private families may tell nothing of them in sysfs.
    /// </summary>
    private bool IsForeign(DsmFunction function) =>
        Node.Kind == NdNodeKind.Dimm && function.Family.Origin is not null && !function.Family.IsSameAs(Family)
            && function.Number <= DsmCaller.LastFunction;

    private bool HasCall => Has(NdCommands.Call(Node.Kind).Name);

    private bool Has(string command) => Commands.Contains(command, StringComparer.Ordinal);

    private NvdimmException WhyNot(DsmFunction function, DsmRoute wanted)
    {
        if (wanted == DsmRoute.Legacy)
        {
            return CallErrors.NoLegacy(this, function);
        }

        if (function.Number > DsmCaller.LastFunction)
        {
            return CallErrors.FunctionNumber(this, function);
        }

        return HasCall ? CallErrors.Masked(this, function) : CallErrors.NoCall(this, function);
    }
}
