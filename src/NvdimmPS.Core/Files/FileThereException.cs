namespace NvdimmPS.Files;

/// <summary>A file is there already, and was not to be replaced.</summary>
internal sealed class FileThereException() : IOException("a file is there already");
