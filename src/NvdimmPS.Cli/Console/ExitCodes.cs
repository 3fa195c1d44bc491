namespace NvdimmPS.Cli;

/// <summary>The process's exit codes. 0 only if everything that was asked for succeeded; <c>docs/cli.md</c> says the same.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Unexpected = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Permission = 4;
    public const int Kernel = 5;
    public const int Firmware = 6;
    public const int MalformedReply = 7;
    public const int Refused = 8;
    public const int NotOffered = 9;
    public const int Unsupported = 10;
    public const int SeveralTargets = 11;

    /// <summary>For <c>--help</c>.</summary>
    public const string Help = """
        Exit codes:
          0   success: every call succeeded
          1   unexpected error
          2   wrong usage or input; nothing was sent
          3   no such DIMM, bus, region or namespace, or it was removed
          4   permission denied for the device node
          5   the kernel refused (errno)
          6   the firmware refused (status)
          7   the answer is malformed: too short, inconsistent, or missing
          8   refused by nvdimm: sensitive, in use, not confirmed, or the required
              audit log cannot be written; nothing was sent
          9   the target does not offer the function, or the replayed trace does not
              have it; nothing was sent
          10  unsupported platform: not Linux, or no NVDIMM driver
          11  several targets were called and some failed, or failed for different
              reasons
        health has exit codes of its own: see 'nvdimm health --help'.
        """;

    /// <summary>The code of a failure.</summary>
    public static int For(NvdimmException failure) => failure switch
    {
        DsmStatusException => Firmware,
        DsmReplyException { Kind: NvdimmErrorKind.InvalidResult } => MalformedReply,
        NdIoctlException => Kernel,
        NdOpenException { Kind: NvdimmErrorKind.PermissionDenied } => Permission,
        NdOpenException { Kind: NvdimmErrorKind.ObjectNotFound } => NotFound,
        NdOpenException => Kernel,
        // A file or folder that is not there is wrong input, whatever it was to be read or written for.
        { Kind: NvdimmErrorKind.ObjectNotFound, InnerException: IOException } => Usage,
        _ => OfId(failure.ErrorId, failure.Kind),
    };

    /// <summary>One code for the calls to several targets: that of all of them where it is the same.</summary>
    public static int Combine(IReadOnlyCollection<int> codes) =>
        codes.Distinct().Count() == 1 ? codes.First() : SeveralTargets;

    private static int OfId(string id, NvdimmErrorKind kind) => id switch
    {
        "Nvdimm.Trace.Write" or "Nvdimm.Output.Write" => Unexpected,
        "Nvdimm.Label.Active" or "Nvdimm.InfoBlock.Held" => Refused,
        "Nvdimm.Change.InUse" or "Nvdimm.Change.Locked" or "Nvdimm.Dsm.Sensitive" or "Nvdimm.Dsm.NotConfirmed" or "Nvdimm.Audit.Required"
            or "Nvdimm.Audit.Settings" => Refused,
        "Nvdimm.Dsm.NoFamily" or "Nvdimm.Dsm.OtherFamily" or "Nvdimm.Dsm.FunctionMasked"
            or "Nvdimm.Dsm.NoCallRoute" or "Nvdimm.Dsm.NoLegacyRoute"
            or "Nvdimm.ModuleLog.NotOffered" or "Nvdimm.Trace.NotRecorded" or "Nvdimm.Trace.AnswerHidden" => NotOffered,
        _ when id.StartsWith("Nvdimm.Platform.", StringComparison.Ordinal) => Unsupported,
        "Nvdimm.ModuleLog.NoCommand" => Usage,
        _ when id.StartsWith("Nvdimm.Schema.", StringComparison.Ordinal) => Usage,
        _ when kind == NvdimmErrorKind.ObjectNotFound => NotFound,
        _ => Usage,
    };
}
