using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Audit;

/// <summary>
/// The log of this process. The settings are read when the first call is to be logged and then hold; a reader of DIMMs never
/// touches a file of it.
/// </summary>
/// <param name="load">Reads the settings.</param>
/// <param name="journal">Where journald listens.</param>
internal sealed class AuditLog(Func<AuditSettings> load, string journal)
{
    private static readonly AuditLog OfProcess = new(AuditSettingsFile.Load, AuditJournal.Socket);
    private static readonly AsyncLocal<AuditLog?> Injected = new();

    // What failed is tried again: the administrator may have mended the file.
    private readonly Lazy<AuditSettings> _settings = new(load, LazyThreadSafetyMode.PublicationOnly);
    private NvdimmException? _warning;
    private int _warned;

    /// <summary>The log that a call which is sent now is written to.</summary>
    public static AuditLog Current => Injected.Value ?? OfProcess;

    /// <summary>The settings.</summary>
    /// <exception cref="NvdimmException">They cannot be used.</exception>
    public AuditSettings Settings => _settings.Value;

    /// <summary>For tests: this flow of execution has a log of its own.</summary>
    public static IDisposable Use(AuditLog log)
    {
        Injected.Value = log;
        return new Injection();
    }

    /// <summary>Writes the question; null where this kernel's calls are not logged.</summary>
    /// <exception cref="NvdimmException">The settings cannot be used, or require a log that cannot be written: the call must not
    /// be sent.</exception>
    public AuditEntry? Ask(INdKernel kernel, DsmTarget target, DsmCall call, in NdRequest request, DateTime time, string? command) =>
        IsLogged(kernel) ? Ask(AuditRules.Record(kernel, target, call, request, time, command), call.Function.ToString()) : null;

    /// <summary>The same for the write of a sysfs attribute or a disk.</summary>
    public AuditEntry? Ask(INdKernel kernel, KernelWrite write, DateTime time, string? command) =>
        IsLogged(kernel) ? Ask(AuditRules.Record(kernel, write, time, command), $"the write to {write.Path}") : null;

    private bool IsLogged(INdKernel kernel) => kernel.Kind == KernelKind.Device || Settings.Simulated;

    private AuditEntry Ask(NvdimmAuditRecord record, string what)
    {
        if (Write(record) is { } reasons)
        {
            if (Settings.Required)
            {
                throw AuditErrors.Required(record.Target!, what, Settings.Origin, reasons);
            }

            _warning ??= AuditErrors.Unwritten(reasons);
        }

        return new AuditEntry(this, record);
    }

    /// <summary>Writes the outcome of a call. It has been sent, so nothing can be refused any more.</summary>
    public void Close(NvdimmAuditRecord answered)
    {
        if (Write(answered) is { } reasons)
        {
            _warning ??= AuditErrors.Unwritten(reasons);
        }
    }

    /// <summary>Why calls are not logged, once.</summary>
    public NvdimmException? TakeWarning() => _warning is { } warning && Interlocked.Exchange(ref _warned, 1) == 0 ? warning : null;

    /// <summary>Writes to all that there is; null where one of them took it, or none is wanted.</summary>
    private List<string>? Write(NvdimmAuditRecord record)
    {
        var (settings, wanted) = (Settings, 0);
        var reasons = new List<string>();
        void Try(string? reason)
        {
            wanted++;
            if (reason is not null)
            {
                reasons.Add(reason);
            }
        }

        if (settings.Path is { } path)
        {
            Try(AuditFile.Append(path, AuditText.Line(record)));
        }

        if (settings.Journal)
        {
            Try(AuditJournal.Send(journal, AuditText.Entry(record)));
        }

        return wanted > 0 && reasons.Count == wanted ? reasons : null;
    }

    private sealed class Injection : IDisposable
    {
        public void Dispose() => Injected.Value = null;
    }
}
