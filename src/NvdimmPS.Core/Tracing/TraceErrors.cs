using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Files;

namespace NvdimmPS.Tracing;

/// <summary>What can go wrong with recording and replaying.</summary>
internal static class TraceErrors
{
    internal const string LineId = "Nvdimm.Trace.Line";

    internal static NvdimmException Running(NvdimmTrace trace) =>
        new("Nvdimm.Trace.Running", NvdimmErrorKind.InvalidOperation, trace.Path,
            $"A trace is already being recorded ({trace.Path}, {Plural.Of(trace.Requests, "request")}).", "Stop it first.");

    internal static NvdimmException None() =>
        new("Nvdimm.Trace.None", NvdimmErrorKind.ObjectNotFound, null, "No trace is being recorded.", $"{Mention.StartTrace} starts one.");

    internal static NvdimmException Exists(string path) =>
        new("Nvdimm.Trace.Exists", NvdimmErrorKind.InvalidOperation, path,
            $"'{path}' already exists. Nothing was recorded.", $"Choose another name, or {Mention.ReplaceFile}.");

    internal static NvdimmException IsFolder(string path) =>
        new("Nvdimm.Trace.Folder", NvdimmErrorKind.InvalidArgument, path, $"'{path}' is a folder, not a trace.", "Name a file in it.");

    internal static NvdimmException NotAFile(string path) =>
        new("Nvdimm.Trace.NotAFile", NvdimmErrorKind.InvalidArgument, path,
            $"'{path}' is a device or a pipe, not a file. Nothing was recorded.", "Name a file.");

    internal static NvdimmException Create(string path, Exception cause) =>
        new("Nvdimm.Trace.Create", cause is UnauthorizedAccessException
            ? NvdimmErrorKind.PermissionDenied
            : NvdimmErrorKind.ResourceUnavailable, path,
            $"The trace '{path}' cannot be created: {ErrorText.Sentence(cause.Message)} Nothing was recorded.",
                FileReasons.Next(cause, "Check that its folder exists, is writable and has free space."), cause);

    internal static NvdimmException Write(string path, Exception cause) =>
        new("Nvdimm.Trace.Write", NvdimmErrorKind.ResourceUnavailable, path,
            $"The trace '{path}' has ended early, since it can no longer be written: {ErrorText.Sentence(cause.Message)} Calls go on; "
                + $"they are not recorded.",
            "Free space and start another trace. What was written so far can be replayed.", cause);

    internal static NvdimmException Unreadable(string path, Exception cause) =>
        new("Nvdimm.Trace.File", FileReasons.ReadKind(cause), path,
            $"The trace '{path}' cannot be read: {ErrorText.Sentence(cause.Message)} Nothing was read.",
                FileReasons.Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException Empty(string path) =>
        new("Nvdimm.Trace.Empty", NvdimmErrorKind.InvalidData, path, $"The trace '{path}' is empty. Nothing was read.",
            $"Record it again with {Mention.StartTrace}.");

    internal static NvdimmException NotATrace(string path, Exception? cause) =>
        new("Nvdimm.Trace.NotATrace", NvdimmErrorKind.InvalidData, path,
            $"'{path}' is no trace, support bundle or playback file (.pbr): line 1 is neither a trace's header nor an ioctl with dev and "
                + "before. Nothing was read.",
            $"Give a trace as {Mention.StartTrace} wrote it, a support bundle, or a playback file of ipmctl. A trace is UTF-8 text.",
            cause);

    internal static NvdimmException Version(string path, long version, string? tool) =>
        new("Nvdimm.Trace.Version", NvdimmErrorKind.NotImplemented, path,
            $"The trace '{path}' has version {version} of the format (NvdimmPS {Printable.Quote(tool ?? "?")}); this NvdimmPS reads "
                + $"version {TraceFormat.Version}. Nothing was read.",
            "Replay it with a newer NvdimmPS.");

    internal static NvdimmException TooLarge(string path, long limit) =>
        new("Nvdimm.Trace.TooLarge", NvdimmErrorKind.LimitsExceeded, path,
            $"The trace '{path}' is larger than {limit >> 20} MiB, too large to hold in memory. Nothing was read.",
                "Record a shorter time.");

    internal static NvdimmException Line(string path, int line, string why) =>
        new(LineId, NvdimmErrorKind.InvalidData, path,
            $"The trace '{path}' is damaged in line {line}: {Printable.Quote(why)}. Nothing was read.",
            $"Use an intact copy, or record it again. If only its end is missing, the lines before it can be replayed: head -n "
                + $"{Math.Max(line - 1, 1)} FILE > FILE2.");

    internal static NvdimmException Archive(string path, string why) =>
        new("Nvdimm.Trace.Archive", NvdimmErrorKind.InvalidData, path,
            $"The archive '{path}' is no support bundle: {Printable.Quote(why)}. Nothing was read.",
            "Use an intact copy of the bundle as it was written, or extract and open just its trace.jsonl.");

    internal static NvdimmException ArchiveTooLarge(string path, string why) =>
        new("Nvdimm.Trace.ArchiveTooLarge", NvdimmErrorKind.LimitsExceeded, path,
            $"The archive '{path}' is too large: {Printable.Quote(why)}. Nothing was read.",
            "Extract and open just its trace.jsonl.");

    internal static NvdimmException Playback(string path, int offset, string why) =>
        new("Nvdimm.Trace.Playback", NvdimmErrorKind.InvalidData, path,
            $"The playback file '{path}' is damaged at byte {offset}: {Printable.Quote(why)}. Nothing was read.",
            "Use an intact copy, or record it again with ipmctl.");

    internal static NvdimmException PlaybackTable(string path, int offset, string why) =>
        new("Nvdimm.Trace.PlaybackTable", NvdimmErrorKind.InvalidData, path,
            $"The playback file '{path}' has a table that is damaged at its byte {offset}: {Printable.Quote(why)}. Nothing was read.",
            "Use an intact copy. If you redacted serial numbers, recalculate the table's checksum.");

    internal static NvdimmException PlaybackOverTrace(string path) =>
        new("Nvdimm.Playback.IsTrace", NvdimmErrorKind.InvalidArgument, path,
            $"'{path}' is the trace that the playback file is made of: it would be lost. Nothing was written.", "Name another file.");

    internal static readonly FileErrors PlaybackFile = new(PlaybackExists, PlaybackUnwritable);

    private static NvdimmException PlaybackExists(string path) =>
        new("Nvdimm.Playback.FileExists", NvdimmErrorKind.InvalidOperation, path,
            $"'{path}' already exists. Nothing was written.", $"Name another file, or {Mention.ReplaceFile}.");

    private static NvdimmException PlaybackUnwritable(string path, Exception cause) =>
        new("Nvdimm.Playback.File", FileReasons.ReadKind(cause), path,
            $"The playback file '{path}' cannot be written: {ErrorText.Sentence(cause.Message)}",
                FileReasons.Next(cause, "Check the folder, its permissions and free space."), cause);

    internal static NvdimmException NoVendorCommands(string path, int hidden) =>
        new("Nvdimm.Playback.NoVendorCommands", NvdimmErrorKind.InvalidData, path,
            $"The trace '{path}' contains {(hidden > 0 ? $"only {hidden} Intel vendor commands, all of them redacted"
                : "no Intel vendor command")}. Nothing was written.",
            "Record one in which error logs or counters are read: vendor commands carry them.");

    internal static NdReplayException NotInPlayback(string path, NdNode node, string function, uint? command, string[] has) =>
        new("Nvdimm.Trace.NotRecorded", NvdimmErrorKind.ObjectNotFound, node.ObjectName,
            $"The playback file '{path}' has no {(command is { } word ? CommandName(word) : function)} for {node.ObjectName}"
                + (command is null ? string.Empty : " with this input")
                + (has.Length == 0 ? "; it has nothing for this target." : $"; it has the vendor commands: {ErrorText.Shortened(has)}."),
            "Call one of those with the same input, or record it again with ipmctl.");

    internal static NdReplayException FailedInPlayback(string path, NdNode node, uint command, ulong result) =>
        new("Nvdimm.Trace.FailedInPlayback", NvdimmErrorKind.DeviceError, node.ObjectName,
            $"When '{path}' was recorded, {CommandName(command)} to {node.ObjectName} failed before the module's firmware answered (EFI "
                + $"status 0x{result:x}).",
            "What the kernel or the platform said is not in the file; call the machine itself.");

    /// <summary>A vendor command by its code, and its name where the tables have one.</summary>
    internal static string CommandName(uint word) => (Dsm.Vendor.VendorCommands.Find(word)
        ?? Dsm.Vendor.VendorCommand.Unknown((byte)word, (byte)(word >> 8))).ToString();

    internal static NdReplayException AnswerHidden(string path, NdNode node, string function, string reason) =>
        new("Nvdimm.Trace.AnswerHidden", NvdimmErrorKind.ObjectNotFound, node.ObjectName,
            $"The trace '{path}' has {function} for {node.ObjectName}, but its answer was hidden when it was recorded ({reason}).",
            "Hidden answers cannot be replayed; call the machine itself.");

    internal static NdReplayException NotRecorded(string path, NdNode node, uint request, ReadOnlySpan<byte> buffer,
        List<RecordedQuestion> has)
    {
        var length = buffer.Length;
        var asked = DsmEnvelope.Read(node.Kind, request, buffer);
        var same =
            has.Where(q => q.Envelope.Route == asked.Route && q.Envelope.FamilyCode == asked.FamilyCode
                && q.Envelope.Number == asked.Number).ToList();
        var name = asked.Route == Abi.NdRoute.Call ? asked.FunctionName : $"{asked.FunctionName} (legacy {asked.Command?.Name})";
        var names = has.Select(q => q.Name).Distinct().ToArray();
        return new NdReplayException("Nvdimm.Trace.NotRecorded", NvdimmErrorKind.ObjectNotFound, node.ObjectName,
            $"The trace '{path}' has no {name} for {node.ObjectName}"
            + (same.Count == 0 ? string.Empty
                : same.TrueForAll(q => q.Envelope.InputSize == asked.InputSize) && same.TrueForAll(q => q.Length != length)
                    ? " with an output of this size"
                : " with this input")
            + (names.Length == 0 ? "; it has nothing for this target." : $"; it has: {ErrorText.Shortened(names)}."),
            names.Length == 0
                ? "Record it on the machine, or call another DIMM."
                : (NextStep)($"Call one of those with the same parameters (input, {Mention.Route}, {Mention.OutputSize}), or record the "
                    + $"trace again."));
    }

    internal static NdReplayException WriteNotRecorded(Trace trace, string attribute, string value)
    {
        var has = trace.Writes.Select(w => $"'{Text(w.Value)}' to /sys/{w.Attribute}").Distinct().ToArray();
        return new NdReplayException("Nvdimm.Trace.NotRecorded", NvdimmErrorKind.ObjectNotFound, null,
            $"The trace '{trace.Path}' has no write of '{value.TrimEnd('\n')}' to /sys/{attribute}"
            + (has.Length == 0 ? "; it has no write." : $"; it has: {ErrorText.Shortened(has)}."),
            "A replay accepts only changes that were recorded. Record this one on the machine.");

        static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes).TrimEnd('\n');
    }

    internal static NvdimmException TwoMachines(string topology, string trace) =>
        new("Nvdimm.Simulator.TwoMachines", NvdimmErrorKind.InvalidArgument, trace,
            $"Both a topology ({topology}) and a trace ({trace}) were given; a simulator is one or the other. Nothing was started.",
                "Leave one of them out.");
}
