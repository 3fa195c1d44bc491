using System.Reflection;

namespace NvdimmPS.Engine.Harness;

public static class CmdletHosts
{
    /// <summary>For the few tests that hold for one host only.</summary>
    public static bool IsRealEngine => false;

    public static ICmdletHost Create(Assembly module) => new DoubleHost(module);
}
