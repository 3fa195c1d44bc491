using NvdimmPS.Dsm;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Every entrance there is.</summary>
internal static class All
{
    public static IReadOnlyList<Entrance> Create()
    {
        var subjects = Subject.Of(DsmFamilies.All);
        return
        [
            new AnswerEntrance(subjects),
            new RequestEntrance(subjects),
            new VendorEntrance(Subject.BuiltIn.Single(f => f.VendorCommands.Count > 0)),
            new PackageEntrance(subjects, Subject.BuiltIn),
            new EnvelopeEntrance(subjects, Subject.BuiltIn),
            new CallEntrance(subjects),
            new TableEntrance(),
            new SchemaEntrance(),
            new TraceEntrance(),
            new ArchiveEntrance(),
            new PlaybackEntrance(),
            new RecordingEntrance(subjects),
            .. Documents.All,
            new AuditEntrance(),
            new HostEntrance(),
            new ReportEntrance(),
            new DumpEntrance(),
        ];
    }
}
