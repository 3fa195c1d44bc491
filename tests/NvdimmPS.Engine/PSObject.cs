using System.Collections;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;

namespace System.Management.Automation;

// MshObject.cs: a wrapper that adds members and type names to any object, or to none (PSCustomObject).
public class PSObject : IFormattable
{
    // MshObject.cs, the "resurrection tables": what is added to an object is seen through every wrapper of it.
    private static readonly ConditionalWeakTable<object, Extension> Extensions = [];

    public PSObject() : this(PSCustomObject.SelfInstance) { }
    public PSObject(object obj) => ImmediateBaseObject = obj ?? throw new ArgumentNullException(nameof(obj));

    public object ImmediateBaseObject { get; }
    public object BaseObject => Innermost.ImmediateBaseObject;
    public Collection<string> TypeNames => Added.TypeNames;
    public PSMemberInfoCollection<PSPropertyInfo> Properties => new PSMemberInfoIntegratingCollection(this);
    internal OrderedDictionary<string, PSPropertyInfo> InstanceMembers => Added.Members;
    private PSObject Innermost => ImmediateBaseObject is PSObject inner ? inner.Innermost : this;
    private Extension Added => Extensions.GetValue(BaseObject is PSCustomObject or string ? Innermost : BaseObject, _ => new Extension(BaseObject.GetType()));

    public static PSObject AsPSObject(object obj) => obj as PSObject ?? new PSObject(obj);

    // MshObject.cs: two custom objects are equal only if they are one.
    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (BaseObject is not PSCustomObject && BaseObject.Equals(Unwrap(obj)));
    public override int GetHashCode() => BaseObject.GetHashCode();
    public override string ToString() => ToString(null, null);

    // MshObject.cs: @{name=value; …} for a custom object, a collection's elements with blanks between.
    public string ToString(string? format, IFormatProvider? formatProvider) => BaseObject switch
    {
        PSCustomObject => Properties.Any() ? $"@{{{string.Join("; ", Properties.Select(property => $"{property.Name}={property.Value}"))}}}" : "",
        IFormattable formattable => formattable.ToString(format, formatProvider),
        _ => LanguagePrimitives.GetEnumerable(BaseObject) is { } elements ? string.Join(' ', elements.Cast<object?>()) : BaseObject.ToString() ?? "",
    };

    // MshObject.cs: PSObject.Base, which leaves a custom object in its wrapper.
    internal static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : value;

    private sealed class Extension(Type type)
    {
        public OrderedDictionary<string, PSPropertyInfo> Members { get; } = new(StringComparer.OrdinalIgnoreCase);
        public Collection<string> TypeNames { get; } = [.. Hierarchy(type)];

        private static IEnumerable<string> Hierarchy(Type? type) => type is null ? [] : [type.FullName!, .. Hierarchy(type.BaseType)];
    }
}

// MshObject.cs: the base object of an object without one.
public class PSCustomObject
{
    internal static readonly PSCustomObject SelfInstance = new();

    private PSCustomObject() { }

    public override string ToString() => "";
}

public static class LanguagePrimitives
{
    // LanguagePrimitives.cs: what the pipeline takes apart; strings and dictionaries stay whole.
    public static IEnumerable? GetEnumerable(object? obj) => PSObject.Unwrap(obj) is IEnumerable elements and not (string or IDictionary) ? elements : null;

    // LanguagePrimitives.cs, of what the module asks about.
    public static bool IsTrue(object? obj) => PSObject.Unwrap(obj) switch
    {
        null or "" or false or 0 => false,
        SwitchParameter given => given.IsPresent,
        _ => true,
    };
}
