using System.Collections;
using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Shell.Cmdlets;

namespace NvdimmPS.Shell.Simulator;

/// <summary>Reads a fault as scripts write it: a table with one key that says how it shows, and others that say where.</summary>
internal static class FaultTable
{
    /// <summary>The fault.</summary>
    /// <exception cref="NvdimmException">A key or a value makes no sense; the message names it.</exception>
    public static SimulatorFault Read(IDictionary table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var fault = new SimulatorFault { Kind = SimulatorFaultKind.Errno };
        string? how = null;
        foreach (var (key, value) in PlainValues.From(table))
        {
            if (Where(fault, key, value) is { } placed)
            {
                fault = placed;
                continue;
            }

            var shown = How(fault, key, value) ?? throw SimulatorCmdletErrors.BadFault(key, "there is no such key");
            fault = how is null ? shown : throw SimulatorCmdletErrors.BadFault(key, $"there is {how} already");
            how = key;
        }

        return how is null ? throw SimulatorCmdletErrors.BadFault("(nothing)", "it does not say how the fault shows") : fault;
    }

    private static SimulatorFault? Where(SimulatorFault fault, string key, object? value) => key.ToUpperInvariant() switch
    {
        "TARGET" or "DIMM" or "BUS" => fault with { Target = Text(value) },
        "FAMILY" => fault with { Family = Family(key, value) },
        "ATTRIBUTE" => fault with { Attribute = Text(value) },
        "FUNCTION" => fault with { Function = Number(key, value) },
        "COUNT" => fault with { Count = (int)Math.Min(Number(key, value), int.MaxValue) },
        _ => null,
    };

    private static SimulatorFault? How(SimulatorFault fault, string key, object? value) => key.ToUpperInvariant() switch
    {
        "ERRNO" => fault with { Kind = SimulatorFaultKind.Errno, Value = ErrorNumber(key, value) },
        "STATUS" => fault with { Kind = SimulatorFaultKind.Status, Value = Word(key, value) },
        "DELAYMS" => fault with { Kind = SimulatorFaultKind.Delay, Delay = TimeSpan.FromMilliseconds(Number(key, value)) },
        "TRUNCATE" => fault with { Kind = SimulatorFaultKind.Truncate, Value = Number(key, value) },
        "OVERLONG" => fault with { Kind = SimulatorFaultKind.OverLong, Value = Number(key, value) },
        "GARBAGE" => fault with { Kind = SimulatorFaultKind.Garbage, Seed = value is true ? 1 : unchecked((int)Number(key, value)) },
        "ZEROLENGTH" => fault with { Kind = SimulatorFaultKind.ZeroLength },
        _ => null,
    };

    private static uint ErrorNumber(string key, object? value) =>
        Errno.TryParse(Text(value), out var errno)
            ? (uint)errno
            : throw SimulatorCmdletErrors.BadFault(key, $"'{value}' is no error number, such as EIO or 5");

    private static ulong Family(string key, object? value) =>
        DsmFamilies.All.FirstOrDefault(f => string.Equals(f.Name, Text(value), StringComparison.OrdinalIgnoreCase))?.Code
            ?? Number(key, value);

    /// <summary>A status word; below 0 it is a negated errno, or a number that PowerShell took for one.</summary>
    private static uint Word(string key, object? value) =>
        int.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? unchecked((uint)number)
            : Number(key, value);

    private static uint Number(string key, object? value)
    {
        var text = Text(value);
        var isNumber = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return isNumber ? number : throw SimulatorCmdletErrors.BadFault(key, $"'{value}' is not a whole number of 32 bits");
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
