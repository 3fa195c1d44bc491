using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>A member of an object, both ways, said once.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Read">Takes it over from the file.</param>
/// <param name="Write">Writes it, unless it says what is taken for granted.</param>
internal sealed record SchemaMember<T>(string Name, Func<T, DataNode, T> Read, Action<SchemaWriter, T> Write)
{
    /// <summary>True where it must be there.</summary>
    public bool Required { get; init; }
}

/// <summary>What an object of the format consists of. To add a property to the format is to add a line to such a table.</summary>
/// <param name="what">What the object is, in messages.</param>
/// <param name="members">Its members in the order in which they are read and written.</param>
internal sealed class SchemaTable<T>(string what, params SchemaMember<T>[] members)
{
    /// <summary>The names of all members.</summary>
    public IReadOnlyCollection<string> Names { get; } = [.. members.Select(m => m.Name)];

    /// <summary>Takes an object over.</summary>
    /// <exception cref="NvdimmException">A name is unknown, a member is missing, or a value is wrong.</exception>
    public T Read(T item, DataNode node)
    {
        foreach (var child in node.Members())
        {
            if (!Names.Contains(child.Name!))
            {
                throw child.Wrong($"{what} has no '{Suggestion.Shown(child.Name!)}'", Suggestion.For(child.Name!, Names));
            }
        }

        foreach (var member in members)
        {
            if (node[member.Name] is { } value)
            {
                item = member.Read(item, value);
            }
            else if (member.Required)
            {
                throw node.Wrong($"{what} needs a '{member.Name}', which is not there", $"Add \"{member.Name}\": ….");
            }
        }

        return item;
    }

    /// <summary>Writes an object.</summary>
    public void Write(SchemaWriter writer, T item)
    {
        writer.Json.WriteStartObject();
        foreach (var member in members)
        {
            writer.Name = member.Name;
            member.Write(writer, item);
        }

        writer.Json.WriteEndObject();
    }

    /// <summary>The text of one object, as two definitions are compared.</summary>
    public string TextOf(T item) => SchemaWriter.Text(writer => Write(writer, item), indented: false);
}
