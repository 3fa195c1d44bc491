using System.IO;

namespace System.Management.Automation;

// MshCmdlet.cs: a cmdlet that can see the session it runs in.
public abstract class PSCmdlet : Cmdlet
{
    // MshCmdlet.cs: set by the parameter binder; here by NvdimmPS.Engine.EngineHooks.
    public string ParameterSetName => ParameterSet;
    public InvocationInfo MyInvocation => Invocation;

    // MshCmdlet.cs: the events of the session, which this one has none of; they are left to the real engine.
    public PSEventManager Events => throw new NotSupportedException("This session has no events.");

    // MshCmdlet.cs: the session itself.
    public SessionState SessionState => new(this);

    // MshCmdlet.cs: the jobs of the session.
    public JobRepository JobRepository { get; } = new();

    // MshCmdlet.cs: null where no variable has that name; this session has none.
    public object? GetVariableValue(string name) => null;

    // LocationGlobber.cs: one file a plain name, or an exception where there is none. Patterns are left to the real engine.
    public System.Collections.ObjectModel.Collection<string> GetResolvedProviderPathFromPSPath(string path, out ProviderInfo provider)
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        if (provider.Name != "FileSystem")
        {
            return [file];
        }

        return File.Exists(file) ? [file] : throw new ItemNotFoundException($"Cannot find path '{file}' because it does not exist.");
    }

    // FileSystemProvider.cs on Unix: relative to the current location, ~ is home, a backslash separates too,
    // wildcards stay as they are, and the path need not exist.
    public string GetUnresolvedProviderPathFromPSPath(string path)
    {
        path = path.Replace('\\', '/');
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        }

        return Path.GetFullPath(path);
    }
}
