using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>What objects and their reasons say of where they come from.</summary>
internal sealed class KernelOrigin(INdKernel kernel)
{
    private readonly string? _copy = kernel.Kind == KernelKind.Device ? null : Path.GetFullPath(kernel.SysfsRoot);

    /// <summary>The word that objects carry (<see cref="INdKernel.Source"/>).</summary>
    public string Source { get; } = kernel.Source;

    /// <summary>True where no kernel of this machine answers, whose drivers could be loaded.</summary>
    public bool IsCopy => _copy is not null;

    /// <summary>The path of the machine that is shown: a recorded or simulated one has its sysfs in a folder of this machine.</summary>
    public string Show(string path) => _copy is not null && path.StartsWith(_copy, StringComparison.Ordinal) ? "/sys" + path[_copy.Length..]
        : _copy is not null && path == kernel.MountTable ? "/proc/self/mountinfo"
        : path;
}
