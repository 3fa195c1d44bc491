using System.Globalization;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Namespaces;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Machines;

/// <summary>
/// A server with persistent memory of the Intel family: each socket's DIMMs are one interleaved region with one fsdax
/// namespace, mounted at <c>/mnt/pmemN</c>.
/// </summary>
internal static class IntelServerMachine
{
    private const ulong GiB = 1UL << 30;
    private const ulong DimmSize = 126 * GiB;
    private const ulong DimmStart = GiB / 4; // what lies before holds the DIMM's own metadata
    private const ulong FirstAddress = 0x30_6000_0000;
    private const ulong PfnAlign = 2 << 20;
    private const int LabelArea = 128 << 10, LabelSize = 256;
    private const ulong InterleaveLine = 4096;

    public static SimulatorTopology Make(int sockets, int dimms)
    {
        var identities = Enumerable.Range(0, sockets).SelectMany(s => Socket(s, dimms)).ToArray();
        var bus = new BusDefinition
        {
            Parent = "LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00",
            Provider = "ACPI.NFIT",
            Dimms = identities,
            Regions = [.. Enumerable.Range(0, sockets).Select(s => Region(s, dimms, identities))],
            Scrubs = 1,
            MakeProvider = b => new AcpiNfitProvider(b, new NfitBusFirmware(b), new IntelBusFirmware(b.Activation)),
        };
        return new SimulatorTopology(string.Create(CultureInfo.InvariantCulture, $"{sockets}x{dimms}"), [bus])
        {
            AcpiTables = new Dictionary<string, byte[]>
            {
                ["PCAT"] = PlatformTables.Pcat(sockets, dimms, DimmSize * (ulong)dimms), ["NFIT"] = PlatformTables.Nfit(),
            },
        };
    }

    private static DimmDefinition[] Socket(int socket, int dimms)
    {
        var places = Places(dimms);
        var identities = new DimmDefinition[dimms];
        for (var i = 0; i < dimms; i++)
        {
            identities[i] = Dimm(socket, places[i], i, (socket * dimms) + i);
        }

        for (var i = 0; i < dimms; i++)
        {
            var (position, cookie) = ((ushort)i, InterleaveCookie.Compute(identities, InterleaveLine));
            var label = new NamespaceLabel
            {
                Uuid = NamespaceUuid(socket),
                Count = (ushort)dimms,
                Position = position,
                Cookie = cookie,
                Start = DimmStart,
                Size = DimmSize,
                Abstraction = ClaimClasses.Abstraction(ClaimClass.Pfn),
            };
            identities[i] = identities[i] with { WriteLabels = area => LabelAreaWriter.Write(area, LabelSize, [label]) };
        }

        var data = PlatformTables.Configuration(socket + 1, identities, DimmSize);
        return Array.ConvertAll(identities, i => i with { PlatformData = data });
    }

    /// <summary>Controller, channel and slot of each DIMM: the outer slots are filled first, three channels a controller.</summary>
    private static (uint Controller, uint Channel, uint Slot)[] Places(int dimms)
    {
        const int channels = 3;
        var controllers = dimms <= 12 ? 2 : 4;
        var layer = controllers * channels;
        return [.. Enumerable.Range(0, dimms)
            .Select(i => (Controller: (uint)(i % layer / channels), Channel: (uint)(i % channels), Slot: i < layer ? 1u : 0u))
            .Order()];
    }

    private static DimmDefinition Dimm(int socket, (uint Controller, uint Channel, uint Slot) place, int position, int number) => new()
    {
        Handle = (uint)socket << 12 | place.Controller << 8 | place.Channel << 4 | place.Slot,
        PhysId = 0x1C + (2 * number),
        Vendor = 0x8089,
        Device = 0x5141,
        SubsystemVendor = 0x8089,
        SubsystemDevice = 0x7A09, // 0x097A, whose bytes sysfs shows in their order
        SubsystemRevision = 0x0018,
        Serial = 0x0000_12A0u + (uint)(number * 0x1D),
        Made = (0xA2, 0x1849),
        Flags = DimmFlags.SmartNotify,
        ReportsShutdowns = true,
        Capacity = DimmSize,
        LabelAreaSize = LabelArea,
        Start = state =>
        {
            state.MediaTemperature = Sixteenths.Encode(33 + (position * 0.5));
            state.ControllerTemperature = Sixteenths.Encode(38 + (position * 0.5));
            state.Used = (byte)(2 + (number % 3));
            state.ShutdownCount = (uint)(1 + (number % 4));
            state.Update.RunningVersion = 0x01_02_00_5447; // 01.02.00.5447
        },
        MakeFirmware = (context, activation) => new IntelFirmware(context, activation),
    };

    private static RegionDefinition Region(int socket, int dimms, DimmDefinition[] identities)
    {
        var size = DimmSize * (ulong)dimms;
        var address = FirstAddress + (size * (ulong)socket);
        var offset = PfnLayout.DataOffset(size, PfnAlign);
        const ulong compatibleAlign = 16 << 20;
        return new RegionDefinition
        {
            Size = size,
            Resource = address,
            RangeIndex = socket + 1,
            Mappings = [.. Enumerable.Range(0, dimms).Select(i => new MappingDefinition((socket * dimms) + i, DimmStart, DimmSize))],
            Align = compatibleAlign % (ulong)dimms == 0 ? compatibleAlign : compatibleAlign * (ulong)dimms,
            DeepFlush = true,
            PersistenceDomain = "memory_controller",
            NumaNode = socket,
            TargetNode = socket,
            Cookie = InterleaveCookie.Compute(identities[(socket * dimms)..((socket + 1) * dimms)], InterleaveLine),
            LegacyCookie = InterleaveCookie.ComputeLegacy(identities[(socket * dimms)..((socket + 1) * dimms)], InterleaveLine),
            Namespaces =
            [
                new() { Id = 0, Size = size, Resource = address, Uuid = NamespaceUuid(socket), SectorSize = 512,
                    HolderClass = "pfn" },
                new() { Id = 1, Seed = true },
            ],
            Claims =
            [
                new() { Kind = ClaimKind.Btt, Id = 0, Seed = true },
                new() { Kind = ClaimKind.Dax, Id = 0, Seed = true },
                new()
                {
                    Kind = ClaimKind.Pfn, Id = 0, Namespace = 0, Uuid = PfnUuid(socket), Resource = address + offset, Size = size - offset,
                    Block = new($"pmem{socket}", socket, size - offset) { Dax = true, MountPoint = $"/mnt/pmem{socket}" },
                },
                new() { Kind = ClaimKind.Pfn, Id = 1, Seed = true },
            ],
        };
    }

    // The same on every run, so that what a test or a session noted down stays true.
    private static Guid NamespaceUuid(int socket) =>
        new(0x5A1E_0000 + socket, 0x3C4B, 0x4F02, 0x9D, 0x31, 0x6E, 0x70, 0x6D, 0x65, 0x6D, (byte)socket);

    private static Guid PfnUuid(int socket) =>
        new(0x7B2F_0000 + socket, 0x51D8, 0x4A67, 0x8E, 0x04, 0x70, 0x66, 0x6E, 0x70, 0x66, (byte)socket);
}
