using System.Globalization;
using System.Reflection;
using System.Text;
using NvdimmPS.Kernel;

namespace NvdimmPS.Audit;

/// <summary>
/// Who this process is for. User and login are the kernel's word; sudo and ssh leave theirs in the environment, of which the
/// one that the process began with is read: a script that changes its own changes nothing here.
/// </summary>
internal sealed record AuditWho
{
    private const int MostAncestors = 16;
    private const int MaxLength = 256;

    private static readonly Lazy<AuditWho> Cached = new(Find);

    public static AuditWho Here => Cached.Value;

    public string Host { get; private init; } = Environment.MachineName;

    public long? UserId { get; private init; } = OperatingSystem.IsLinux() ? Libc.getuid() : null;

    public string User { get; private init; } = UserAccount.Name;

    public long? LoginUserId { get; private init; } = Number("/proc/self/loginuid");

    public long? LoginSession { get; private init; } = Number("/proc/self/sessionid");

    public string? SudoUser { get; private init; }

    public string? SshClient { get; private init; }

    public long ProcessId { get; private init; } = Environment.ProcessId;

    // Of a program that dotnet runs, as the .NET tool's pwsh is, the process path says dotnet.
    public string? Process { get; private init; } =
        Assembly.GetEntryAssembly()?.GetName().Name ?? Path.GetFileNameWithoutExtension(Environment.ProcessPath);

    private static AuditWho Find() => new()
    {
        SudoUser = FromAncestors("SUDO_USER"),
        SshClient = FromAncestors("SSH_CONNECTION")?.Split(' ')[0],
    };

    /// <summary>A variable of the nearest process that has it: sudo passes on nothing of ssh's.</summary>
    private static string? FromAncestors(string variable)
    {
        var id = Environment.ProcessId;
        for (var i = 0; i < MostAncestors && id > 1; i++)
        {
            if (Text($"/proc/{id}/environ")?.Split('\0')
                .FirstOrDefault(v => v.StartsWith(variable + "=", StringComparison.Ordinal)) is { } found)
            {
                var value = found[(variable.Length + 1)..];
                return value.Length <= MaxLength ? value : value[..MaxLength];
            }

            // "pid (name) state ppid": the name may have blanks and brackets of its own.
            var stat = Text($"/proc/{id}/stat");
            var parent = stat?[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            id = parent is [_, var text, ..] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 0;
        }

        return null;
    }

    /// <summary>A number; null where the kernel says that there is none, or does not know such a file.</summary>
    private static long? Number(string path) =>
        uint.TryParse(Text(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != uint.MaxValue
            ? number
            : null;

    private static string? Text(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
