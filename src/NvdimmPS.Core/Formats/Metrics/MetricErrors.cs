using NvdimmPS.Files;

namespace NvdimmPS.Formats.Metrics;

/// <summary>What can go wrong with a file of metrics.</summary>
internal static class MetricErrors
{
    internal static readonly FileErrors File = new(path => Unwritable(path, new FileThereException()), Unwritable);

    internal static NvdimmException Unwritable(string path, Exception cause) =>
        new("Nvdimm.Metric.File", FileReasons.WriteKind(cause), path, $"'{path}' cannot be written: {ErrorText.Sentence(cause.Message)}",
            FileReasons.Next(cause, "Check the folder and its permissions. The old file is unchanged."), cause);
}
