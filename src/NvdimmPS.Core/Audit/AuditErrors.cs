using NvdimmPS.Dsm;
using NvdimmPS.Files;

namespace NvdimmPS.Audit;

/// <summary>What can go wrong with the audit log.</summary>
internal static class AuditErrors
{
    internal static NvdimmException Settings(string path, string reason, Exception? cause = null) =>
        new("Nvdimm.Audit.Settings", cause is UnauthorizedAccessException
            ? NvdimmErrorKind.PermissionDenied
            : NvdimmErrorKind.InvalidData, path,
            $"The audit settings '{path}' cannot be used: {reason}. Until that is fixed, no call that changes anything is sent.",
            "Correct the file: its keys are path, journal, required and simulated; see about_NvdimmAudit.", cause);

    internal static NvdimmException Required(string target, string what, string? settings, IEnumerable<string> reasons) =>
        new("Nvdimm.Audit.Required", NvdimmErrorKind.SecurityError, target,
            $"{target}: {what} must be logged by '{settings}' and cannot be ({string.Join("; ", reasons)}). Nothing was sent.",
            "Use a user who may write the log, or make the log writable; see about_NvdimmAudit.");

    internal static NvdimmException Unwritten(IEnumerable<string> reasons) =>
        new("Nvdimm.Audit.Unwritten", NvdimmErrorKind.ResourceUnavailable, null,
            $"Calls of this process are not in the audit log ({string.Join("; ", reasons)}). The calls are still sent.",
            $"Give the user write access to a log, or name one in {AuditSettingsFile.System}; see about_NvdimmAudit.");

    internal static NvdimmException Unreadable(string path, Exception cause) =>
        new("Nvdimm.Audit.File", FileReasons.ReadKind(cause), path,
            $"The audit log '{path}' cannot be read: {ErrorText.Sentence(cause.Message)}",
                FileReasons.Next(cause, "Check the path and its permissions; only root may read the default log."), cause);

    internal static NvdimmException Line(string path, long line, string reason) =>
        new("Nvdimm.Audit.Line", NvdimmErrorKind.InvalidData, path,
            $"The audit log '{path}', line {line}: {reason}. The line was skipped.",
                "Check whether a full disk truncated it or somebody edited it.");
}
