// Types that signatures name and the module only passes on: nothing to imitate.
namespace System.Management.Automation
{
    public class EngineIntrinsics
    {
        internal EngineIntrinsics() { }
    }

    public class ProviderInfo
    {
        internal ProviderInfo() { }
    }
}

namespace System.Management.Automation.Language
{
    public class CommandAst
    {
        internal CommandAst() { }
    }
}
