using System.Management.Automation.Runspaces;

namespace NvdimmPS.Import;

/// <summary>
/// Reads the views once on a thread of its own, while the engine looks at the cmdlets and reads the types. Most of what the engine takes
/// for views is the JIT's work on its reader, which is then done when it comes to them.
/// </summary>
internal static class ReadAhead
{
    public static void Start(string folder)
    {
        if (Environment.ProcessorCount > 1)
        {
            new Thread(() => TryRead(folder)) { IsBackground = true, Name = "NVDIMM import" }.Start();
        }
    }

    private static void TryRead(string folder)
    {
        try
        {
            _ = new FormatTable([Path.Join(folder, "NvdimmPS.Format.ps1xml")]);
        }
#pragma warning disable CA1031 // On a thread of its own it would end the process; the engine reads the file too, and says what is wrong.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
