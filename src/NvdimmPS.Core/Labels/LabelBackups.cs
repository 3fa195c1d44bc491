using System.Globalization;
using NvdimmPS.Files;
using NvdimmPS.Kernel;

namespace NvdimmPS.Labels;

/// <summary>
/// Backups of label areas, one folder for each write, in the form of an export. Until a write was read back its folder has a mark, so
/// that the next run knows of one that did not come to its end.
/// </summary>
/// <param name="root">Their folder.</param>
internal sealed class LabelBackups(string root)
{
    private const string Mark = "unfinished";

    /// <summary>
    /// Root's are in <c>/var/lib/nvdimmps/labels</c>, another user's in the folder for his state. Those of a simulator or of a trace are
    /// of no use without it: they are where its tree is, and go with it.
    /// </summary>
    public static LabelBackups For(INdKernel kernel) => new(
        kernel.Kind != KernelKind.Device ? Path.Join(kernel.SysfsRoot, "labels")
            : Path.Join(Environment.IsPrivilegedProcess ? "/var/lib" : StateHome(), "nvdimmps/labels"));

    /// <summary>The folder of all backups.</summary>
    public string Root => root;

    /// <summary>Saves an area, and marks that a write of it begins.</summary>
    /// <returns>The folder.</returns>
    /// <exception cref="NvdimmException">It cannot be saved; then nothing may be written.</exception>
    public string Save(NvdimmLabelArea area, string action, DateTime now)
    {
        var folder = Path.Join(root, string.Create(CultureInfo.InvariantCulture,
            $"{now:yyyyMMdd'T'HHmmss.fff'Z'}-{area.Dimm}-{Word(area.UniqueId ?? area.Serial)}"));
        try
        {
            OwnFolder.Make(folder);
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw LabelErrors.NoBackup(folder, e);
        }

        LabelManifest.Write(folder, [area], overwrite: false);
        AtomicFile.Write(Path.Join(folder, Mark), System.Text.Encoding.UTF8.GetBytes(action + "\n"), overwrite: false, LabelErrors.File,
            UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return folder;
    }

    /// <summary>The folders of writes of a DIMM that were begun and not read back, oldest first.</summary>
    public IReadOnlyList<string> Unfinished(NvdimmDevice device)
    {
        try
        {
            // One that says nothing of itself is known by its name.
            var end = (device.UniqueId ?? device.Serial) is { } identity ? "-" + Word(identity) : $"-{device.Name}-{Word(null)}";
            return !Directory.Exists(root) ? []
                : [.. Directory.EnumerateDirectories(root).Where(f => f.EndsWith(end, StringComparison.Ordinal)
                    && File.Exists(Path.Join(f, Mark))).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            return [];
        }
    }

    /// <summary>Takes the marks of a DIMM away: a write was read back.</summary>
    public void Finish(NvdimmDevice device)
    {
        foreach (var folder in Unfinished(device))
        {
            try
            {
                File.Delete(Path.Join(folder, Mark));
            }
            catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
            {
                // The labels are written and read back. With the mark left, the next write tells of this one once more.
            }
        }
    }

    private static string StateHome() => Environment.GetEnvironmentVariable("XDG_STATE_HOME") is ['/', ..] and var chosen
        ? chosen
        : Path.Join(UserAccount.Home, ".local/state");

    private static string Word(string? text) =>
        text is null ? "unknown" : new string([.. text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
}
