namespace NvdimmPS.Tests.Layering;

/// <summary>A file of Core names something that another file declares.</summary>
/// <param name="File">The file.</param>
/// <param name="From">Its room.</param>
/// <param name="To">The room of what it names.</param>
/// <param name="Type">The type that it names, or whose member it names.</param>
/// <param name="Member">The member, or nothing.</param>
internal sealed record SourceUse(string File, string From, string To, string Type, string Member);
