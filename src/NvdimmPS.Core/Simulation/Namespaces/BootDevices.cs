using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>A region's devices as its definition has them, and the info blocks that its memory holds for them.</summary>
internal static class BootDevices
{
    public static void Add(RegionDevices devices, RegionDefinition definition)
    {
        var region = devices.Region;
        foreach (var made in definition.Namespaces)
        {
            var ns = new SimulatedNamespace(devices, made.Id, devices.IsLabelled)
            {
                Uuid = made.Uuid == Guid.Empty ? null : made.Uuid,
                AltName = made.Name,
                SectorSize = (ulong)made.SectorSize,
                Class = Class(made.HolderClass),
                Start = made.Resource ?? region.Resource,
                Size = made.Size,
            };
            ns.Disk = made.Block is { } block ? Disk(region, block, ns.MediaOffset, table: null) : null;
            devices.Add(ns, made.Seed);
        }

        foreach (var made in definition.Claims)
        {
            Add(devices, made);
        }
    }

    /// <summary>Writes what the kernel had written when the claims were made.</summary>
    public static Action<RegionMedia>? Media(RegionDefinition definition, bool version11) =>
        !definition.Claims.Any(c => c.Namespace is not null) ? null : media =>
        {
            foreach (var claim in definition.Claims.Where(c => c.Namespace is not null))
            {
                var ns = definition.Namespaces.First(n => n.Id == claim.Namespace);
                var start = ns.Resource!.Value - definition.Resource;
                if (claim.Kind == ClaimKind.Btt)
                {
                    var offset = version11 ? (ulong)BttArena.InfoSize : 0;
                    var version = version11 ? ((ushort)1, (ushort)1) : ((ushort)2, (ushort)0);
                    BttArena.Plan(start + offset, ns.Size - offset, (uint)claim.SectorSize, claim.Uuid, ns.Uuid, version, followed: false)
                        .Write(media);
                }
                else
                {
                    media.Write(start + PfnInfoBlock.Offset, Info(claim, ns).ToBytes());
                }
            }
        };

    private static void Add(RegionDevices devices, ClaimDefinition made)
    {
        var region = devices.Region;
        var claim = new SimulatedClaim(devices, made.Kind, made.Id)
        {
            Uuid = made.Uuid == Guid.Empty ? null : made.Uuid,
            SectorSize = (ulong)made.SectorSize,
            Align = made.Align,
        };
        devices.Add(claim, made.Seed);
        if (made.Namespace is not { } id)
        {
            return;
        }

        var ns = devices.Namespaces.First(n => n.Id == id);
        (claim.Namespace, ns.Claim, claim.IsBound) = (ns, claim, true);
        if (made.Kind == ClaimKind.Btt)
        {
            // The media's contents are made when somebody first reads; who knows the disk has not read it.
            if (made.Block is { } sectors)
            {
                claim.Disk = Disk(region, sectors, 0, () => BttTable.Open(claim, ns, out var opened) == 0 ? opened : null);
            }

            return;
        }

        var definition = region.Definition.Namespaces.First(n => n.Id == id);
        claim.Info = Info(made, definition);
        claim.Mode = claim.Info.Mode;
        claim.Disk = made.Block is { } block ? Disk(region, block, claim.Start - region.Resource, table: null) : null;
    }

    private static PfnInfoBlock Info(ClaimDefinition claim, NamespaceDefinition ns)
    {
        var offset = claim.Resource!.Value - ns.Resource!.Value;
        return new PfnInfoBlock
        {
            Kind = claim.Kind, Uuid = claim.Uuid, Parent = ns.Uuid, DataOffset = offset, Pages = claim.Size!.Value / 4096,
            Mode = PfnInfoBlock.Pmem, EndTrunc = (uint)(ns.Size - offset - claim.Size.Value), Align = (uint)claim.Align,
        };
    }

    private static SimulatedDisk Disk(SimulatedRegion region, BlockDefinition block, ulong offset, Func<BttTable?>? table)
    {
        var minor = region.Bus.Minors.Take(block.Minor);
        return new SimulatedDisk(region, block with { Minor = minor }, offset, table) { IsHeld = block.MountPoint is not null };
    }

    private static ClaimClass Class(string text) => text switch
    {
        "btt" => ClaimClass.Btt,
        "pfn" => ClaimClass.Pfn,
        "dax" => ClaimClass.Dax,
        _ => ClaimClass.None,
    };
}
