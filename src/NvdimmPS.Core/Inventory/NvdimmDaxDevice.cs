namespace NvdimmPS;

/// <summary>One DAX device of a devdax namespace.</summary>
public sealed class NvdimmDaxDevice
{
    /// <summary>The kernel's name, such as <c>dax0.1</c>; also its node's in <c>/dev</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>devdax</c>, or <c>system-ram</c> where the kernel uses it as memory.</summary>
    public string Mode { get; init; } = "";

    /// <summary>The node's major:minor.</summary>
    public string? DeviceNumber { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
