using NvdimmPS.Kernel;

namespace NvdimmPS.Injection;

/// <summary>Keeps injected errors to simulators and test buses.</summary>
internal static class InjectionGate
{
    /// <summary>The kernel's own test modules: <c>nfit_test</c> and, of POWER, <c>ndtest</c>.</summary>
    private static readonly string[] TestBuses = ["nfit_test.", "ndtest."];

    /// <exception cref="NvdimmException">It is the bus of a real machine, and that was not allowed.</exception>
    public static void Ensure(INdKernel kernel, string target, string? provider, bool allowHardware)
    {
        if (!allowHardware && kernel.Kind == KernelKind.Device
            && !Array.Exists(TestBuses, t => provider?.StartsWith(t, StringComparison.Ordinal) == true))
        {
            throw InjectionErrors.RealHardware(target, provider ?? "unknown");
        }
    }
}
