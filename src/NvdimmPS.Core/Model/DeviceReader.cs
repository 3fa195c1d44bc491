using D = NvdimmPS.Model.NvdimmDevice;

namespace NvdimmPS.Model;

/// <summary>Reads <c>nmemN</c>.</summary>
internal static class DeviceReader
{
    private const string NotInDetail = "not read for a summary";

    // Enough for the reasons of everything that a summary leaves out.
    private const int UsualReasons = 23;

    private static readonly string[] HandleParts =
        [nameof(D.Node), nameof(D.Socket), nameof(D.Controller), nameof(D.Channel), nameof(D.Slot)];

    /// <summary>Null where the DIMM is gone.</summary>
    public static NvdimmDevice? Read(NdPlace dimm, TopologyDetail detail, BusProvider provider, DimmUse? use, string source)
    {
        if (UEvent.Read(dimm.Folder) is not { } uevent)
        {
            return null;
        }

        var a = new AttributeReader(dimm.Folder, detail == TopologyDetail.Full ? 0 : UsualReasons);
        var identity = DimmIdentity.Find(a, dimm.Folder);
        var id = identity.Attributes;
        var (more, idMore) = detail == TopologyDetail.Brief ? (a.Skipping(NotInDetail), id.Skipping(NotInDetail)) : (a, id);
        var (rest, idRest) = detail == TopologyDetail.Full ? (a, id) : (a.Skipping(NotInDetail), id.Skipping(NotInDetail));
        var (family, familyCode) = identity.Family();
        var (vendor, serial) = identity.VendorAndSerial(idRest);
        var security = a.Text(nameof(D.Security), "security");
        Explain(a, uevent, identity, provider, use, detail);
        return new NvdimmDevice
        {
            Name = dimm.Name,
            Id = dimm.Id,
            Bus = dimm.BusName,
            Provider = provider.Name,
            DeviceNumber = uevent.DeviceNumber ?? BusReader.DeviceNumber(a, "dev"),
            Driver = uevent.Driver,
            State = (detail == TopologyDetail.AtOnce ? a.Skipping("not read, since the kernel would wait until no call runs") : a).Text(nameof(D.State), "state"),
            Handle = identity.Handle,
            PhysicalId = idMore.Number<uint>(nameof(D.PhysicalId), "phys_id"),
            UniqueId = identity.UniqueId,
            Vendor = vendor,
            Device = idRest.Hex(nameof(D.Device), "device"),
            Revision = idRest.Hex(nameof(D.Revision), "rev_id"),
            SubsystemVendor = idRest.Hex(nameof(D.SubsystemVendor), "subsystem_vendor"),
            SubsystemDevice = idRest.Hex(nameof(D.SubsystemDevice), "subsystem_device"),
            SubsystemRevision = idRest.Hex(nameof(D.SubsystemRevision), "subsystem_rev_id"),
            Serial = serial,
            Format = idRest.Hex(nameof(D.Format), "format"),
            Family = family,
            FamilyCode = familyCode,
            DsmMask = idMore.Number<ulong>(nameof(D.DsmMask), "dsm_mask"),
            Commands = more.Words(nameof(D.Commands), "commands"),
            Flags = id.Words(nameof(D.Flags), "flags"),
            LabelFlags = more.Words(nameof(D.LabelFlags), "flags"),
            Security = security,
            SecurityFrozen = After(security, "security", rest).Flag(nameof(D.SecurityFrozen), "frozen"),
            DirtyShutdownCount = id.Number<ulong>(nameof(D.DirtyShutdownCount), "dirty_shutdown"),
            AvailableSlots = rest.Number<int>(nameof(D.AvailableSlots), "available_slots"),
            NumaNode = use?.NumaNode,
            Regions = use?.Regions,
            Source = source,
            Unavailable = a.Unavailable,
        };
    }

    /// <summary>The kernel shows some attributes only together with another one, which saves asking for both.</summary>
    private static AttributeReader After(string? value, string attribute, AttributeReader a) =>
        value is null ? a.Skipping($"not read, since {attribute} could not be") : a;

    private static void Explain(AttributeReader a, UEvent uevent, DimmIdentity identity, BusProvider provider, DimmUse? use, TopologyDetail detail)
    {
        if (uevent.Driver is null)
        {
            a.Miss(nameof(D.Driver), "no driver is bound");
        }

        if (provider.Reason is not null)
        {
            a.Miss(nameof(D.Provider), provider.Reason);
        }

        if (identity.Handle is null)
        {
            foreach (var part in HandleParts)
            {
                a.Miss(part, "part of the handle, which is not known");
            }
        }

        if (use?.NumaNode is null)
        {
            a.Miss(nameof(D.NumaNode), use is null ? "the regions tell it, and they were not read" : "no region with a NUMA node maps it");
        }

        if (use is null)
        {
            a.Miss(nameof(D.Regions), detail == TopologyDetail.Full ? "not read for one DIMM alone, since every region would have to be" : NotInDetail);
        }
    }
}
