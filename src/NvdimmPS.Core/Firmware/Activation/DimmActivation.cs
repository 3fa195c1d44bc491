using NvdimmPS.Dsm;

namespace NvdimmPS.Firmware;

/// <summary>What Intel's function 29 says of a DIMM's runtime activation.</summary>
/// <param name="State"><c>Idle</c>, <c>Armed</c> or <c>Busy</c>; null where it is another.</param>
/// <param name="Code">The code of the last result.</param>
internal sealed record DimmActivation(string? State, ulong? Code)
{
    public const string Armed = "Armed", Busy = "Busy";

    /// <summary>True where an activation has succeeded, and nothing was staged since: 1 by the specification, 2 by the kernel.</summary>
    public bool HasSucceeded => State == "Idle" && Code == 2;

    /// <summary>Asks a DIMM; null where it does not answer, since that only adds to what is known.</summary>
    public static DimmActivation? Ask(DsmCaller caller, DsmTarget target)
    {
        try
        {
            var function = target.Family!.Get(29);
            var answer = caller.Invoke(target, new DsmCall(function, DsmInput.None(function)));
            return new DimmActivation(answer.Find("ActivationState")?.Value as string,
                answer.Find("LastActivationStatus") is { Value: not null } last ? last.Number : null);
        }
        catch (NvdimmException)
        {
            return null;
        }
    }
}
