using System.Management.Automation;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace NvdimmPS.Import;

/// <summary>
/// Runs when the module is imported, before its cmdlets, types and views. Refuses what this process cannot hold, since types by two paths
/// would be thirty errors; then has work begun beside the engine's, and takes the core with machine code.
/// </summary>
public sealed class ModuleImport : IModuleAssemblyInitializer
{
    private const string Module = "NvdimmPS", Platform = "linux-x64";
    private static bool _isImported;

    public void OnImport()
    {
        var assembly = typeof(ModuleImport).Assembly;
        var folder = Path.GetDirectoryName(assembly.Location)!;
        if (_isImported)
        {
            EnsureNotInSession();
            return;
        }

        EnsureOnlyBuild(folder);
        _isImported = true;
        ReadAhead.Start(folder);
        LoadCompiledCore(folder, assembly.GetName().Name!.Split('.')[^1]);
    }

    /// <summary>Another build's assembly stays loaded until the process ends, even after Remove-Module.</summary>
    private static void EnsureOnlyBuild(string folder)
    {
        var loaded = Array.Find(AppDomain.CurrentDomain.GetAssemblies(), IsModule);
        if (loaded is not null && loaded.ManifestModule.ModuleVersionId != Identity(Path.Join(folder, $"{Module}.dll")))
        {
            throw Refusal(
                "Nvdimm.Module.OtherVersion",
                folder,
                $"NvdimmPS {loaded.GetName().Version!.ToString(3)} from '{Path.GetDirectoryName(loaded.Location)}' is loaded in this "
                + $"process, which can hold one: that of '{folder}' was not imported.",
                $"Start another PowerShell (pwsh), and import '{folder}' there.");
        }
    }

    /// <summary>By the name as text: to make an AssemblyName of each assembly takes longer.</summary>
    private static bool IsModule(Assembly assembly) => assembly.FullName!.StartsWith($"{Module},", StringComparison.Ordinal);

    /// <summary>
    /// The same build by another path, a copy or a link: the engine would add its types a second time. With -Force it has removed the
    /// module before.
    /// </summary>
    private static void EnsureNotInSession()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"Microsoft.PowerShell.Core\Get-Module").AddParameter("Name", Module);
        if (shell.Invoke<PSModuleInfo>().FirstOrDefault()?.ModuleBase is { } imported)
        {
            throw Refusal(
                "Nvdimm.Module.Imported",
                imported,
                $"NvdimmPS is imported already, from '{imported}'; the same by another path was not imported a second time.",
                "Use it as it is, or Remove-Module NvdimmPS first.");
        }
    }

    /// <summary>
    /// The first command then waits less for the JIT. A runtime does not load an assembly with another platform's machine code, so the one
    /// beside NvdimmPS.dll has none. Its folder is named after the build: what another one left there is not taken.
    /// </summary>
    private static void LoadCompiledCore(string folder, string build)
    {
        var file = Path.Join(folder, Platform, build, $"{Module}.Core.dll");
        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && File.Exists(file))
        {
            try
            {
                _ = Assembly.LoadFrom(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
            {
                // The core is loaded already, or the file is broken: the one beside NvdimmPS.dll does the same.
            }
        }
    }

    private static Guid Identity(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static RuntimeException Refusal(string id, string target, string message, string nextStep)
    {
        var record = new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.ResourceExists, target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = nextStep },
        };
        return new RuntimeException(message, record.Exception, record);
    }
}
