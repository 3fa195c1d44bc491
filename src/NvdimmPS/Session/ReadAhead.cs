using System.Management.Automation.Runspaces;

namespace NvdimmPS.Shell.Session;

/// <summary>x</summary>
internal static class ReadAhead
{
    public static void Start(string folder)
    {
        new Thread(() => { try { _ = new FormatTable([Path.Join(folder, "NvdimmPS.Format.ps1xml")]); } catch (Exception) { } }) { IsBackground = true }.Start();
    }
}
