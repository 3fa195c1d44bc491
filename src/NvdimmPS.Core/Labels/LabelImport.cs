namespace NvdimmPS.Labels;

/// <summary>An export on its way back.</summary>
public sealed class LabelImport
{
    private readonly LabelManifest _manifest;
    private readonly string _path;

    private LabelImport(LabelManifest manifest, string path) => (_manifest, _path) = (manifest, path);

    /// <summary>Reads an export's manifest.</summary>
    /// <exception cref="NvdimmException">It is none.</exception>
    public static LabelImport Read(string path, CancellationToken stop = default) => new(LabelManifest.Read(path, stop), path);

    /// <summary>The DIMMs that it has areas of; one that is not there is reported.</summary>
    public IReadOnlyList<NvdimmDevice> Find(IEnumerable<NvdimmDevice> devices, Action<NvdimmException> report)
    {
        ArgumentNullException.ThrowIfNull(devices);
        ArgumentNullException.ThrowIfNull(report);
        var all = devices.ToList();
        var found = new List<NvdimmDevice>();
        foreach (var entry in _manifest.Entries)
        {
            if (all.Find(entry.IsOf) is { } device)
            {
                found.Add(device);
            }
            else
            {
                report(LabelErrors.NotHere(_path, entry.Identity));
            }
        }

        return found;
    }

    /// <summary>The bytes of a DIMM's area, held against size and hash of the manifest.</summary>
    /// <exception cref="NvdimmException">It has none of this DIMM, or they were changed.</exception>
    internal (byte[] Bytes, string File) For(NvdimmDevice device, CancellationToken stop)
    {
        var entry = _manifest.Entries.FirstOrDefault(e => e.IsOf(device))
            ?? throw LabelErrors.OtherDimm(device.Name, device.UniqueId ?? device.Serial, _path, _manifest.Entries.Select(e => e.Identity));
        return (_manifest.Bytes(entry, stop), entry.File);
    }
}
