namespace NvdimmPS.Files;

/// <summary>The failures of a kind of file that is written, in its words.</summary>
/// <param name="Exists">It is there already, and was not to be replaced.</param>
/// <param name="Unwritable">It cannot be written; the reason.</param>
internal sealed record FileErrors(Func<string, NvdimmException> Exists, Func<string, Exception, NvdimmException> Unwritable);
