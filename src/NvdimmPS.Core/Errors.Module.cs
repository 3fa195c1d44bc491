using NvdimmPS.Dsm;

namespace NvdimmPS;

/// <summary>What the PowerShell module adds to the catalogue.</summary>
public static partial class Errors
{
    /// <summary>A name that nothing has, or a pattern that matches nothing.</summary>
    internal static NvdimmException NotFound(string what, string name, IEnumerable<string> existing)
    {
        var found = existing.ToArray();
        var isPattern = name.AsSpan().IndexOfAny('*', '?', '[') >= 0;
        return new NvdimmException($"Nvdimm.{what}.NotFound", NvdimmErrorKind.ObjectNotFound, name,
            (isPattern ? $"No {Word(what)} matches '{name}'. " : $"There is no {Word(what)} '{name}'. ")
            + (found.Length == 0 ? "There is none at all on this machine." : $"There are: {Shortened(found)}."),
            what switch
            {
                _ when found.Length == 0 => "Load the platform's driver ('modprobe nfit' on ACPI), run this on the host that has NVDIMMs, or try New-NvdimmSimulator.",
                "Dimm" => "List them with Get-NvdimmDevice.",
                _ => $"List them with Get-Nvdimm{what}.",
            });
    }

    /// <summary>A pattern that cannot be read.</summary>
    internal static NvdimmException BadPattern(string pattern, Exception cause) =>
        new("Nvdimm.Input.Pattern", NvdimmErrorKind.InvalidArgument, pattern,
            $"'{pattern}' is no pattern: a bracket is not closed, or a range runs backwards.", "Write nmem[0-3], nmem* or a name.", cause);

    /// <summary>A call to nobody.</summary>
    internal static NvdimmException NoTarget() =>
        new("Nvdimm.Input.NoTarget", NvdimmErrorKind.InvalidArgument, null,
            "Neither a DIMM nor a bus was named. Nothing was sent.", "Give -Dimm or -Bus, or pipe DIMMs or buses in: Get-NvdimmDevice nmem0 | ….");

    /// <summary>A function that none of several families has.</summary>
    internal static NvdimmException NoFunction(IReadOnlyList<DsmFamily> families, string name) => families.Count == 1
        ? UnknownFunction(families[0], name)
        : new NvdimmException("Nvdimm.Dsm.UnknownFunction", NvdimmErrorKind.InvalidArgument, name,
            $"None of the families {string.Join(", ", families.Select(f => f.Name))} has a function '{name}'.", "Get-NvdimmDsmFunction lists all there are.");

    /// <summary>A dangerous call where nobody can be asked.</summary>
    internal static NvdimmException CannotAsk(string target, DsmFunction function, Exception cause) =>
        new("Nvdimm.Dsm.NotConfirmed", NvdimmErrorKind.InvalidOperation, target,
            $"{function} is to be confirmed for {target} ({function.Danger.ToString().ToLowerInvariant()}{(function.IsSensitive ? ", sensitive" : string.Empty)}), "
            + "but this session is not interactive: nobody can be asked. Nothing was sent.",
            "Look at it with -WhatIf; if it is really meant, give -Force or -Confirm:$false.", cause);

    internal static NvdimmException SimulatorActive(string topology) =>
        new("Nvdimm.Simulator.Active", NvdimmErrorKind.InvalidOperation, topology,
            $"A simulator is active already ({topology}).", "Remove it with Remove-NvdimmSimulator, or replace it with -Force.");

    internal static NvdimmException NoSimulator() =>
        new("Nvdimm.Simulator.None", NvdimmErrorKind.ObjectNotFound, null,
            "No simulator is active: the cmdlets talk to the real machine.", "New-NvdimmSimulator starts one.");

    internal static NvdimmException BadFault(string key, string why) =>
        new("Nvdimm.Simulator.Fault", NvdimmErrorKind.InvalidArgument, key,
            $"'{key}' of the fault is wrong: {why}.",
            "A fault is a table such as @{ Target = 'nmem0'; Function = 1; Errno = 'EIO' }: one of Errno, Status, DelayMs, Truncate, Garbage, ZeroLength, OverLong, "
            + "and where it applies: Target, Family, Function, Count.");

    internal static NvdimmException MetricsUnwritable(string path, Exception cause) =>
        new("Nvdimm.Metric.File", WriteKind(cause), path, $"'{path}' cannot be written: {Sentence(cause.Message)}",
            Next(cause, "Check the folder and its permissions. What was there before is as it was."), cause);

    internal static NvdimmException NoHealth(object? item) =>
        new("Nvdimm.Input.Health", NvdimmErrorKind.InvalidArgument, item?.ToString(),
            $"'{item}' is no health of a DIMM.", "Pipe in what Get-NvdimmHealth gives, here or on another computer.");

    private static string Shortened(string[] names)
    {
        const int most = 24;
        return names.Length <= most ? string.Join(", ", names) : $"{string.Join(", ", names.Take(most))} and {names.Length - most} more";
    }

    internal static NvdimmException SubscriberExists(string identifier) =>
        new("Nvdimm.Watch.SubscriberExists", NvdimmErrorKind.InvalidOperation, identifier,
            $"'{identifier}' is subscribed already: two under one name could not be told apart.", "Choose another -SourceIdentifier, or end that one with Unregister-Event.");
}
