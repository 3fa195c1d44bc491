using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Changes;

/// <summary>A step that writes what a person can look at as a file.</summary>
/// <param name="Bus">The bus that it concerns.</param>
/// <param name="Target">What it concerns: a region, a namespace, a DIMM, a bus.</param>
public abstract record WriteStep(NdNode Bus, string Target) : ChangeStep
{
    /// <summary>The region whose namespaces nothing may use meanwhile.</summary>
    public string? Region { get; init; }

    /// <summary>The namespace that nothing may use meanwhile.</summary>
    public string? Namespace { get; init; }

    /// <inheritdoc/>
    public override NdNode Node => Bus;

    /// <inheritdoc/>
    public override bool IsSensitive => false;

    /// <inheritdoc/>
    public override bool NeedsIdle => Region is not null || Namespace is not null;

    /// <summary>The attribute or node, as people write it.</summary>
    public abstract string FullPath { get; }

    /// <summary>What is written, for people.</summary>
    public abstract string Text { get; }

    internal override IReadOnlyList<NvdimmConsumer> FindConsumers(Topology topology) =>
        Region is not null ? topology.GetConsumers(Region) : Namespace is not null ? topology.GetConsumersOf(Namespace) : [];
}

/// <summary>The write of a sysfs attribute.</summary>
/// <param name="Bus">The bus that it concerns.</param>
/// <param name="Target">What it concerns: a region, a namespace, a DIMM, a bus.</param>
/// <param name="Attribute">Its path below <c>/sys</c>.</param>
/// <param name="Value">The text that is written.</param>
public sealed record AttributeStep(NdNode Bus, string Target, string Attribute, string Value) : WriteStep(Bus, Target)
{
    /// <summary>Error numbers that are no failure here, as ENXIO is where a BTT, PFN or DAX takes over the namespace.</summary>
    public IReadOnlyList<int> Accepted { get; init; } = [];

    /// <summary>What else to do where the kernel refuses it and the state may have changed all the same.</summary>
    public NextStep? Advice { get; init; }

    /// <summary>True where data are lost by it, as by the deletion of a namespace.</summary>
    public bool LosesData { get; init; }

    /// <summary>The text, where only the steps before it make it known, as they do the number of a key.</summary>
    public Func<string>? Late { get; init; }

    /// <summary>Called right before the kernel is given it, when everything that could keep it from that is past.</summary>
    public Action? Sending { get; init; }

    /// <summary>What a refusal means here; null for what an error number means everywhere.</summary>
    public Func<int, NvdimmException?>? Refused { get; init; }

    /// <inheritdoc/>
    public override DsmDanger Danger => LosesData ? DsmDanger.Destructive : DsmDanger.Write;

    /// <inheritdoc/>
    public override string FullPath => "/sys/" + Attribute;

    /// <inheritdoc/>
    public override string Text => Value.TrimEnd('\n');

    /// <inheritdoc/>
    public override string ToString() => $"the write of '{Text}' to {FullPath}";
}

/// <summary>What is done beside the devices, as to a key or to a file of keys.</summary>
/// <param name="Bus">The bus that it concerns.</param>
/// <param name="Target">The DIMM that it is done for.</param>
/// <param name="Place">The key or file.</param>
/// <param name="What">What is done, for people.</param>
/// <param name="Do">Does it.</param>
public sealed record WorkStep(NdNode Bus, string Target, string Place, string What, Action Do) : WriteStep(Bus, Target)
{
    /// <inheritdoc/>
    public override DsmDanger Danger => DsmDanger.Write;

    /// <inheritdoc/>
    public override string FullPath => Place;

    /// <inheritdoc/>
    public override string Text => What;

    /// <inheritdoc/>
    public override string ToString() => $"{What} ({Place})";
}

/// <summary>The write of bytes of a namespace's disk.</summary>
/// <param name="Bus">The bus that it concerns.</param>
/// <param name="Target">The namespace.</param>
/// <param name="Disk">The block device's name.</param>
/// <param name="Offset">Where they begin.</param>
/// <param name="Bytes">What is written.</param>
public sealed record DiskStep(NdNode Bus, string Target, string Disk, ulong Offset, ReadOnlyMemory<byte> Bytes) : WriteStep(Bus, Target)
{
    /// <summary>True where the runner keeps what stood there, and writes it back where this or a later step fails.</summary>
    public bool KeepsOld { get; init; }

    /// <inheritdoc/>
    public override DsmDanger Danger => DsmDanger.Destructive;

    /// <inheritdoc/>
    public override string FullPath => "/dev/" + Disk;

    /// <inheritdoc/>
    public override string Text => string.Create(CultureInfo.InvariantCulture,
        $"{Bytes.Length} {(Bytes.Span.ContainsAnyExcept((byte)0) ? "bytes" : "zero bytes")} at {Offset}");

    /// <summary>The bytes as hexadecimal digits.</summary>
    public string Hex => HexText.Format(Bytes.Span);

    /// <inheritdoc/>
    public override string ToString() => $"the write of {Text} of {FullPath}";
}

/// <summary>
/// Keeps a disk to oneself until the next step has been made, so that nobody begins to use it in between. The kernel itself takes
/// the disk of a mounted file system away without a word.
/// </summary>
/// <param name="Bus">The bus that it concerns.</param>
/// <param name="Target">The namespace.</param>
/// <param name="Disk">The block device's name.</param>
public sealed record HoldStep(NdNode Bus, string Target, string Disk) : WriteStep(Bus, Target)
{
    /// <inheritdoc/>
    public override DsmDanger Danger => DsmDanger.Read;

    /// <inheritdoc/>
    public override string FullPath => "/dev/" + Disk;

    /// <inheritdoc/>
    public override string Text => "nothing";

    /// <inheritdoc/>
    public override string ToString() => $"the exclusive opening of {FullPath}";
}

/// <summary>Looks at a disk, which nobody else may use meanwhile. What it throws ends the plan.</summary>
/// <param name="Bus">The bus that it concerns.</param>
/// <param name="Target">The namespace.</param>
/// <param name="Disk">The block device's name.</param>
/// <param name="Look">What is done with the open disk; it writes nothing.</param>
public sealed record LookStep(NdNode Bus, string Target, string Disk, Action<INdDisk> Look) : WriteStep(Bus, Target)
{
    /// <inheritdoc/>
    public override DsmDanger Danger => DsmDanger.Read;

    /// <inheritdoc/>
    public override string FullPath => "/dev/" + Disk;

    /// <inheritdoc/>
    public override string Text => "nothing";

    /// <inheritdoc/>
    public override string ToString() => $"the reading of {FullPath}";
}
