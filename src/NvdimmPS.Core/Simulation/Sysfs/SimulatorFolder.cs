using NvdimmPS.Files;
using NvdimmPS.Kernel;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>The temporary folder of one simulator, which is open to this user alone and goes with the process.</summary>
internal abstract class SimulatorFolder : IDisposable
{
    private readonly EventHandler _exit;
    private int _disposed;

    protected SimulatorFolder() => _exit = (_, _) => Dispose();

    public abstract string Root { get; }

    /// <summary>Makes one.</summary>
    /// <exception cref="NvdimmException">There is no place for it.</exception>
    public static SimulatorFolder Create()
    {
        try
        {
            SimulatorFolder folder = OperatingSystem.IsLinux() ? new LockedFolder() : new PortableFolder();
            AppDomain.CurrentDomain.ProcessExit += folder._exit;
            return folder;
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw SimulatorErrors.Folder(e);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            AppDomain.CurrentDomain.ProcessExit -= _exit;
            Remove();
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Removes it; what cannot be removed stays.</summary>
    protected abstract void Remove();

    /// <summary>
    /// Where there is no <see cref="PrivateFolder"/>: a folder of its own in the temporary one. What a killed process leaves stays.
    /// </summary>
    internal sealed class PortableFolder : SimulatorFolder
    {
        public override string Root { get; } = Directory.CreateTempSubdirectory("nvdimm-simulator-").FullName;

        protected override void Remove()
        {
            try
            {
                FolderRemoval.Remove(Root);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A reader may hold a file open on Windows.
            }
        }
    }
}
