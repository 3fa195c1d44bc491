using System.Net.Sockets;

namespace NvdimmPS.Audit;

/// <summary>Sends entries to the systemd journal by its native protocol: one datagram each.</summary>
internal static class AuditJournal
{
    /// <summary>Where journald listens.</summary>
    public const string Socket = "/run/systemd/journal/socket";

    // A journal that hangs must not hang a call.
    private const int TimeoutMilliseconds = 1000;

    /// <summary>Sends an entry.</summary>
    /// <returns>Why it could not be, or null.</returns>
    public static string? Send(string path, byte[] entry)
    {
        if (!File.Exists(path))
        {
            return "there is no systemd journal";
        }

        try
        {
            using var socket = new System.Net.Sockets.Socket(AddressFamily.Unix, SocketType.Dgram,
                ProtocolType.Unspecified) { SendTimeout = TimeoutMilliseconds };
            return socket.SendTo(entry, new UnixDomainSocketEndPoint(path)) == entry.Length ? null : "the systemd journal took a part only";
        }
        catch (Exception e) when (e is SocketException or PlatformNotSupportedException)
        {
            return $"the systemd journal: {e.Message}";
        }
    }
}
