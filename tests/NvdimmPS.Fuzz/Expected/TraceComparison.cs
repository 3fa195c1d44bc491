using NvdimmPS.Abi;
using NvdimmPS.Tracing;

namespace NvdimmPS.Fuzz.Expected;

/// <summary>Holds a trace that the product read against its text.</summary>
internal static class TraceComparison
{
    /// <summary>The first difference; null where there is none.</summary>
    public static string? Difference(TraceText expected, Trace trace)
    {
        if ((trace.Requests.Count, trace.Opens.Count) != (expected.Requests.Count, expected.Opens.Count))
        {
            return $"there are {trace.Requests.Count} requests and {trace.Opens.Count} opens, "
                + $"must be {expected.Requests.Count} and {expected.Opens.Count}";
        }

        return trace.Mounts != expected.Mounts ? "the mount table is another"
            : trace.Requests.Zip(expected.Requests, Request).FirstOrDefault(d => d is not null)
            ?? trace.Opens.Zip(expected.Opens, Open).FirstOrDefault(d => d is not null);
    }

    private static string? Request(RecordedRequest has, ExpectedRequest must)
    {
        var name = $"request 0x{must.Request:x8} to {must.Node}";
        return (has.Node.Name, has.Access == NdAccess.ReadOnly, has.Request) != (must.Node, must.IsReadOnly, must.Request)
                ? $"{name} is read as 0x{has.Request:x8} to {has.Node}, {has.Access}"
            : has.Result != must.Result ? $"{name}: the result is {has.Result}, must be {must.Result}"
            : Bytes(has.Before, must.Before) is { } before ? $"{name}, sent: {before}"
            : (has.After is null) != (must.After is null) ? $"{name}: it has {(has.After is null ? "no answer" : "an answer")}"
            : must.After is not null && Bytes(has.After!, must.After) is { } after ? $"{name}, answered: {after}"
            : null;
    }

    private static string? Open(RecordedOpen has, ExpectedOpen must) =>
        (has.Node.Name, has.Access == NdAccess.ReadOnly, has.Errno) == (must.Node, must.IsReadOnly, must.Errno) ? null
            : $"an open of {must.Node} with {must.Errno} is read as one of {has.Node} with {has.Errno}";

    private static string? Bytes(byte[] has, byte[] must) => has.AsSpan().SequenceEqual(must) ? null
        : $"the bytes are {Convert.ToHexStringLower(has)}, must be {Convert.ToHexStringLower(must)}";
}
