using System.Text.RegularExpressions;
using NvdimmPS.Files;

namespace NvdimmPS.Findings.FirmwareBaselines;

/// <summary>Which firmware DIMMs ought to run.</summary>
/// <param name="Rules">By kind of DIMM, those that say most first.</param>
internal sealed partial record FirmwareBaseline(IReadOnlyList<FirmwareRule> Rules)
{
    /// <summary>The version of the files that this reads.</summary>
    public const int Version = 1;

    private const string Example =
        "Write @{ Version = 1; Firmware = @{ 'Intel' = '01.02.00.5435'; 'Intel/8089:5141' = @{ Minimum = '01.02.00.5400' } } }.";

    /// <summary>A baseline's file or table.</summary>
    public static DataOrigin Origin(string name) => new(name, "baseline", MentionKind.TestFirmware, FirmwareBaselineErrors.Invalid);

    /// <summary>True where a text is a version and not a path.</summary>
    public static bool IsVersion(string text) => FirmwareNumber.Parse(text) is not null;

    /// <summary>One version for every DIMM.</summary>
    public static FirmwareBaseline FromVersion(string version) => new([new FirmwareRule("*", null, null, null, [version], null)]);

    /// <summary>From a file's values to a baseline.</summary>
    /// <param name="root">The outermost table.</param>
    /// <param name="isBare">Whether it may be the mapping itself, as on a command line.</param>
    /// <exception cref="NvdimmException">Something in it is wrong; the message says where and what.</exception>
    public static FirmwareBaseline Read(DataNode root, bool isBare)
    {
        var members = root.Members();
        if (!isBare || (root[nameof(Version)] ?? root["Firmware"]) is not null)
        {
            _ = root.Members(nameof(Version), "Firmware");
            var version = root[nameof(Version)] ?? throw root.Wrong("Version is missing", $"Write Version = {Version}.");
            if (version.Value is not (double)Version)
            {
                throw version.Wrong($"this NvdimmPS reads version {Version} only", $"Write Version = {Version}, or use a newer NvdimmPS.");
            }

            members = (root["Firmware"] ?? throw root.Wrong("Firmware is missing", Example)).Members();
        }

        return members.Count > 0
            ? new FirmwareBaseline([.. members.Select(m => Rule(m.Name!, m)).OrderByDescending(r => r.Weight)])
            : throw root.Wrong("it says nothing of any DIMM", Example);
    }

    private static FirmwareRule Rule(string key, DataNode node)
    {
        var found = Key().Match(key);
        if (!found.Success)
        {
            throw node.Wrong("this is no kind of DIMM",
                "Write a family (Intel), numbers of vendor and device (8089:5141), both (Intel/8089:5141), or * for all.");
        }

        string? Part(string name) => found.Groups[name] is { Success: true, Value: var value } ? value : null;
        var (allowed, minimum) = Versions(node);
        return new FirmwareRule(key, Part("family"), Part("vendor"), Part("device"), allowed, minimum);
    }

    private static (IReadOnlyList<string> Allowed, string? Minimum) Versions(DataNode node)
    {
        if (node.Value is not DataShape.Table)
        {
            var listed = node.OneOrMore().Select(One).ToList();
            return listed.Count > 0 ? (listed, null) : throw node.Wrong("no version is allowed", Example);
        }

        _ = node.Members("Minimum", "Allowed");
        var minimum = node["Minimum"] is { } least ? One(least) : null;
        IReadOnlyList<string> allowed = node["Allowed"] is { } list ? [.. list.OneOrMore().Select(One)] : [];
        return minimum is not null || allowed.Count > 0
            ? (allowed, minimum)
            : throw node.Wrong("neither Minimum nor Allowed is given", Example);
    }

    /// <summary>A number without a dot is hexadecimal, however it was written: PowerShell makes 531 of 0x213.</summary>
    public static string? FromNumber(double number) => number is >= 0 and < 1L << 53 && number == Math.Floor(number)
        ? $"0x{(long)number:x}"
        : null;

    private static string One(DataNode node) =>
        (node is { Digits: null, Value: double number } && FromNumber(number) is { } hex ? hex : node.Text())
            is var text && IsVersion(text) ? text
        : throw node.Wrong($"'{Suggestion.Shown(text)}' is no version",
            $"Write it as {Mention.Firmware} shows it: 01.02.00.5435 or 0x210.");

    [GeneratedRegex(
        @"^(?:\*|(?<family>[A-Za-z][A-Za-z0-9]*)|(?:(?<family>[A-Za-z][A-Za-z0-9]*)/)?"
        + @"(?:0x)?(?<vendor>[0-9A-Fa-f]{4}):(?:0x)?(?<device>[0-9A-Fa-f]{4}))$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Key();
}
