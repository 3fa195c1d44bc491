using System.Buffers.Binary;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Firmware;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Simulation;

namespace NvdimmPS.Tests.Firmware;

/// <summary>A machine on its own clock, a folder for images, and one update at a time.</summary>
public abstract class FirmwareTest : IDisposable
{
    private protected const ulong Runs = 0x01_02_00_5447, Newer = 0x01_02_00_5500;

    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-firmware-").FullName;

    private protected FirmwareTest(string topology = "1x2")
    {
        Machine = new Machine(topology);
        // What sysfs shows moves with a timer of the machine's clock otherwise.
        Time = new JumpingTime(Machine.Time) { Moved = () => Machine.Kernel.Buses[0].Locked(() => 0) };
        Caller = new DsmCaller(Machine.Kernel, Time);
        Nvdimms = new NvdimmMachine(Machine.Kernel);
    }

    private protected Machine Machine { get; }

    private protected SimulatedKernel Kernel => Machine.Kernel;

    private protected JumpingTime Time { get; }

    private protected DsmCaller Caller { get; }

    private protected NvdimmMachine Nvdimms { get; }

    /// <summary>The DSM functions that were sent, in order.</summary>
    private protected uint[] Functions => [.. Kernel.Transcript.Select(r => r.Function)];

    public void Dispose()
    {
        Caller.Dispose();
        Machine.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>An image with Intel's header.</summary>
    private protected static byte[] Image(ulong version = Newer, int size = 4096, byte type = 29, uint vendor = 0x8086, int? sizeInHeader = null)
    {
        var image = new byte[size];
        for (var i = 128; i < size; i++)
        {
            image[i] = (byte)i;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(image, 6);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(16), vendor);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(20), 0x2021_0314);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(24), (sizeInHeader ?? size) / 4);
        image[40] = type;
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(41), (uint)version);
        image[45] = (byte)(version >> 32);
        return image;
    }

    private protected FirmwareImage Read(byte[] bytes)
    {
        var path = Path.Combine(_folder, "image.bin");
        File.WriteAllBytes(path, bytes);
        return FirmwareImage.Read(path, CancellationToken.None);
    }

    private protected FirmwareUpdateJob Prepare(byte[] image, FirmwareUpdateOptions? options = null, string dimm = "nmem0") =>
        new FirmwareUpdate(Nvdimms, Caller, Read(image), options ?? new FirmwareUpdateOptions(), Time).Prepare(Nvdimms.GetDevice(dimm));

    /// <summary>Prepares and sends, as a cmdlet does.</summary>
    private protected NvdimmFirmwareUpdate Update(byte[] image, FirmwareUpdateOptions? options = null, string dimm = "nmem0",
        CancellationToken stop = default)
    {
        var job = Prepare(image, options, dimm);
        if (job.Plan is { } plan)
        {
            try
            {
                Runner.Send(plan, stop);
            }
            catch (NvdimmException e)
            {
                return job.Failed(e);
            }
        }

        return job.Result;
    }

    private protected ChangeRunner Runner => new(Nvdimms, Caller, new Nobody(), new ChangeGates { Force = true });

    /// <summary>Nobody is asked.</summary>
    private sealed class Nobody : IConfirmation
    {
        public bool MayGoOn(string target, string action) => throw new NotSupportedException();

        public bool Confirm(string question) => throw new NotSupportedException();

        public string? Type(string question, string name) => throw new NotSupportedException();
    }
}
