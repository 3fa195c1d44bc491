using System.Buffers.Binary;
using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Tests.Dsm.Schema;

/// <summary>
/// A machine under a kernel that knows a family of number 9, with two DIMMs of it. The firmware answers by the guide, byte
/// by byte, and knows nothing of docs/schema.md.
/// </summary>
internal static class AcmeMachine
{
    public static SimulatedKernel Start() => new(new SimulatorTopology("acme",
    [
        new BusDefinition
        {
            Parent = "LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00",
            Provider = "ACPI.NFIT",
            Dimms = [Dimm(1), Dimm(2)],
            Regions = [],
            MakeProvider = bus => new AcpiNfitProvider(bus, nfit: null, intel: null),
        },
    ]));

    private static DimmDefinition Dimm(uint handle) => new() { Handle = handle, Serial = 0x1000_0000 + handle, Capacity = 1 << 30, MakeFirmware = (_, _) => new Firmware() };

    private sealed class Firmware : IDsmFirmware
    {
        public ulong Family => 9;

        public uint Query(int revision) => 0b11_1111;

        public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input) => function switch
        {
            1 => Health(),
            2 => Events(BinaryPrimitives.ReadUInt32LittleEndian(input)),
            3 => [2, 0, (byte)((input[0] & 1) != 0 ? 1 : 0), 0],
            4 => [0, 0, 0, 0],
            _ => [1, 0, 0, 0],
        };

        private static byte[] Health()
        {
            var answer = new byte[20];
            answer[4] = 0b011; // health and temperature
            answer[8] = 1; // worn
            answer[9] = 50;
            BinaryPrimitives.WriteUInt16LittleEndian(answer.AsSpan(10), 40 * 16);
            answer.AsSpan(12).Fill(0xFF);
            return answer;
        }

        private static byte[] Events(uint first)
        {
            var answer = new byte[8 + (2 * 8)];
            answer[4] = 2;
            BinaryPrimitives.WriteUInt32LittleEndian(answer.AsSpan(8), first);
            answer[12] = 2;
            BinaryPrimitives.WriteUInt32LittleEndian(answer.AsSpan(16), first + 1);
            answer[20] = 0x40;
            return answer;
        }
    }
}
