namespace NvdimmPS.Shell.Binding;

/// <summary>What is sent comes first, and then the DIMM that it is sent to.</summary>
internal static class CallOrder
{
    private static readonly string[] NodeNames = ["nmem", "ndbus", "ndctl"];

    /// <summary>A DIMM in the first place would be looked for among the functions, and the function among the DIMMs.</summary>
    /// <param name="parameter">The parameter that comes first.</param>
    /// <param name="first">What was given for it.</param>
    /// <param name="dimms">What was given for the DIMMs.</param>
    /// <param name="find">The function or command that a text names, or null.</param>
    /// <param name="takesBuses">Whether it can be sent to a bus too.</param>
    public static void Ensure(string parameter, string first, string[]? dimms, Func<string, string?> find, bool takesBuses = true)
    {
        var given = first.StartsWith("/dev/", StringComparison.Ordinal) ? first[5..] : first;
        var isNumber = given.All(char.IsAsciiDigit);
        if (!isNumber && !IsNodeName(given))
        {
            return;
        }

        var found = dimms is [var only] && !IsNodeName(only) ? find(only) : null;
        if (!isNumber || found is not null)
        {
            throw BindingErrors.OtherWayRound(parameter, isNumber ? "nmem" + given : given, found, takesBuses);
        }
    }

    private static bool IsNodeName(string text) =>
        Array.Exists(NodeNames, n => text.StartsWith(n, StringComparison.OrdinalIgnoreCase));
}
