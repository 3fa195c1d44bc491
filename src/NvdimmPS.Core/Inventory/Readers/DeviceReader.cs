
namespace NvdimmPS.Inventory;

/// <summary>Reads <c>nmemN</c>.</summary>
internal static class DeviceReader
{
    public const string NotInDetail = "read only in a detailed listing";

    // Enough for the reasons of everything that a summary leaves out.
    private const int UsualReasons = 24;

    private static readonly string[] HandleParts =
        [nameof(NvdimmDevice.Node), nameof(NvdimmDevice.Socket), nameof(NvdimmDevice.Controller), nameof(NvdimmDevice.Channel),
            nameof(NvdimmDevice.Slot)];

    /// <summary>Null where the DIMM is gone.</summary>
    public static NvdimmDevice? Read(NdPlace dimm, TopologyDetail detail, BusProvider provider, DimmUse? use, KernelOrigin origin)
    {
        var a = new AttributeReader(origin, dimm.Folder, detail == TopologyDetail.Full ? 0 : UsualReasons);
        var identity = DimmIdentity.Find(a, dimm.Folder);
        var id = identity.Attributes;
        var (none, idNone) = (a.Skipping(NotInDetail), id.Skipping(NotInDetail));
        var line = detail != TopologyDetail.Health ? a : none;
        var (call, idCall) = Only(detail != TopologyDetail.Brief);
        var (more, idMore) = Only(detail is TopologyDetail.Summary or TopologyDetail.Full);
        var (rest, idRest) = Only(detail == TopologyDetail.Full);
        var commands = call.Words(nameof(NvdimmDevice.Commands), "commands");
        if (Driver(dimm.Folder, detail, commands) is not { } uevent)
        {
            return null;
        }

        var (family, familyCode) = identity.Family();
        var (vendor, serial) = identity.VendorAndSerial(idRest);
        var security = SecurityWords.FromKernel(a.Text(nameof(NvdimmDevice.Security), "security"));
        var handle = id.Number<uint>(nameof(NvdimmDevice.Handle), "handle");
        Explain(a, uevent, handle, provider, use, detail);
        return new NvdimmDevice
        {
            Name = dimm.Name,
            Id = dimm.Id,
            Bus = dimm.BusName,
            Provider = provider.Name,
            DeviceNumber = uevent.DeviceNumber ?? BusReader.DeviceNumber(line, "dev"),
            Driver = uevent.Driver,
            State = line.Text(nameof(NvdimmDevice.State), "state"),
            Handle = handle,
            PhysicalId = idMore.Number<uint>(nameof(NvdimmDevice.PhysicalId), "phys_id"),
            UniqueId = identity.UniqueId,
            Vendor = vendor,
            Device = idRest.Hex(nameof(NvdimmDevice.Device), "device"),
            Revision = idRest.Hex(nameof(NvdimmDevice.Revision), "rev_id"),
            SubsystemVendor = idRest.Hex(nameof(NvdimmDevice.SubsystemVendor), "subsystem_vendor"),
            SubsystemDevice = idRest.Hex(nameof(NvdimmDevice.SubsystemDevice), "subsystem_device"),
            SubsystemRevision = idRest.Hex(nameof(NvdimmDevice.SubsystemRevision), "subsystem_rev_id"),
            Serial = serial,
            Format = idRest.Hex(nameof(NvdimmDevice.Format), "format"),
            Family = family,
            FamilyCode = familyCode,
            DsmMask = idCall.Number<ulong>(nameof(NvdimmDevice.DsmMask), "dsm_mask"),
            Commands = commands,
            Flags = id.Words(nameof(NvdimmDevice.Flags), "flags"),
            LabelFlags = more.Words(nameof(NvdimmDevice.LabelFlags), "flags"),
            Security = security,
            // Kernels before 5.4 have one word for both.
            SecurityFrozen = security == SecurityWords.Frozen ? true
                : After(security, "security", call).Flag(nameof(NvdimmDevice.SecurityFrozen), "frozen"),
            DirtyShutdownCount = identity.DirtyShutdowns(),
            AvailableSlots = rest.Number<int>(nameof(NvdimmDevice.AvailableSlots), "available_slots"),
            Size = use?.Size.Bytes,
            NumaNode = use?.NumaNode,
            Regions = use?.Regions,
            Source = origin.Source,
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
            a.Miss(nameof(NvdimmDevice.Driver), detail == TopologyDetail.Health ? NotInDetail : "no driver is bound");
        }

        if (provider.Reason is not null)
        {
            a.Miss(nameof(NvdimmDevice.Provider), provider.Reason);
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
            a.Miss(nameof(NvdimmDevice.NumaNode), use is null
                ? "the regions tell it, and they were not read"
                : "no region with a NUMA node maps it");
        }

        if (use?.Size.Reason is { } unmapped)
        {
            a.Miss(nameof(NvdimmDevice.Size), unmapped);
        }

        if (use is null)
        {
            var reason = detail == TopologyDetail.Full ? "not read for one DIMM alone, since every region would have to be" : NotInDetail;
            a.Miss(nameof(NvdimmDevice.Size), reason);
            a.Miss(nameof(NvdimmDevice.Regions), reason);
        }
    }
}
