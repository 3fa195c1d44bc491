namespace System.Management.Automation;

// SessionStatePublic.cs: of all that a session has, where it is.
public sealed class SessionState
{
    internal SessionState(PSCmdlet cmdlet) => Path = new PathIntrinsics(cmdlet);

    public PathIntrinsics Path { get; }
}

// PathInterfaces.cs
public sealed class PathIntrinsics
{
    private readonly PSCmdlet _cmdlet;

    internal PathIntrinsics(PSCmdlet cmdlet) => _cmdlet = cmdlet;

    // LocationGlobber.cs: a drive that is no folder belongs to another provider; here the environment's is known.
    public string GetUnresolvedProviderPathFromPSPath(string path, out ProviderInfo provider, out PSDriveInfo? drive)
    {
        const string environment = "env:";
        drive = null;
        if (path.StartsWith(environment, StringComparison.OrdinalIgnoreCase))
        {
            provider = new ProviderInfo("Environment");
            return path[environment.Length..];
        }

        provider = new ProviderInfo("FileSystem");
        return _cmdlet.GetUnresolvedProviderPathFromPSPath(path);
    }
}
