using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>QEMU's virtual NVDIMM: the Intel family's label functions and nothing else, one page a transfer.</summary>
internal sealed class QemuFirmware(DimmState state) : IDsmFirmware
{
    // A page, less the header of the longer of the two label requests (hw/acpi/nvdimm.c, nvdimm_get_max_xfer_label_size).
    private const uint MaxTransfer = 4096 - 20;

    private readonly LabelFunctions _labels = new(state, MaxTransfer);

    public ulong Family => (ulong)NdFamily.Intel;

    public uint Query(int revision) => revision == 1 ? 0x71u : 0;

    public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input) =>
        revision == 1 && function is >= 4 and <= 6 ? _labels.Evaluate(function, input) : Answer.Status(IntelStatus.NotSupported);
}
