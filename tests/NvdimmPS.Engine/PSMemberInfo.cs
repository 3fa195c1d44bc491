using System.Collections;
using System.Reflection;

namespace System.Management.Automation;

// MshMemberInfo.cs, all of this file.
public abstract class PSMemberInfo
{
    public string Name { get; private protected init; } = "";
    public abstract object? Value { get; set; }
}

public abstract class PSPropertyInfo : PSMemberInfo;

public class PSNoteProperty : PSPropertyInfo
{
    public PSNoteProperty(string name, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, Value) = (name, value);
    }

    public override object? Value { get; set; }
}

// CoreAdapter.cs: a property of the .NET object inside.
public class PSProperty : PSPropertyInfo
{
    private readonly object _owner;
    private readonly PropertyInfo _property;

    internal PSProperty(object owner, PropertyInfo property) => (_owner, _property, Name) = (owner, property, property.Name);

    public override object? Value { get => _property.GetValue(_owner); set => _property.SetValue(_owner, value); }
}

public abstract class PSMemberInfoCollection<T> : IEnumerable<T> where T : PSMemberInfo
{
    // MshMemberInfo.cs: null when there is no such member.
    public abstract T this[string name] { get; }

    public abstract void Add(T member);

    public abstract void Remove(string name);

    public abstract IEnumerator<T> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

// MshMemberInfo.cs: names ignore case; what was added comes first and hides the object's own property of that name,
// and a second one of the same name replaces the first.
internal sealed class PSMemberInfoIntegratingCollection(PSObject owner) : PSMemberInfoCollection<PSPropertyInfo>
{
    public override PSPropertyInfo this[string name] => this.FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))!;

    public override void Add(PSPropertyInfo member) => owner.InstanceMembers[member.Name] = new PSNoteProperty(member.Name, member.Value);

    public override void Remove(string name) => owner.InstanceMembers.Remove(name);

    public override IEnumerator<PSPropertyInfo> GetEnumerator()
    {
        var own = owner.BaseObject is PSCustomObject ? [] : owner.BaseObject.GetType().GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0 && !property.GetMethod!.IsStatic)
            .Select(property => new PSProperty(owner.BaseObject, property));
        return owner.InstanceMembers.Values.Concat(own.ExceptBy(owner.InstanceMembers.Keys, member => member.Name, StringComparer.OrdinalIgnoreCase)).ToList().GetEnumerator();
    }
}
