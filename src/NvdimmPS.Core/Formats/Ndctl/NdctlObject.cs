namespace NvdimmPS.Formats.Ndctl;

/// <summary>An object of ndctl's JSON: its members in ndctl's order. What is not known is left out.</summary>
internal sealed class NdctlObject
{
    private readonly List<(string Key, object Value)> _members = [];

    public IReadOnlyList<(string Key, object Value)> Members => _members;

    /// <summary>Adds a member; null adds none.</summary>
    public NdctlObject Add(string key, object? value)
    {
        if (value is not null)
        {
            _members.Add((key, value));
        }

        return this;
    }

    /// <summary>Adds a member that ndctl shows only where it is true.</summary>
    public NdctlObject AddIf(string key, bool condition, object? value = null) => condition ? Add(key, value ?? true) : this;
}
