using System.Text.Json.Serialization;
using NvdimmPS.Watching;

namespace NvdimmPS.Cli;

/// <summary>What <c>watch --json</c> prints a line of.</summary>
internal sealed record WatchLine([property: JsonIgnore] NvdimmEvent Event)
{
    public int Version { get; } = JsonText.Version;

    public long Sequence => Event.Sequence;

    public DateTime Time => Event.Time;

    public WatchKind Kind => Event.Kind;

    public WatchSeverity Severity => Event.Severity;

    public string? Dimm => Event.Dimm;

    public string? Target => Event.Target;

    public string? Property => Event.Property;

    public string? From => Event.From;

    public string? To => Event.To;

    public IReadOnlyList<string> Reason => Event.Reason;

    public string Message => Event.Message;

    public bool IsInitial => Event.IsInitial;

    public string Source => Event.Source;
}
