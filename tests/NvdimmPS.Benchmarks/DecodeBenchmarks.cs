using BenchmarkDotNet.Attributes;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Benchmarks;

/// <summary>Bytes to fields and back: the tables at work, no device.</summary>
[ShortRunJob]
[MemoryDiagnoser]
[MinColumn]
public class DecodeBenchmarks
{
    private readonly DsmFunction _smart = DsmFamilies.Intel.Get(1);
    private readonly DsmFunction _health = DsmFamilies.Find(NdNodeKind.Dimm, "Msft")!.Get(11);
    private readonly DsmFunction _setThreshold = DsmFamilies.Intel.Get(17);
    private readonly byte[] _healthAnswer = Convert.FromHexString("00000000000028000000090000");
    private readonly Dictionary<string, object?> _thresholds = new() { ["MediaTemperature"] = 70.0 };

    // Health, spares, temperatures, shutdowns and alarms as the kernel's test bus reports them.
    private readonly byte[] _smartAnswer = Convert.FromHexString("000000003f06000000000000014b0503700190012a000000018002" + new string('0', 16) + "01" + new string('0', 192));

    /// <summary>Intel GetSmart: 14 fields, three of them masks.</summary>
    [Benchmark(Baseline = true)]
    public DsmAnswer IntelSmart() => DsmDecoder.DecodeOutput(_smart, _smartAnswer);

    /// <summary>Microsoft GetNvdimmNHealth: 7 fields.</summary>
    [Benchmark]
    public DsmAnswer MsftHealth() => DsmDecoder.DecodeOutput(_health, _healthAnswer);

    /// <summary>Intel SetSmartThreshold from a named value.</summary>
    [Benchmark]
    public byte[] EncodeThreshold() => DsmEncoder.EncodeInput(_setThreshold, _thresholds);
}
