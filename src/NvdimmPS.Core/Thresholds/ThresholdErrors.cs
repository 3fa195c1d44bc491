using NvdimmPS.Dsm;

namespace NvdimmPS.Thresholds;

/// <summary>What can go wrong with thresholds.</summary>
internal static class ThresholdErrors
{
    internal static NvdimmException NotOffered(string target, string? family, string? reason, IEnumerable<string> families) =>
        new("Nvdimm.Threshold.NotOffered", NvdimmErrorKind.NotImplemented, target,
            family is null
                ? $"{target} has no thresholds: {reason ?? "its family is not known"}."
                : $"{target} has no thresholds: the {family} family has no function for them.",
            $"The families that have thresholds are {string.Join(", ", families)}. {Mention.Health} gives the health of any DIMM.");

    internal static NvdimmException NoneGiven() =>
        new("Nvdimm.Threshold.NoneGiven", NvdimmErrorKind.InvalidArgument, null,
            "No threshold was given. Nothing was sent.",
                $"Give at least one, such as {Mention.Named("MediaTemperature", "70")} or {Mention.Named("Enable", "MediaTemperature")}.");

    internal static NvdimmException OutOfRange(string name, double degrees, double coldest, double hottest) =>
        new("Nvdimm.Threshold.OutOfRange", NvdimmErrorKind.InvalidArgument, name,
            string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{name} cannot be {degrees} °C: its range is {coldest} to {hottest} °C. Nothing was sent."),
                    $"Correct {name}: it is in °C.");

    internal static NvdimmException BothWays(string alarm) =>
        new("Nvdimm.Threshold.BothWays", NvdimmErrorKind.InvalidArgument, alarm,
            $"The alarm {alarm} would be both disarmed and armed or given a threshold: firmware accepts thresholds only of armed "
                + $"alarms. Nothing was sent.",
            "Leave one out; set the threshold first, then disarm the alarm.");

    internal static NvdimmException AlarmsNotSettable(string target, DsmFamily family) =>
        new("Nvdimm.Threshold.NotSettable", NvdimmErrorKind.NotImplemented, target,
            $"{target}: the {family.Name} family has no function that arms or disarms alarms. Nothing was sent.",
                $"Leave out {Mention.Named("Enable")} and {Mention.Named("Disable")}: only Intel DIMMs support them.");

    internal static NvdimmException NotSettable(string target, DsmFamily family, string name, IEnumerable<string> settable) =>
        new("Nvdimm.Threshold.NotSettable", NvdimmErrorKind.NotImplemented, target,
            $"{target}: the {family.Name} family has no function that sets {name}. Nothing was sent.",
                $"It can set {string.Join(", ", settable)}.");

    internal static NvdimmException NotTaken(string target, IEnumerable<(string Name, string Asked, string Got)> wrong) =>
        new("Nvdimm.Threshold.NotTaken", NvdimmErrorKind.InvalidResult, target,
            $"{target}: the firmware reported success but did not apply it: "
                + $"{string.Join("; ", wrong.Select(w => $"{w.Name} should be {w.Asked} but is {w.Got}"))}.",
            $"{Mention.Thresholds} shows what is set now. The firmware may round thresholds or limit their range: try "
                + $"another value.");
}
