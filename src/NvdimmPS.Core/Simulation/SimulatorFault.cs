using System.IO.Enumeration;
using NvdimmPS.Abi;
using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS;

/// <summary>A fault that a simulator shows from when it is added to <see cref="SimulatedKernel.Faults"/> on.</summary>
public sealed record SimulatorFault
{
    /// <summary>Which nodes: a name such as <c>nmem3</c>, <c>ndctl0</c> or <c>ndbus0</c>, or a pattern with * and ?.</summary>
    public string Target { get; init; } = "*";

    /// <summary>Which family, or null for any.</summary>
    public ulong? Family { get; init; }

    /// <summary>Which function, whatever the route, or null for any.</summary>
    public uint? Function { get; init; }

    /// <summary>
    /// Which sysfs attribute's writes, by its name or its path below <c>/sys</c>, or a pattern with * and ?; null for requests.
    /// Such a fault shows as an errno or a delay.
    /// </summary>
    public string? Attribute { get; init; }

    /// <summary>How it shows.</summary>
    public required SimulatorFaultKind Kind { get; init; }

    /// <summary>An error number, a status word or a number of bytes, as <see cref="Kind"/> says.</summary>
    public uint Value { get; init; }

    /// <summary>For <see cref="SimulatorFaultKind.Delay"/>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>For <see cref="SimulatorFaultKind.Garbage"/>.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many requests it meets; null for all until it is removed.</summary>
    public int? Count { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Target} {Kind}";

    /// <summary>Refuses what cannot be shown.</summary>
    internal void Check()
    {
        var why = Kind switch
        {
            SimulatorFaultKind.Errno when Value is 0 or > 4095 => $"{Value} is not an error number (1 to 4095).",
            SimulatorFaultKind.Delay when Delay < TimeSpan.Zero => "a delay cannot be negative.",
            SimulatorFaultKind.OverLong when Value > NdCommands.MaxLength => $"an answer has at most {NdCommands.MaxLength:N0} bytes.",
            not (SimulatorFaultKind.Errno or SimulatorFaultKind.Delay) when Attribute is not null =>
                "the write of an attribute is refused with an errno or takes longer; it has no answer.",
            _ when Count <= 0 => "it would meet no request.",
            _ => null,
        };
        if (why is not null)
        {
            throw SimulatorErrors.Fault(Target, Kind, why);
        }
    }

    /// <summary>Whether it meets the write of an attribute.</summary>
    internal bool Meets(string attribute) => Attribute is not null
        && (FileSystemName.MatchesSimpleExpression(Attribute, attribute)
            || FileSystemName.MatchesSimpleExpression(Attribute, attribute.AsSpan(attribute.LastIndexOf('/') + 1)));

    internal bool Meets(NdNode node, ulong family, uint function) =>
        Attribute is null
        && (Family is null || Family == family)
        && (Function is null || Function == function)
        && (FileSystemName.MatchesSimpleExpression(Target, node.Name) || FileSystemName.MatchesSimpleExpression(Target, node.ObjectName));

    /// <summary>What becomes of the firmware's answer.</summary>
    internal byte[] Distort(byte[] answer)
    {
        switch (Kind)
        {
            case SimulatorFaultKind.Truncate:
                return answer[..(int)Math.Min(Value, (uint)answer.Length)];
            case SimulatorFaultKind.ZeroLength:
                return [];
            case SimulatorFaultKind.OverLong:
                Array.Resize(ref answer, (int)Math.Max(Value, (uint)answer.Length));
                return answer;
            case SimulatorFaultKind.Garbage:
#pragma warning disable CA5394 // Repeatable on purpose; nothing is secret.
                new Random(Seed).NextBytes(answer);
#pragma warning restore CA5394
                return answer;
            case SimulatorFaultKind.Status:
                return Answer.Status(Value);
            default:
                return answer;
        }
    }
}
