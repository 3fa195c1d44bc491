using static NvdimmPS.Tests.Formats.SecondReader.NdctlHabits;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>Every place where ndctl reads the same bytes otherwise, applied in this order. docs/ndctl.md has the same lines.</summary>
internal static class KnownDifferences
{
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new KnownDifference("short-answer", ["Intel", "Msft", "Hpe1", "HyperV", "Papr"],
            "takes the bytes that did not arrive for zeros", "NvdimmPS: the answer is refused as too short",
            "`linux/ndctl.h`, `nd_fw_size`: how many bytes the firmware returned").As(Padded),
        new KnownDifference("failure-ignored", ["Hpe1"],
            "does not look at the status: what stands behind a failure is shown as health", "NvdimmPS: an error with the status",
            "HPE NVDIMM-N _DSM Interface 0.85, table 5-2").As(Successful),
        new KnownDifference("positive-status", ["Papr"],
            "shows nothing of a DIMM whose status is greater than zero", "NvdimmPS: a failure with an unknown status",
            "`papr_pdsm.h`, `cmd_status`: errors encountered").Values(PositiveStatus),
        new KnownDifference("nothing-after-failure", ["Intel", "HyperV"],
            "shows nothing of function 2 when function 1 failed", "NvdimmPS: each function's answer is its own",
            "Intel NVDIMM DSM Interface V3.0, tables 3-1 and 3-4; Virtual NVDIMM 1.01, functions 1 and 2").Values(AfterFailure),
        new KnownDifference("disarmed-threshold", ["Intel", "Hpe1"],
            "leaves out the threshold of an alarm that is off", "NvdimmPS: the threshold is in the answer all the same",
            "Intel NVDIMM DSM Interface V3.0, table 3-5; HPE NVDIMM-N _DSM Interface 0.85, table 5-5").Values(Disarmed),
        new KnownDifference("undefined-health", ["Intel", "Papr"],
            "says `ok` of a health byte that has no meaning, or takes the gravest bit of several", "neither: NvdimmPS says `Unknown` with the value",
            "Intel NVDIMM DSM Interface V3.0, table 3-2: one bit at a time; `papr_pdsm.h`, `dimm_health`: 0 to 3").Values(GravestHealth),
        new KnownDifference("minus-one", ["Hpe1"],
            "shows −2047.9375 °C, 255 % spares and 255 % used where the field is −1", "NvdimmPS: not reported",
            "HPE NVDIMM-N _DSM Interface 0.84s, section 5.4: −1 for what is not implemented").Values(MinusOne),
        new KnownDifference("save-bits", ["Hpe1"],
            "calls a shutdown dirty when a reserved bit is set beside the one of the good save", "NvdimmPS: clean, by that bit alone",
            "HPE NVDIMM-N _DSM Interface 0.85, table 5-4: last shutdown status, bit 1").Values(SaveBits),
        new KnownDifference("alarm-words", ["Msft", "Hpe1"],
            "has three alarms for all families: the energy source's lifetime is `alarm_spares`, its temperature `alarm_controller_temperature`; what a family lacks is `false`",
            "NvdimmPS: each bit by its own name",
            "Microsoft NVDIMM-N _DSM, function 11: error and warning threshold status; HPE NVDIMM-N _DSM Interface 0.85, tables 5-4 and 5-5").Values(AlarmWords),
        new KnownDifference("whole-degrees", ["Msft"],
            "takes bit 11 of the degrees for a sign, so that 2048 °C is −0.0 °C", "NvdimmPS: 16 bits of whole degrees, 0 the least",
            "Microsoft NVDIMM-N _DSM, function 11: module current temperature").Values(WholeDegrees),
        new KnownDifference("minus-zero", ["Intel", "Hpe1"],
            "shows −0.0 °C", "NvdimmPS: 0; a sign without magnitude is none",
            "Intel NVDIMM DSM Interface V3.0, tables 3-2 and 3-5: sign and magnitude; HPE NVDIMM-N _DSM Interface 0.85, tables 5-4 and 5-5").Values(MinusZero),
        new KnownDifference("signed-count", ["Intel", "HyperV", "Papr"],
            "keeps 32 bits of a shutdown count and takes bit 31 for a sign", "NvdimmPS: 32 bits (PAPR: 64) without a sign",
            "Intel NVDIMM DSM Interface V3.0, table 3-2; Virtual NVDIMM 1.01, function 2; `papr_pdsm.h`, `dimm_dsc`").Values(SignedCount),
        new KnownDifference("version-of-ones", ["Intel"],
            "says version 18446744073709551615 when function 12 failed, and after such a version nothing else", "NvdimmPS: an error with the status; versions are any 64 bits",
            "Intel NVDIMM DSM Interface V3.0, table 3-16").Values(VersionOfOnes),
    ];
}
