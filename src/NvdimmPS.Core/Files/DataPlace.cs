namespace NvdimmPS.Files;

/// <summary>Where a value stands.</summary>
/// <param name="Name">The file, or the parameter.</param>
/// <param name="Line">The line, from 1; 0 where there are none.</param>
/// <param name="Column">The column, in characters from 1; 0 where there are no lines.</param>
/// <param name="Path">The names on the way to it: <c>Limits.SparesMinimum</c>.</param>
internal readonly record struct DataPlace(string Name, int Line, int Column, string Path);
