using NvdimmPS.Files;

namespace NvdimmPS.Labels;

/// <summary>Saves label areas in a folder, and finds the one of a DIMM among several.</summary>
public static class LabelExport
{
    /// <summary>Saves areas; the folder is made where it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="areas">The areas.</param>
    /// <param name="overwrite">Whether an export that is there is replaced.</param>
    /// <param name="stop">Ends waiting.</param>
    /// <returns>The manifest's path.</returns>
    /// <exception cref="NvdimmException">It cannot be written, or is there already.</exception>
    public static string Save(string folder, IReadOnlyList<NvdimmLabelArea> areas, bool overwrite, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(areas);
        try
        {
            if (!Directory.Exists(folder))
            {
                OwnFolder.Make(folder);
            }
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw LabelErrors.File.Unwritable(folder, e);
        }

        return LabelManifest.Write(folder, areas, overwrite, stop);
    }

    /// <summary>True where one of the areas says that it is of the DIMM.</summary>
    public static bool Has(IReadOnlyList<NvdimmLabelArea> areas, NvdimmDevice device)
    {
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(device);
        return areas.Any(a => Identity(a) is { } own && own == (device.UniqueId ?? device.Serial))
            || areas is [{ Serial: null, UniqueId: null }];
    }

    /// <summary>The area that another one is held against: the one of the same DIMM, or the only one.</summary>
    /// <exception cref="NvdimmException">There are several, and none is of that DIMM.</exception>
    public static NvdimmLabelArea Like(IReadOnlyList<NvdimmLabelArea> areas, NvdimmLabelArea other)
    {
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(other);
        return areas is [var only] ? only
            : areas.FirstOrDefault(a => Identity(a) is { } own && own == Identity(other))
                ?? throw LabelErrors.OtherDimm(other.Name, Identity(other), "the reference", areas.Select(a => Identity(a) ?? a.Name));
    }

    private static string? Identity(NvdimmLabelArea area) => area.UniqueId ?? area.Serial;
}
