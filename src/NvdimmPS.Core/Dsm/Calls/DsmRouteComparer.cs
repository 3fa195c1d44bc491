using NvdimmPS.Kernel;

namespace NvdimmPS.Dsm;

/// <summary>
/// Holds the kernel to the plan of 2015: a legacy command and its generic call are two spellings of one function, so both
/// must give the same answer.
/// </summary>
public static class DsmRouteComparer
{
    /// <summary>Sends each read-class function that has both spellings by both routes.</summary>
    public static IEnumerable<DsmRouteComparison> Compare(INdKernel kernel, DsmCaller caller, DsmTarget target)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(target);
        var family = target.Family ?? throw CallErrors.NoFamily(target);
        var functions = family.Functions.Where(f => f is { LegacyCommand: not null, Danger: DsmDanger.Read }).ToList();
        return functions.Count > 0
            ? functions.Select(function => Compare(kernel, caller, target, function))
            : throw CallErrors.NoTwoRoutes(target);
    }

    private static DsmRouteComparison Compare(INdKernel kernel, DsmCaller caller, DsmTarget target, DsmFunction function)
    {
        var (call, callProblem) = Send(caller, target, function, DsmRoute.Call);
        var (legacy, legacyProblem) = Send(caller, target, function, DsmRoute.Legacy);
        int? difference = null;
        string result, reason = string.Empty;
        if (call is null || legacy is null)
        {
            result = "Unsupported";
            reason = string.Join(" ",
                new[] { Said("generic call", callProblem), Said("legacy command", legacyProblem) }.Where(s => s is not null));
        }
        else
        {
            var common = call.OutputBytes.AsSpan().CommonPrefixLength(legacy.OutputBytes);
            var equal = common == call.OutputBytes.Length && common == legacy.OutputBytes.Length;
            difference = equal ? null : common;
            result = equal ? "Equal" : "Different";
            reason = equal
                ? string.Empty
                : $"{Plural.Of(call.OutputBytes.Length, "byte")} by the generic call, {legacy.OutputBytes.Length} by the legacy "
                    + $"command; they part at byte {common}";
        }

        return new DsmRouteComparison
        {
            Dimm = target.Name,
            Family = function.Family.Name,
            Function = function.Number,
            FunctionName = function.Name,
            Result = result,
            Reason = reason.Length == 0 ? null : reason,
            CallStatus = call?.Status,
            LegacyStatus = legacy?.Status,
            CallHex = call?.OutputHex,
            LegacyHex = legacy?.OutputHex,
            FirstDifference = difference,
            Source = kernel.Source,
        };
    }

    private static string? Said(string route, string? problem) => problem is null ? null : $"By the {route}: {problem}";

    private static (DsmResult? Result, string? Problem) Send(DsmCaller caller, DsmTarget target, DsmFunction function, DsmRoute route)
    {
        try
        {
            var input = function.Input is { FixedSize: > 0 } ? LabelWindow(caller, target) : [];
            return (caller.Invoke(target, new DsmCall(function, input) { Route = route, Raw = true }), null);
        }
        catch (NvdimmException e)
        {
            return (null, e.Message);
        }
    }

    /// <summary>GetNamespaceLabelData is the one read with an input: the first transfer of the label area.</summary>
    private static byte[] LabelWindow(DsmCaller caller, DsmTarget target)
    {
        var size = caller.Invoke(target, new DsmCall(target.Family!.Find("GetNamespaceLabelSize")!, ReadOnlyMemory<byte>.Empty));
        var most = size.Fields.Where(f => f.Name is "LabelAreaSize" or "MaxTransferLength").Min(f => (uint)f.Value!);
        return DsmInput.FromArguments(target.Family.Find("GetNamespaceLabelData")!,
            new Dictionary<string, object?> { ["Offset"] = 0u, ["Length"] = most });
    }
}
