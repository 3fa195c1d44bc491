using System.IO.Enumeration;

namespace NvdimmPS.Health.Policies;

/// <summary>A finding that somebody knows of already.</summary>
/// <param name="Id">Which.</param>
/// <param name="Dimm">Of what: a name or unique id, with * and ?; null is all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When it ends (UTC); null is never.</param>
internal sealed record HealthMute(string Id, string? Dimm, string Reason, DateTime? Until)
{
    public bool HasExpired(DateTime now) => Until <= now;

    public bool Meets(string id, string target, string? uniqueId) =>
        string.Equals(Id, id, StringComparison.OrdinalIgnoreCase) && (Dimm is null || Matches(target) || (uniqueId is not null && Matches(uniqueId)));

    private bool Matches(string name) => FileSystemName.MatchesSimpleExpression(Dimm, name);
}
