using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;
using NvdimmPS.PlatformConfiguration;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Tests.Formats.SecondReader.Ipmctl;

/// <summary>
/// A simulated machine with one module, and playback files of it: the calls that a command of ipmctl makes, in its order, are sent while a
/// trace runs, and the trace is exported. The platform's tables, which a trace has not, are put to it.
/// </summary>
internal sealed class IpmctlRecording : IDisposable
{
    public const string Dimms = "show -a -dimm", Sensors = "show -sensor", Counters = "show -dimm -performance", Effects = "show -cel -dimm",
        Policies = "show -cap", Tables = "show -pcd Config", Capabilities = "show -a -system -capabilities", Resources = "show -memoryresources";

    private const int PieceSize = 128;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimm-recording-");

    public SimulatedKernel Machine { get; } = new("1x1");

    public SimulatedDimm Dimm => Machine.Dimm("nmem0");

    public static string Errors(string log, string level) => $"show -a -error {log} -dimm Level={level}";

    /// <summary>What a command of ipmctl asks a module with this version of the firmware interface.</summary>
    public PlaybackFile Of(string command, FisVersion? fis = null)
    {
        var (trace, pbr) = (Path.Combine(_folder.FullName, "t.jsonl"), Path.Combine(_folder.FullName, "t.pbr"));
        var version = fis ?? new FisVersion(2, 3);
        using (var recorder = NvdimmTrace.Start(Machine, trace, replace: true, "test", null))
        using (var caller = new DsmCaller(recorder.Kernel))
        {
            var device = new NvdimmMachine(recorder.Kernel).GetDevice("nmem0");
            foreach (var (name, values) in Start().Concat(Calls(command, version)))
            {
                Ask(caller, device, name, values);
            }
        }

        var export = PlaybackExport.From(trace);
        Assert.Equal(0, export.Hidden);
        export.Save(pbr, overwrite: true);
        var file = PlaybackReader.Read(pbr, File.ReadAllBytes(pbr));
        file.Tables[PlaybackFormat.Pcat] = File.ReadAllBytes(Path.Join(Machine.SysfsRoot, "firmware/acpi/tables/PCAT"));
        file.Tables[PlaybackFormat.Smbios] = Smbios();
        file.Tags.Add(new PlaybackTag("ipmctl " + command, "0", 0));
        if (fis is { } told)
        {
            Replace(file, 0x0001, null, output => WithVersion(output, told));
        }

        return file;
    }

    /// <summary>Has a command answer otherwise: every time, or where its input is this one.</summary>
    public static void Replace(PlaybackFile file, uint word, byte[]? input, Func<byte[], byte[]> output)
    {
        for (var i = 0; i < file.Calls.Count; i++)
        {
            if (file.Calls[i] is { } call && call.Word == word && (input is null || Trim(call.Input).SequenceEqual(Trim(input))))
            {
                file.Calls[i] = call with { Output = output(call.Output), Result = 0, Status = 0 };
            }
        }
    }

    /// <summary>The identity of a module with another version of the firmware interface.</summary>
    public static byte[] WithVersion(byte[] identity, FisVersion fis)
    {
        var bytes = identity.ToArray();
        (bytes[69], bytes[68]) = (Bcd(fis.Major), Bcd(fis.Minor));
        (bytes[80], bytes[79]) = (bytes[69], bytes[68]);
        return bytes;
    }

    public void Dispose()
    {
        Machine.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>What every command of ipmctl begins with.</summary>
    private IEnumerable<(string Name, (string, object)[] Values)> Start() =>
    [
        ("GetIdentity", []), ("GetBootStatus", []), ("GetIdentity", []), ("GetPartitionInfo", []),
        ("GetPlatformConfigData", [("Partition", "OemOs"), ("SizeQuery", "Size")]), ("GetPlatformConfigData", [("Partition", "Labels"), ("SizeQuery", "Size")]),
        ("GetSecurityInfo", []), .. Pieces(),
    ];

    /// <summary>The first piece of the tables says how many there are.</summary>
    private IEnumerable<(string Name, (string, object)[] Values)> Pieces()
    {
        var data = Dimm.State.PlatformData;
        var size = ConfigurationData.SizeOf(data.AsMemory(0, Math.Min(PieceSize, data.Length)));
        return Enumerable.Range(0, Math.Max(1, (size + PieceSize - 1) / PieceSize)).Select(Piece);
    }

    private static (string, (string, object)[]) Piece(int number) => ("GetPlatformConfigData", [("Partition", "OemOs"), ("Offset", number * PieceSize)]);

    private IEnumerable<(string Name, (string, object)[] Values)> Calls(string command, FisVersion fis)
    {
        var isSecond = fis >= new FisVersion(2, 0);
        var isThird = fis >= new FisVersion(3, 0);
        int[] codes = fis >= new FisVersion(2, 3) ? [1, 2, 3, 4] : fis >= new FisVersion(2, 2) ? [3] : [];
        (string, (string, object)[])[] optIn = [.. codes.Select(c => ("GetSecurityOptIn", new (string, object)[] { ("OptInCode", c) }))];
        (string, (string, object)[])[] sparing = isThird ? [] : [("GetPackageSparing", [])];
        (string, (string, object)[])[] infos = [Info("Media", "Low"), Info("Media", "High"), Info("Thermal", "Low"), Info("Thermal", "High")];
        (string, (string, object)[])[] second = isSecond ? [("GetMemoryInfo", [("Page", 4)]), ("GetExtendedAdr", [])] : [];
        return command switch
        {
            Dimms =>
            [
                .. optIn, ("GetSecurityInfo", []), .. sparing, ("GetAddressRangeScrub", []), ("GetHealthLog", []), ("GetCharacteristics", []), .. infos,
                ("GetPowerPolicy", []), ("GetCharacteristics", []), ("GetOptionalConfiguration", []), ("GetViralPolicy", []), ("GetLongOperationStatus", []),
                ("GetFirmwareImageInfo", []), ("GetMemoryInfo", [("Page", 3)]), .. second, ("GetLatchSystemShutdownState", []), .. sparing,
                ("GetIdentity", []), ("GetBootStatus", []), ("GetFipsMode", []),
            ],
            Sensors => [("GetHealthLog", []), ("GetCharacteristics", []), .. infos, .. Enumerable.Repeat(("GetAlarmThresholds", Array.Empty<(string, object)>()), 3)],
            Counters => [("GetMemoryInfo", [("Page", 0)]), ("GetMemoryInfo", [("Page", 1)])],
            Policies => [.. OpcodesOfPolicy(fis).Select(o => ("GetCommandAccessPolicy", new (string, object)[] { ("CommandOpcode", o.Opcode), ("CommandSubOpcode", o.SubOpcode) }))],
            Effects => [("GetCommandEffectLog", [("LogAction", "Count")]), .. Enumerable.Range(0, 4).Select(i => ("GetCommandEffectLog", new (string, object)[] { ("LogAction", "Entries"), ("EntryOffset", i * 16) }))],
            Tables => [.. Enumerable.Range(Pieces().Count(), 8).Select(Piece)], // ipmctl goes by the place of a table that has no size, too
            Resources or Capabilities => [],
            _ => Logs(command),
        };
    }

    /// <summary>Log info, then entries until none are left, from the oldest one on.</summary>
    private IEnumerable<(string Name, (string, object)[] Values)> Logs(string command)
    {
        var (log, level) = (command.Contains("media", StringComparison.OrdinalIgnoreCase) ? "Media" : "Thermal", command[(command.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var (ring, room) = (Dimm.State.Logs.Ring(log == "Thermal", level == "High"), log == "Media" ? 3 : 7);
        yield return Info(log, level);
        for (int from = ring.Oldest; from <= ring.Current + room; from += room)
        {
            yield return ("GetErrorLog", [("Type", log), ("Level", level), ("SequenceNumber", from), ("RequestCount", room)]);
        }
    }

    public static IEnumerable<(byte Opcode, byte SubOpcode)> OpcodesOfPolicy(FisVersion fis) =>
    [
        (0x03, 0x01), (0x03, 0xF0), (0x03, 0xF1), .. fis >= new FisVersion(2, 1) ? [((byte)0x03, (byte)0xF5)] : Array.Empty<(byte, byte)>(), (0x03, 0xF6), (0x05, 0x01), (0x05, 0x06),
        (0x05, 0x04), (0x07, 0x01), (0x07, 0x09), (0x09, 0x00), .. fis >= new FisVersion(2, 3) ? [((byte)0x09, (byte)0x03)] : Array.Empty<(byte, byte)>(),
    ];

    private static (string, (string, object)[]) Info(string log, string level) => ("GetErrorLog", [("Type", log), ("Level", level), ("Info", "LogInfo")]);

    /// <summary>What the module refuses is in the trace too.</summary>
    private static void Ask(DsmCaller caller, NvdimmDevice device, string name, (string, object)[] values)
    {
        try
        {
            ModuleCaller.Ask(caller, ModuleCaller.Target(device), name, values);
        }
        catch (DsmStatusException)
        {
            // ipmctl asks for what this version does not have, too.
        }
    }

    /// <summary>The entry of the module and the end of the table, behind their size and version.</summary>
    private static byte[] Smbios()
    {
        byte[] table = [17, 84, 0x1C, 0, .. new byte[80], 0, 0, 127, 4, 1, 0, 0, 0];
        return [.. BitConverter.GetBytes((ulong)table.Length), 2, 3, .. table, .. new byte[6]];
    }

    private static ReadOnlySpan<byte> Trim(byte[] bytes) => bytes.AsSpan(0, bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1);

    private static byte Bcd(int number) => (byte)(((number / 10) << 4) | (number % 10));
}
