using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace NvdimmPS.Fleet;

/// <summary>One that is asked: a host, or a session that somebody opened before.</summary>
internal abstract class FleetTarget(string name)
{
    /// <summary>As the user named it.</summary>
    public string Name => name;

    /// <summary>What Invoke-Command takes to reach it.</summary>
    public abstract Dictionary<string, object> Parameters();

    /// <summary>Ends what runs there, without waiting for it. False where its end may be long in coming.</summary>
    public abstract bool End(Job job);

    /// <summary>Why it could not be reached, where the engine does not say.</summary>
    public abstract Task<(FleetFault Fault, string Words)> DiagnoseAsync(CancellationToken cancel);

    /// <summary>A host by ssh, with a connection of its own.</summary>
    public static FleetTarget Of(FleetHost host, FleetConnection connection) => new Host(host, connection);

    /// <summary>A session.</summary>
    public static FleetTarget Of(PSSession session) => new Session(session);

    private sealed class Host(FleetHost host, FleetConnection connection) : FleetTarget(host.ToString())
    {
        private readonly string _tag = $"nvdimm-fleet-{Guid.NewGuid():N}";

        public override Dictionary<string, object> Parameters() => connection.Parameters(host, _tag);

        public override bool End(Job job)
        {
            FleetEngine.Close(FleetEngine.Session(job));
            return SshClients.End(_tag);
        }

        public override Task<(FleetFault Fault, string Words)> DiagnoseAsync(CancellationToken cancel) => SshProbe.AskAsync(connection, host, cancel);
    }

    private sealed class Session(PSSession session) : FleetTarget(session.ComputerName)
    {
        public override Dictionary<string, object> Parameters() => new() { ["Session"] = session };

        public override bool End(Job job)
        {
            FleetEngine.Close(session.Runspace);
            return false;
        }

        public override Task<(FleetFault Fault, string Words)> DiagnoseAsync(CancellationToken cancel) =>
            Task.FromResult((FleetFault.Ended, $"the session '{session.Name}' is {session.Runspace.RunspaceStateInfo.State}"));
    }
}
