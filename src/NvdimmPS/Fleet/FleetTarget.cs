using System.Management.Automation;
using System.Management.Automation.Runspaces;
using NvdimmPS.Fleet;

namespace NvdimmPS.Shell.Fleet;

/// <summary>One that is asked: a host, or a session that somebody opened before.</summary>
internal abstract class FleetTarget(string name)
{
    /// <summary>As the user named it.</summary>
    public string Name => name;

    /// <summary>What Invoke-Command takes to reach it.</summary>
    public abstract Dictionary<string, object> Parameters();

    /// <summary>Ends what runs there, without waiting for it. False where its end may be long in coming.</summary>
    /// <param name="job">The engine's job.</param>
    /// <param name="taken">How much the engine has taken of what it sent.</param>
    public abstract bool End(Job job, Func<long> taken);

    /// <summary>Makes it wait with what it sends, or lets it go on.</summary>
    public virtual void Hold(bool isHeld)
    {
    }

    /// <summary>The tag of its ssh; null where it has none of ours.</summary>
    public virtual string? Tag => null;

    /// <summary>Why it could not be reached, where the engine does not say.</summary>
    public abstract Task<(FleetFault Fault, string Words)> DiagnoseAsync(CancellationToken cancel);

    /// <summary>A host by ssh, with a connection of its own.</summary>
    public static FleetTarget Create(FleetHost host, FleetConnection connection) => new Host(host, connection);

    /// <summary>A session.</summary>
    public static FleetTarget Create(PSSession session) => new Session(session);

    private sealed class Host(FleetHost host, FleetConnection connection) : FleetTarget(host.ToString())
    {
        private readonly string _tag = $"nvdimm-fleet-{Guid.NewGuid():N}";

        public override Dictionary<string, object> Parameters() => connection.Parameters(host, _tag);

        public override bool End(Job job, Func<long> taken)
        {
            FleetEngine.Close(FleetEngine.Session(job));
            return SshClients.End(_tag, taken);
        }

        public override string? Tag => _tag;

        public override void Hold(bool isHeld)
        {
            if (isHeld)
            {
                SshClients.Pause(_tag);
            }
            else
            {
                SshClients.Resume(_tag);
            }
        }

        public override Task<(FleetFault Fault, string Words)> DiagnoseAsync(CancellationToken cancel) =>
            SshProbe.AskAsync(connection, host, cancel);
    }

    private sealed class Session(PSSession session) : FleetTarget(session.ComputerName)
    {
        public override Dictionary<string, object> Parameters() => new() { ["Session"] = session };

        public override bool End(Job job, Func<long> taken)
        {
            FleetEngine.Close(session.Runspace);
            return false;
        }

        public override Task<(FleetFault Fault, string Words)> DiagnoseAsync(CancellationToken cancel) =>
            Task.FromResult((FleetFault.Ended, $"the session '{session.Name}' is {session.Runspace.RunspaceStateInfo.State}"));
    }
}
