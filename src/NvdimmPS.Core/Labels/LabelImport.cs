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
            switch (all.FindAll(entry.IsOf))
            {
                case [var device]:
                    found.Add(device);
                    break;
                case []:
                    report(LabelErrors.NotHere(_path, entry.Identity, entry.HasIdentity));
                    break;
                case var several:
                    report(LabelErrors.SeveralAlike(_path, entry.Identity, several.Select(d => d.Name)));
                    break;
            }
        }

        return found;
    }

    /// <summary>The bytes of a DIMM's area, held against size and hash of the manifest.</summary>
    /// <exception cref="NvdimmException">It has none of this DIMM, or they were changed.</exception>
    internal (byte[] Bytes, string File) For(NvdimmDevice device, CancellationToken stop)
    {
        // A DIMM that says no more of itself is known by the name that a person gave it here, and by no more.
        var entries = _manifest.Entries.Where(e => e.IsOf(device) || e.IsNamedAs(device)).ToList();
        return entries switch
        {
            [var entry] => (_manifest.Bytes(entry, stop), entry.File),
            [] => throw LabelErrors.OtherDimm(device.Name, device.UniqueId ?? device.Serial, _path,
                _manifest.Entries.Select(e => e.Identity)),
            _ => throw LabelErrors.SeveralAlike(_path, entries[0].Identity, entries.Select(e => e.File)),
        };
    }
}
