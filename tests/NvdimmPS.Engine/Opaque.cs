// Types that signatures name and the module only passes on: nothing to imitate.
namespace System.Management.Automation
{
    public class EngineIntrinsics
    {
        internal EngineIntrinsics() { }
    }

    public class ProviderInfo
    {
        internal ProviderInfo(string name) => Name = name;

        public string Name { get; }
    }

    public class PSDriveInfo
    {
        internal PSDriveInfo() { }
    }

    public class PSEventJob
    {
        internal PSEventJob() { }
    }

    public class PSEventSubscriber
    {
        internal PSEventSubscriber() { }

        public PSEventJob Action { get; } = new();
    }

    public abstract class PSEventManager
    {
        public abstract IEnumerable<PSEventSubscriber> GetEventSubscribers(string sourceIdentifier);

        public abstract PSEventSubscriber SubscribeEvent(object source, string eventName, string sourceIdentifier, PSObject? data, ScriptBlock? action, bool supportEvent, bool forwardEvent);
    }
}

namespace System.Management.Automation.Language
{
    public class CommandAst
    {
        internal CommandAst() { }
    }
}
