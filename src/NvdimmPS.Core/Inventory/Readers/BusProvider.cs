namespace NvdimmPS.Inventory;

/// <summary>A bus's provider, or why it is not known.</summary>
internal readonly record struct BusProvider(string? Name, string? Reason)
{
    public static BusProvider Read(string busFolder)
    {
        var a = new AttributeReader(busFolder);
        var name = a.Name(nameof(NvdimmBus.Provider), "provider");
        return new BusProvider(name, name is null ? a.Unavailable[nameof(NvdimmBus.Provider)] : null);
    }
}
