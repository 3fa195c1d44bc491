using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>Where an object of libnvdimm is in sysfs: the real folder, with no link in its path.</summary>
internal readonly record struct NdPlace(string Folder, int Id)
{
    /// <summary>The entries of the folder, for who looks for several kinds; null where they were not listed.</summary>
    public List<string>? Entries { get; init; }

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

    /// <summary>The same with its entries listed.</summary>
    public NdPlace Listed() => this with { Entries = SysfsFolder.Names(Folder, "") };

    /// <summary>The numbers N of the entries called <c>prefixN</c>, ascending.</summary>
    public List<int> Numbers(string prefix) => Entries is null ? SysfsFolder.Numbers(Folder, prefix) : SysfsFolder.Numbers(Entries, prefix);
}
