namespace NvdimmPS.Inventory;

/// <summary>Where an object of libnvdimm is in sysfs: the real folder, with no link in its path.</summary>
internal readonly record struct NdPlace(string Folder, int Id)
{
    /// <summary>The kernel's name of the object.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The folder of what it belongs to.</summary>
    public string Parent => Path.GetDirectoryName(Folder) ?? "";

    /// <summary>The bus that it is on.</summary>
    public string BusFolder
    {
        get
        {
            var folder = Folder;
            while (folder is { Length: > 1 } && !Path.GetFileName(folder.AsSpan()).StartsWith("ndbus", StringComparison.Ordinal))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return folder ?? "";
        }
    }

    /// <summary>The name of that bus.</summary>
    public string BusName => Path.GetFileName(BusFolder);
}
