using System.Text;
using System.Text.Json;
using NvdimmPS.Files;

namespace NvdimmPS.Audit;

/// <summary>
/// Finds and reads the settings. A file that is there and cannot be read, or says anything that is not known, is an error:
/// a slip of the pen must not switch off what somebody relies on.
/// </summary>
internal static class AuditSettingsFile
{
    /// <summary>The administrator's file.</summary>
    public const string System = "/etc/nvdimmps/audit.json";

    /// <summary>The environment variable that names another one, where the administrator has none.</summary>
    public const string Variable = "NVDIMMPS_AUDIT_SETTINGS";

    private const int MaxSize = 64 << 10;

    /// <exception cref="NvdimmException">The file that counts cannot be used.</exception>
    public static AuditSettings Load() => Load(System, Environment.GetEnvironmentVariable(Variable));

    /// <summary>The same from other places.</summary>
    internal static AuditSettings Load(string system, string? other) =>
        Read(system, mayBeMissing: true) ?? (string.IsNullOrEmpty(other) ? new AuditSettings() : Read(other, mayBeMissing: false)!);

    private static AuditSettings? Read(string path, bool mayBeMissing)
    {
        try
        {
            using var file = InputFile.Open(path, CancellationToken.None);
            var bytes = new byte[MaxSize + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= MaxSize ? Parse(path, bytes.AsSpan(0, length)) : throw AuditErrors.Settings(path, "it is far too long");
        }
        catch (Exception e) when (mayBeMissing && e is FileNotFoundException or DirectoryNotFoundException
            && new FileInfo(path).LinkTarget is null)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw AuditErrors.Settings(path, "it cannot be read: " + e.Message.TrimEnd('.'), e);
        }
    }

    private static AuditSettings Parse(string path, ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 2, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            return Check(path, Members(path, ref reader));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw AuditErrors.Settings(path, $"it is no JSON (line {((e as JsonException)?.LineNumber ?? 0) + 1})", e);
        }
    }

    private static AuditSettings Members(string path, ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw AuditErrors.Settings(path, "it is no table of settings");
        }

        var settings = new AuditSettings { Origin = path };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name))
            {
                throw AuditErrors.Settings(path, $"'{Printable.Quote(name)}' stands twice in it");
            }

            _ = reader.Read();
            settings = name switch
            {
                "path" => settings with { Path = Text(path, name, reader) },
                "journal" => settings with { Journal = Flag(path, name, reader) },
                "required" => settings with { Required = Flag(path, name, reader) },
                "simulated" => settings with { Simulated = Flag(path, name, reader) },
                _ => throw AuditErrors.Settings(path, $"there is no setting '{Printable.Quote(name)}'"),
            };
        }

        // To the end: what follows the table is an error too.
        _ = reader.Read();
        return settings;
    }

    private static AuditSettings Check(string path, AuditSettings settings) =>
        settings.Path is { } log && (!Path.IsPathRooted(log) || log.EndsWith('/') || !Printable.IsLine(log))
            ? throw AuditErrors.Settings(path, "'path' must be the whole path of a file, from the root")
        : settings is { Required: true, Path: null, Journal: false } ? throw AuditErrors.Settings(path, "it requires a log and allows none")
        : settings;

    private static string? Text(string path, string name, in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => reader.GetString(),
        _ => throw AuditErrors.Settings(path, $"'{name}' must be a text, or null"),
    };

    private static bool Flag(string path, string name, in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw AuditErrors.Settings(path, $"'{name}' must be true or false"),
    };
}
