using NvdimmPS.Dsm;

namespace NvdimmPS.Injection;

/// <summary>Why no error is injected.</summary>
internal static class InjectionErrors
{
    /// <summary>An injected error is as bad as a real one for whoever reads the memory.</summary>
    public static NvdimmException RealHardware(string target, string provider) =>
        new("Nvdimm.Injection.RealHardware", NvdimmErrorKind.SecurityError, target,
            $"{target} is on a bus of the provider {provider}, which is no test bus: an injected error there is an error of a real "
                + "machine. Nothing was sent.",
            $"Try it on a simulator ({Mention.Simulator}) or on the kernel's test bus (nfit_test). If you really want it, add "
                + $"{Mention.AllowHardware}.");

    /// <summary>A bus or DIMM without the function.</summary>
    public static NvdimmException NotOffered(string target, string what, string functions) =>
        new("Nvdimm.Injection.NotOffered", NvdimmErrorKind.NotImplemented, target,
            $"{target} does not offer {what}: {functions}.",
            $"List what it offers with {Mention.Functions}. Some platforms have to allow injection in the BIOS setup.");

    /// <summary>Nothing is named that is to be injected.</summary>
    public static NvdimmException Nothing(string what) =>
        new("Nvdimm.Injection.Nothing", NvdimmErrorKind.InvalidArgument, what, $"No {what} was named, so nothing was sent.",
            "Name at least one of them.");

    /// <summary>A property that this family cannot inject.</summary>
    public static NvdimmException NotOfFamily(string target, DsmFamily family, string what, IEnumerable<string> can) =>
        new("Nvdimm.Injection.NotOfFamily", NvdimmErrorKind.NotImplemented, target,
            $"{target}: the {family} family cannot inject {what}; it can inject {string.Join(", ", can)}.", "Name one of those.");
}
