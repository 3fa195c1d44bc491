using NvdimmPS.Abi;
using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>An NVDIMM-N of HPE's second family: "NVDIMM-N _DSM Interface" 0.88s, functions 1 to 8.</summary>
internal sealed class Hpe2Firmware(DimmState dimm) : IDsmFirmware
{
    private readonly NvdimmNState _state = dimm.NvdimmN!;
    private readonly Hpe2Smart _smart = new(dimm, dimm.NvdimmN!);
    private readonly Hpe2Vendor _vendor = new(dimm.NvdimmN!);

    public ulong Family => (ulong)NdFamily.Hpe2;

    public uint Query(int revision) => revision == 1 ? 0x1FFu : 0;

    public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input)
    {
        if (function is < 1 or > 8)
        {
            return Answer.Status(HpeStatus.NotImplemented);
        }

        if (function == 8 ? input.Length < 8 : input.Length != (function is 1 or 3 ? 4 : 0))
        {
            return function == 1 ? Hpe2Smart.Refusal(HpeStatus.InvalidInput) : Answer.Status(HpeStatus.InvalidInput);
        }

        return function switch
        {
            1 => _smart.Health(input),
            2 => _smart.Thresholds(),
            3 => _smart.SetThresholds(input),
            4 => [0, 0, 0, 0, 1, 0, 0, 0], // caches have to be flushed
            5 => LastBackup(),
            _ => _vendor.Evaluate(function, input),
        };
    }

    /// <summary>The controller's status is at offset 7, as printed, and not at 6.</summary>
    private byte[] LastBackup()
    {
        const byte saveN = 1 << 0, notGoodToGo = 1 << 0, generalFault = 1 << 2;
        var answer = new byte[8];
        answer[4] = (byte)((_state.HasImage ? 1 << 0 : 0) | (_state.Saving.Failed ? 1 << 1 : 0));
        answer[5] = saveN;
        answer[7] = (byte)((_state.SaveWasArmed ? 0 : notGoodToGo) | (HpeSmart.IsFault(_state) ? generalFault : 0));
        return answer;
    }
}
