using System.Buffers.Binary;
using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Files;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tracing.Playback;

/// <summary>
/// A trace as a playback file: its vendor commands in their order, and an NFIT of what sysfs showed of the DIMMs. What the trace does
/// not have, it has not either: the tables of the platform (PCAT, SMBIOS), without which ipmctl shows little.
/// </summary>
public sealed class PlaybackExport
{
    private const uint PassThrough = 9;
    private const int WordSize = sizeof(uint), Head = 2 * WordSize, StatusShift = 16;

    private readonly byte[] _bytes;

    private PlaybackExport(byte[] bytes, int calls, int hidden) => (_bytes, Calls, Hidden) = (bytes, calls, hidden);

    /// <summary>How many vendor commands it has.</summary>
    public int Calls { get; }

    /// <summary>How many were left out, since what was sent or came back is secret.</summary>
    public int Hidden { get; }

    /// <summary>Makes it of a trace.</summary>
    /// <exception cref="NvdimmException">It is no trace, or has no vendor command.</exception>
    public static PlaybackExport From(string path, CancellationToken stop = default)
    {
        var trace = Trace.Read(path, stop);
        using var replay = new ReplayKernel(trace, "Replayed");
        var devices = new Topology(replay).GetDevices(TopologyDetail.Full).ToList();
        var file = new PlaybackFile
        {
            SoftwareVersion = $"NvdimmPS {typeof(PlaybackExport).Assembly.GetName().Version?.ToString(3)}",
            OsName = trace.Host.OperatingSystem ?? string.Empty,
            OsVersion = trace.Host.KernelRelease ?? string.Empty,
            Description = "Vendor commands of a trace of NvdimmPS",
        };
        var hidden = 0;
        foreach (var request in trace.Requests)
        {
            if (Find(devices, request) is { } device && Call(request, device.Handle ?? (uint)device.Id) is { } call)
            {
                if (IsSecret(request))
                {
                    hidden++;
                }
                else
                {
                    file.Calls.Add(call);
                }
            }
        }

        if (file.Calls.Count == 0)
        {
            throw TraceErrors.NoVendorCommands(path, hidden);
        }

        file.Tables[PlaybackFormat.Nfit] = NfitTable.Write([.. devices.Select(Dimm)]);
        file.Tags.Add(new PlaybackTag("trace", "0", 0));
        return new PlaybackExport(PlaybackWriter.Write(file), file.Calls.Count, hidden);
    }

    /// <summary>Whether a file could be written, before the trace is read for it.</summary>
    /// <exception cref="NvdimmException">It is the trace itself, is there already, or cannot be written.</exception>
    public static void Check(string trace, string path, bool overwrite)
    {
        if (IsSame(trace, path))
        {
            throw TraceErrors.PlaybackOverTrace(path);
        }

        AtomicFile.Check(path, overwrite, TraceErrors.PlaybackFile);
    }

    /// <summary>Whether two paths lead to one file, by whatever links.</summary>
    private static bool IsSame(string path, string other) => OperatingSystem.IsLinux()
        ? FileStatus.Of(path) is { } status && FileStatus.Of(other) is { } found && status.IsOf(found)
        : Path.GetFullPath(path) == Path.GetFullPath(other);

    /// <summary>Writes the file, whole or not at all. A new one is readable only by its owner; one that is there keeps its mode.</summary>
    /// <exception cref="NvdimmException">It is there already, or cannot be written.</exception>
    public void Save(string path, bool overwrite, CancellationToken stop = default) => AtomicFile.Write(path, _bytes, overwrite,
        TraceErrors.PlaybackFile, UnixFileMode.UserRead | UnixFileMode.UserWrite, stop: stop);

    /// <summary>
    /// A trace says what it hides; in a list of ioctls, and in a trace by an older table, bytes are secret and not hidden.
    /// </summary>
    private static bool IsSecret(RecordedRequest request) => request.Hidden.Count > 0 || HiddenBytes.In(
        DsmSecrets.Find(request.Node.Kind, request.Request, request.Before), request.Before, request.After).Count > 0;

    private static NvdimmDevice? Find(List<NvdimmDevice> devices, RecordedRequest request) =>
        request.Node.Kind == NdNodeKind.Dimm ? devices.Find(d => d.Id == request.Node.Id) : null;

    /// <summary>Null of what is no vendor command.</summary>
    private static PlaybackCall? Call(RecordedRequest request, uint handle)
    {
        var envelope = DsmEnvelope.Read(request.Node.Kind, request.Request, request.Before);
        if (envelope.FamilyCode != (ulong)NdFamily.Intel || envelope.Number != PassThrough
            || envelope.InputSize is < Head or > Head + PlaybackFormat.MostOfInput || envelope.OutputOffset > request.Before.Length)
        {
            return null;
        }

        var input = request.Before.AsSpan(envelope.InputOffset, (int)envelope.InputSize);
        var word = BinaryPrimitives.ReadUInt32LittleEndian(input);
        var (result, status, output) = Answer(request, (int)envelope.OutputOffset);
        return new PlaybackCall(handle, (byte)word, (byte)(word >> 8), input[Head..].ToArray(), [], result, status, output, []);
    }

    private static (ulong Result, byte Status, byte[] Output) Answer(RecordedRequest request, int start)
    {
        var output = new byte[PlaybackFormat.SmallPayload];
        if (request.After is not { } after || after.Length - start < WordSize)
        {
            return (PlaybackCall.DeviceError, 0, output);
        }

        var status = BinaryPrimitives.ReadUInt32LittleEndian(after.AsSpan(start));
        if (status != 0)
        {
            return (PlaybackCall.DeviceError, (byte)(status >> StatusShift), output);
        }

        if (after.Length - start > Head)
        {
            var said = BinaryPrimitives.ReadUInt32LittleEndian(after.AsSpan(start + WordSize));
            var payload = after.AsSpan(start + Head);
            payload = payload[..(int)Math.Min(said, Math.Min(payload.Length, PlaybackFormat.MostOfPayload))];
            output = new byte[Math.Max(payload.Length, PlaybackFormat.SmallPayload)];
            payload.CopyTo(output);
        }

        return (0, 0, output);
    }

    private static NfitDimm Dimm(NvdimmDevice device) => new(device.Handle ?? (uint)device.Id)
    {
        PhysicalId = (ushort)(device.PhysicalId ?? 0),
        Vendor = NfitDimm.Swap(Number(device.Vendor)),
        Device = NfitDimm.Swap(Number(device.Device)),
        Revision = NfitDimm.Swap(Number(device.Revision)),
        SubsystemVendor = NfitDimm.Swap(Number(device.SubsystemVendor)),
        SubsystemDevice = NfitDimm.Swap(Number(device.SubsystemDevice)),
        SubsystemRevision = NfitDimm.Swap(Number(device.SubsystemRevision)),
        Serial = BinaryPrimitives.ReverseEndianness(Hex(device.Serial)),
        Format = Number(device.Format),
        HasManufacturing = device.UniqueId?.Split('-').Length == 4,
        Location = (byte)(device.UniqueId?.Split('-') is [_, var location, _, _] ? Hex(location) : 0),
        Date = NfitDimm.Swap((ushort)(device.UniqueId?.Split('-') is [_, _, var date, _] ? Hex(date) : 0)),
    };

    private static ushort Number(string? text) => (ushort)Hex(text);

    private static uint Hex(string? text) => text is not null
        && uint.TryParse(text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out var number) ? number : 0;
}
