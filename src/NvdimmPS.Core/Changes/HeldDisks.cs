using NvdimmPS.Kernel;

namespace NvdimmPS.Changes;

/// <summary>Disks that are open for this process alone until the next step has been made.</summary>
internal sealed class HeldDisks(INdKernel kernel) : IDisposable
{
    private readonly List<INdDisk> _disks = [];

    /// <exception cref="NdOpenException">Something uses it.</exception>
    public void Hold(string name) => _disks.Add(kernel.OpenDisk(name, write: true));

    public void Release()
    {
        _disks.ForEach(disk => disk.Dispose());
        _disks.Clear();
    }

    public void Dispose() => Release();
}
