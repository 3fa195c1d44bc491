using System.Text;
using NvdimmPS.Dsm.Schema;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm;

/// <summary>
/// Families as a file: the same tables that decoder and encoder read, in JSON. <c>NvdimmPS.DsmSchema.json</c> describes the
/// format.
/// </summary>
public sealed class DsmSchema
{
    /// <summary>What a file says that it is.</summary>
    public const string Format = "nvdimmps-dsm-schema";

    /// <summary>The version of the format; it changes when a member goes or changes its meaning.</summary>
    public const int Version = 1;

    /// <summary>The file that describes the format, in the module's folder.</summary>
    public const string Description = "NvdimmPS.DsmSchema.json";

    private DsmSchema(string name, IReadOnlyList<FamilyDraft> families)
    {
        Name = name;
        Drafts = families;
    }

    /// <summary>The members of the outermost object.</summary>
    internal static IReadOnlyList<string> Members { get; } = ["$schema", "format", "version", "families"];

    /// <summary>Where it comes from: a path, or what the caller calls it.</summary>
    public string Name { get; }

    /// <summary>The names of its families.</summary>
    public IEnumerable<string> Families => Drafts.Select(d => d.Name);

    internal IReadOnlyList<FamilyDraft> Drafts { get; }

    /// <summary>The codes of its vendor commands, such as <c>08:00</c>.</summary>
    internal IEnumerable<string> VendorCodes => Drafts.SelectMany(d => d.VendorCommands).Select(c => c.Command.Code);

    /// <summary>Reads a file.</summary>
    /// <exception cref="NvdimmException">It cannot be read, or is no valid schema; the message says where and why.</exception>
    public static DsmSchema Load(string path, CancellationToken stop = default) => Parse(path, SchemaFile.Read(path, stop));

    /// <summary>Reads a text.</summary>
    /// <exception cref="NvdimmException">It is no valid schema; the message says where and why.</exception>
    public static DsmSchema Parse(string name, string json) => Parse(name, Encoding.UTF8.GetBytes(json));

    /// <summary>Reads the bytes of a text in UTF-8.</summary>
    /// <exception cref="NvdimmException">It is no valid schema; the message says where and why.</exception>
    public static DsmSchema Parse(string name, byte[] utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        if (utf8.Length > SchemaFile.MaxSize)
        {
            throw SchemaErrors.TooLarge(name, utf8.Length, SchemaFile.MaxSize);
        }

        var root = DataJson.Parse(Source(name), utf8);
        CheckFormat(name, root);
        var unknown = root.Members().FirstOrDefault(m => !Members.Contains(m.Name!));
        if (unknown is not null)
        {
            throw unknown.Wrong($"a schema has no '{Suggestion.Shown(unknown.Name!)}'", Suggestion.For(unknown.Name!, Members));
        }

        _ = root["$schema"]?.AnyText();
        var families = root["families"] ?? throw root.Wrong("there are no families", "Add \"families\": [ … ].");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return new DsmSchema(name, [.. families.Items().Select(FamilySchema.Read).Select(draft => names.Add(draft.Name)
            ? draft
            : throw draft.Node.Wrong("name", $"the family {draft.Name} stands twice in this file",
                "Put its functions together; capitals make no difference."))]);
    }

    /// <summary>Families as the text of a file.</summary>
    public static string Write(IEnumerable<DsmFamily> families) => SchemaWriter.Text(
        writer =>
        {
            writer.Json.WriteStartObject();
            writer.Json.WriteString("$schema", Description);
            writer.Json.WriteString("format", Format);
            writer.Json.WriteNumber("version", Version);
            writer.Name = "families";
            writer.All([.. families.Select(FamilyDraft.From)], FamilySchema.Table);
            writer.Json.WriteEndObject();
        },
        indented: true) + "\n";

    /// <summary>Writes families to a file, whole or not at all.</summary>
    /// <exception cref="NvdimmException">The file is there already, or cannot be written.</exception>
    public static void Save(string path, IEnumerable<DsmFamily> families, bool overwrite, CancellationToken stop = default) =>
        SchemaFile.Write(path, Encoding.UTF8.GetBytes(Write(families)), overwrite, stop);

    private static DataOrigin Source(string name) => new(name, "$", MentionKind.ImportSchema, SchemaErrors.Invalid)
    {
        IsStrict = true,
        MaxDepth = 64,
        NotJson = SchemaErrors.NotJson,
    };

    /// <summary>The version first: a later one may have members that this one would take for mistakes.</summary>
    private static void CheckFormat(string name, DataNode root)
    {
        if (root["format"] is not { Value: Format })
        {
            throw SchemaErrors.Format(name, $"it does not say \"format\": \"{Format}\"",
                $"Is it the right file? {Mention.ExportSchema} writes one to begin with.");
        }

        var version = (root["version"] ?? throw SchemaErrors.Format(name, "it does not say its version", $"Add \"version\": {Version}."))
            .Whole(minimum: 1);
        if (version > Version)
        {
            throw SchemaErrors.Format(name,
                $"it was made by a newer NvdimmPS: its format has version {version}, and this one knows {Version}", "Update the module.");
        }
    }
}
