using System.Reflection;
using System.Runtime.Loader;

namespace NvdimmPS.Engine.Harness;

/// <summary>Whether the double is a part of the reference assembly that the module was compiled against, and nothing else.</summary>
public static class ApiShape
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <returns>One line for each visible type or member of the double that the reference assembly does not have in that form.</returns>
    public static IReadOnlyList<string> NotIn(string referenceAssembly, Assembly engine)
    {
        var context = new AssemblyLoadContext(nameof(ApiShape), isCollectible: true);
        Assembly reference = context.LoadFromAssemblyPath(referenceAssembly);
        List<string> extra = [.. reference.FullName == engine.FullName ? [] : new[] { $"{engine.FullName} is not {reference.FullName}" }];
        foreach (Type type in engine.GetExportedTypes().Where(type => type.Namespace != "NvdimmPS.Engine"))
        {
            HashSet<string> known = reference.GetType(type.FullName!) is { } counterpart ? [.. Describe(counterpart)] : [];
            extra.AddRange(Describe(type).Where(line => !known.Contains(line)).Select(line => $"{type.FullName}: {line}"));
        }

        context.Unload();
        return extra;
    }

    private static IEnumerable<string> Describe(Type type)
    {
        yield return $"{(type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class")} abstract={type.IsAbstract} sealed={type.IsSealed}";
        for (Type? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return $"is {ancestor}";
        }

        foreach (Type implemented in type.GetInterfaces())
        {
            yield return $"implements {implemented}";
        }

        if (type.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType == typeof(AttributeUsageAttribute)) is { } usage)
        {
            bool multiple = usage.NamedArguments.Any(argument => argument is { MemberName: "AllowMultiple", TypedValue.Value: true });
            yield return $"usage {usage.ConstructorArguments[0].Value} multiple={multiple}";
        }

        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            if (member is FieldInfo { IsPublic: true } field)
            {
                yield return $"{field.FieldType} {field.Name} static={field.IsStatic} = {(field.IsLiteral ? field.GetRawConstantValue() : "")}";
            }
            else if (member is MethodBase method && (method.IsPublic || method.IsFamily) && !IsOverride(method) && !method.Name.Contains('.'))
            {
                yield return $"{method} public={method.IsPublic} static={method.IsStatic} virtual={method is { IsVirtual: true, IsFinal: false }} ({string.Join(", ", method.GetParameters().Select(one => one.Name))})";
            }
        }
    }

    private static bool IsOverride(MethodBase method) => method is MethodInfo { IsVirtual: true } info && info.GetBaseDefinition() != info;
}
