using D = NvdimmPS.NvdimmDevice;

namespace NvdimmPS.Inventory;

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
        var a = new AttributeReader(dimm.Folder, detail == TopologyDetail.Full ? 0 : UsualReasons);
        var identity = DimmIdentity.Find(a, dimm.Folder);
        var id = identity.Attributes;
        var (none, idNone) = (a.Skipping(NotInDetail), id.Skipping(NotInDetail));
        var (line, idLine) = Only(detail != TopologyDetail.Health);
        var (call, idCall) = Only(detail != TopologyDetail.Brief);
        var (more, idMore) = Only(detail is TopologyDetail.Summary or TopologyDetail.Full);
        var (rest, idRest) = Only(detail == TopologyDetail.Full);
        var commands = call.Words(nameof(D.Commands), "commands");
        if (Driver(dimm.Folder, detail, commands) is not { } uevent)
        {
            return null;
        }

        var (family, familyCode) = identity.Family();
        var (vendor, serial) = identity.VendorAndSerial(idRest);
        var security = a.Text(nameof(D.Security), "security");
        var handle = idLine.Number<uint>(nameof(D.Handle), "handle");
        Explain(a, uevent, handle, provider, use, detail);
        return new NvdimmDevice
        {
            Name = dimm.Name,
            Id = dimm.Id,
            Bus = dimm.BusName,
            Provider = provider.Name,
            DeviceNumber = uevent.DeviceNumber ?? BusReader.DeviceNumber(line, "dev"),
            Driver = uevent.Driver,
            State = line.Text(nameof(D.State), "state"),
            Handle = handle,
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
            DsmMask = idCall.Number<ulong>(nameof(D.DsmMask), "dsm_mask"),
            Commands = commands,
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

        (AttributeReader Own, AttributeReader Identity) Only(bool isRead) => isRead ? (a, id) : (none, idNone);
    }

    /// <summary>Null where the DIMM is gone. Health need not know the driver; that a DIMM is there, its commands show.</summary>
    private static UEvent? Driver(string folder, TopologyDetail detail, string[]? commands) =>
        detail != TopologyDetail.Health ? UEvent.Read(folder)
        : commands is not null || Directory.Exists(folder) ? default(UEvent)
        : null;

    /// <summary>The kernel shows some attributes only together with another one, which saves asking for both.</summary>
    private static AttributeReader After(string? value, string attribute, AttributeReader a) =>
        value is null ? a.Skipping($"not read, since {attribute} could not be") : a;

    private static void Explain(AttributeReader a, UEvent uevent, uint? handle, BusProvider provider, DimmUse? use, TopologyDetail detail)
    {
        if (uevent.Driver is null)
        {
            a.Miss(nameof(D.Driver), detail == TopologyDetail.Health ? NotInDetail : "no driver is bound");
        }

        if (provider.Reason is not null)
        {
            a.Miss(nameof(D.Provider), provider.Reason);
        }

        if (handle is null)
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
            a.Miss(nameof(D.Regions), detail == TopologyDetail.Full
                ? "not read for one DIMM alone, since every region would have to be"
                : NotInDetail);
        }
    }
}
