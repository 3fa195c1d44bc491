using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace NvdimmPS.Tests.Harness;

/// <summary>Whether all that a compiled module names can be found at run time, in the engine and elsewhere.</summary>
public static class ModuleBinding
{
    /// <returns>One line for each type, member or attribute that is missing, so normally nothing.</returns>
    public static IReadOnlyList<string> Missing(Assembly module)
    {
        using FileStream file = File.OpenRead(module.Location);
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();
        IEnumerable<Action> lookups =
        [
            .. metadata.TypeReferences.Select<TypeReferenceHandle, Action>(handle => () => module.ManifestModule.ResolveType(MetadataTokens.GetToken(handle))),
            .. metadata.MemberReferences.Where(handle => metadata.GetMemberReference(handle).Parent.Kind == HandleKind.TypeReference)
                .Select<MemberReferenceHandle, Action>(handle => () => module.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle))),
            .. module.GetTypes().SelectMany(type => type.GetMembers().Append(type)).Select<MemberInfo, Action>(member => () => member.GetCustomAttributes(inherit: false)),
        ];
        return [.. lookups.Select(Failure).OfType<string>().Distinct()];
    }

    private static string? Failure(Action lookup)
    {
        try
        {
            lookup();
            return null;
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException or FileNotFoundException or CustomAttributeFormatException)
        {
            return e.Message;
        }
    }
}
