using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NvdimmPS.Files;

namespace NvdimmPS.Labels;

/// <summary>What a manifest says of one DIMM's label area.</summary>
internal sealed record LabelManifestEntry
{
    /// <summary>The DIMM's name at that time; names change between boots.</summary>
    public string? Dimm { get; init; }

    public string? Serial { get; init; }

    public string? UniqueId { get; init; }

    public required int Size { get; init; }

    /// <summary>Of the bytes, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file with the bytes, beside the manifest.</summary>
    public required string File { get; init; }

    /// <summary>True where the DIMM is the one that the area was read from, by all that both say of themselves.</summary>
    public bool IsOf(NvdimmDevice device) => HasIdentity
        && Same(Serial, device.Serial) && Same(UniqueId, device.UniqueId);

    /// <summary>True where the DIMM said who it is. Those of PAPR, and of CXL on older kernels, do not.</summary>
    public bool HasIdentity => Serial is not null || UniqueId is not null;

    /// <summary>True where neither says who it is, and the names are the same.</summary>
    public bool IsNamedAs(NvdimmDevice device) => !HasIdentity && device is { Serial: null, UniqueId: null } && Dimm == device.Name;

    /// <summary>What tells the DIMM apart.</summary>
    public string Identity => UniqueId ?? Serial ?? Dimm ?? File;

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// A folder with label areas: one file a DIMM with the bytes, and <c>labels.json</c>, which says of which DIMM each is, its size and
/// its hash.
/// </summary>
internal sealed class LabelManifest
{
    public const string FileName = "labels.json";

    private const string Format = "nvdimmps-labels";
    private const string Extension = ".bin";
    private const int Version = 1, HashLetters = 12;
    private const int MostBytes = 4 << 20;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private LabelManifest(string folder, IReadOnlyList<LabelManifestEntry> entries, DateTime? time) =>
        (Folder, Entries, Time) = (folder, entries, time);

    public string Folder { get; }

    public IReadOnlyList<LabelManifestEntry> Entries { get; }

    public DateTime? Time { get; }

    /// <summary>
    /// Writes areas to a folder that is there; the manifest last, and in one step: until then the one that was there counts, with its
    /// own files, since a file with other bytes has another name.
    /// </summary>
    /// <returns>The manifest's path.</returns>
    public static string Write(string folder, IReadOnlyList<NvdimmLabelArea> areas, bool overwrite, CancellationToken stop = default)
    {
        var path = Path.Join(folder, FileName);
        AtomicFile.Check(path, overwrite, LabelErrors.File);
        var before = overwrite && System.IO.File.Exists(path) ? Named(path, stop) : [];
        foreach (var area in areas)
        {
            AtomicFile.Write(Path.Join(folder, NameFor(area)), area.Bytes, overwrite: true, LabelErrors.File, OwnerOnly, stop);
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(Text(areas) + "\n"), overwrite, LabelErrors.File, OwnerOnly, stop);
        foreach (var old in before.Except(areas.Select(NameFor)))
        {
            OldFile.Remove(Path.Join(folder, old));
        }

        return path;
    }

    /// <summary>The files of a manifest that is to be replaced; none where it is none of ours.</summary>
    private static List<string> Named(string path, CancellationToken stop)
    {
        try
        {
            return [.. Read(path, stop).Entries.Select(e => e.File).Where(f => f.EndsWith(Extension, StringComparison.Ordinal))];
        }
        catch (NvdimmException)
        {
            return [];
        }
    }

    /// <summary>Reads a manifest, or that of a folder.</summary>
    /// <exception cref="NvdimmException">It is none.</exception>
    public static LabelManifest Read(string path, CancellationToken stop)
    {
        path = Directory.Exists(path) ? Path.Join(path, FileName) : path;
        var bytes = InputFile.Read(path, MostBytes, LabelErrors.Unreadable, LabelErrors.TooLarge, stop);
        var origin = new DataOrigin(path, "labels", MentionKind.ExportLabels, LabelErrors.BadManifest) { IsStrict = true };
        var root = DataJson.Parse(origin, bytes);
        _ = root.Members();
        if (root["format"] is not { Value: Format })
        {
            throw root.Wrong($"it does not say \"format\": \"{Format}\"", $"Name what {Mention.ExportLabels} has written.");
        }

        var version = root["version"]?.Number(1, int.MaxValue);
        if (version is null or > Version)
        {
            throw root.Wrong("version", $"this NvdimmPS reads version {Version}", "Use a newer NvdimmPS.");
        }

        var dimms = root["dimms"] ?? throw root.Wrong("dimms is missing", "Export the labels again.");
        return new LabelManifest(Path.GetDirectoryName(Path.GetFullPath(path))!, [.. dimms.Items().Select(Entry)],
            DateTimeOffset.TryParse(root["time"]?.Value as string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out var time)
                ? time.UtcDateTime
                : null);
    }

    /// <summary>The bytes of an entry, held against its size and hash.</summary>
    public byte[] Bytes(LabelManifestEntry entry, CancellationToken stop)
    {
        var path = Path.Join(Folder, entry.File);
        var bytes = LabelFile.ReadBytes(path, stop);
        return bytes.Length != entry.Size ? throw LabelErrors.OtherSize(path, entry.Size, bytes.Length)
            : Hash(bytes) != entry.Sha256 ? throw LabelErrors.OtherHash(path, entry.Sha256, Hash(bytes))
            : bytes;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(NvdimmPS.Sha256.Hash(bytes)).ToLowerInvariant();

    /// <summary>
    /// A file's name of the DIMM's name, what tells it apart and the beginning of the hash, in characters that are good on every system.
    /// </summary>
    private static string NameFor(NvdimmLabelArea area)
    {
        var name = string.Join('-', new[] { area.Dimm, area.UniqueId ?? area.Serial, Hash(area.Bytes)[..HashLetters] }.OfType<string>());
        return new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' ? c : '_')]) + Extension;
    }

    private static string Text(IReadOnlyList<NvdimmLabelArea> areas)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("machine", Environment.MachineName);
            json.WriteString("time", areas.Max(a => a.Time).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteStartArray("dimms");
            foreach (var area in areas)
            {
                json.WriteStartObject();
                json.WriteString("dimm", area.Dimm);
                json.WriteString("serial", area.Serial);
                json.WriteString("uniqueId", area.UniqueId);
                json.WriteString("labelVersion", area.Version);
                json.WriteNumber("size", area.Size);
                json.WriteString("sha256", Hash(area.Bytes));
                json.WriteString("file", NameFor(area));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static LabelManifestEntry Entry(DataNode node)
    {
        _ = node.Members();
        var file = Needed(node, "file");
        if (file.Text() is not { } name || name is "." or ".." || name.AsSpan().ContainsAny('/', '\\', '\0'))
        {
            throw file.Wrong("a file beside the manifest is expected here, without a folder",
                "Keep the files in one folder with the manifest.");
        }

        return new LabelManifestEntry
        {
            Dimm = node["dimm"]?.Value as string, Serial = node["serial"]?.Value as string, UniqueId = node["uniqueId"]?.Value as string,
            Size = (int)Needed(node, "size").Whole(1, LabelLayout.MostAreaSize), Sha256 = Needed(node, "sha256").Text().ToLowerInvariant(),
            File = file.Text(),
        };
    }

    private static DataNode Needed(DataNode node, string name) =>
        node[name] ?? throw node.Wrong($"{name} is missing", "Export the labels again.");
}
