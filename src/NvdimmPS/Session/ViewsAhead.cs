using System.Management.Automation.Runspaces;

namespace NvdimmPS.Shell.Session;

/// <summary>
/// Reads the views once on a thread of its own while the engine reads the types. Most of what the engine takes for views is the JIT's
/// work on its reader, which is then done when it comes to them.
/// </summary>
internal static class ViewsAhead
{
    private static int _started;

    /// <summary>Once in a process: another session's reader is compiled already.</summary>
    public static void Read(string folder)
    {
        if (Environment.ProcessorCount > 1 && Interlocked.Exchange(ref _started, 1) == 0)
        {
            new Thread(() => TryRead(Path.Join(folder, "NvdimmPS.Format.ps1xml"))) { IsBackground = true, Name = "NVDIMM views" }.Start();
        }
    }

    private static void TryRead(string file)
    {
        try
        {
            _ = new FormatTable([file]);
        }
#pragma warning disable CA1031 // On a thread of its own it would end the process; the engine reads the file too, and says what is wrong.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
