using System.Text.Json;
using NvdimmPS.Audit;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Audit;

/// <summary>A log of its own in a folder of its own, for this test's flow of execution alone.</summary>
public abstract class AuditTest : IDisposable
{
    private readonly IDisposable _injection;

    protected AuditTest() => _injection = Use(new AuditSettings { Path = File, Journal = false, Simulated = true });

    protected string Folder { get; } = Directory.CreateTempSubdirectory("nvdimm-audit-").FullName;

    protected string File => Path.Combine(Folder, "log", "audit.jsonl");

    private protected AuditLog Log { get; private set; } = null!;

    /// <summary>A good input of SetSmartThreshold.</summary>
    private protected static byte[] Threshold { get; } = DsmInput.FromArguments(DsmFamilies.Intel.Get(17), new Dictionary<string, object?>(StringComparer.Ordinal) { ["MediaTemperature"] = 70 });

    /// <summary>The lines as they are.</summary>
    protected string[] Lines => System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [];

    /// <summary>The lines as JSON: kind, function and outcome.</summary>
    protected IEnumerable<string> Summary => Lines.Select(l => JsonDocument.Parse(l).RootElement)
        .Select(l => $"{l.GetProperty("kind").GetString()} {l.GetProperty("functionName").GetString()} {l.GetProperty("route").GetString()}{(l.TryGetProperty("outcome", out var outcome) ? " " + outcome.GetString() : "")}");

    private protected IDisposable Use(AuditSettings settings, string journal = "/nowhere") => Use(() => settings, journal);

    private protected IDisposable Use(Func<AuditSettings> load, string journal = "/nowhere") => AuditLog.Use(Log = new AuditLog(load, journal));

    /// <summary>The calls that the log tells of.</summary>
    private protected List<NvdimmAuditRecord> Records(List<NvdimmException>? bad = null) =>
        [.. AuditReader.Read(File, e => (bad ?? throw e).Add(e), TestContext.Current.CancellationToken)];

    private protected static DsmResult Send(INdKernel kernel, string dimm, string function, byte[] input, DsmRoute route = DsmRoute.Auto, bool raw = false)
    {
        using var caller = new DsmCaller(kernel) { Command = "test" };
        var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice(dimm));
        return caller.Invoke(target, new DsmCall(NvdimmMachine.Function(target.Family!, function), input) { Route = route, RawInput = raw, OutputSize = 64 });
    }

    protected virtual void Dispose(bool disposing)
    {
        _injection.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }
}
