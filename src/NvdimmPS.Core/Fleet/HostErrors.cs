using NvdimmPS.Files;

namespace NvdimmPS.Fleet;

/// <summary>What can be wrong with a list of hosts.</summary>
internal static class HostErrors
{
    internal static NvdimmException Host(string text, string reason) =>
        new("Nvdimm.Fleet.Host", NvdimmErrorKind.InvalidArgument, text, $"'{Printable.Quote(text)}' is no host: {reason}. It was left out.",
            "Write host, user@host, host:port, [IPv6]:port, ssh://user@host:port or a range such as node[01-20].");

    internal static NvdimmException File(string path, Exception cause) =>
        new("Nvdimm.Fleet.HostFile", FileReasons.ReadKind(cause), path,
            $"The hosts cannot be read from '{path}': {ErrorText.Sentence(cause.Message)}",
                FileReasons.Next(cause, "Name a text file with one host per line."), cause);

    internal static NvdimmException FileTooLarge(string path, int most) =>
        new("Nvdimm.Fleet.HostFile", NvdimmErrorKind.LimitsExceeded, path,
            $"'{path}' has more than {most >> 20} MiB, or no end: too large for a host list.", "Name a text file with one host per line.");

    internal static NvdimmException FileNoText(string path) =>
        new("Nvdimm.Fleet.HostFile", NvdimmErrorKind.InvalidData, path, $"'{path}' is no text: it has a zero byte.",
            "Name a text file with one host per line.");

    internal static NvdimmException TooMany(int most) =>
        new("Nvdimm.Fleet.TooManyHosts", NvdimmErrorKind.LimitsExceeded, null,
            $"More than {most:N0} hosts were named, or repeated far more often than that; the rest was skipped.",
            "Query a part of them at a time.");

    internal static NvdimmException FileEmpty(string path) =>
        new("Nvdimm.Fleet.HostFile", NvdimmErrorKind.InvalidData, path, $"'{path}' names no host.",
            "Write one host per line; text after # is ignored.");
}
