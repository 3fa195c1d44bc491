using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Audit;

/// <summary>Has every call, and every write of an attribute or disk, of this process pass the audit log.</summary>
internal static class AuditRegistration
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The ModuleInitializer attribute should not be used in libraries",
        Justification = "A front end that forgot to register it would send unlogged calls.")]
    internal static void Register()
    {
        CallLog.Announce = static (kernel, target, call, in request, time, command) =>
            AuditRules.Concern(call) ? AuditLog.Current.Ask(kernel, target, call, request, time.GetUtcNow().UtcDateTime, command) : null;
        KernelWriter.Announce = static (kernel, write, command) => AuditLog.Current.Ask(kernel, write, DateTime.UtcNow, command);
    }
}
