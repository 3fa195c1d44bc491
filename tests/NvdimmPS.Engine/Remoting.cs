// What asks other hosts. Without the engine's remoting there is nobody to ask, so none of it works here; ring 3 has real hosts.
using System.Collections.ObjectModel;

namespace System.Management.Automation
{
    public class ScriptBlock
    {
        private readonly string _text;

        internal ScriptBlock(string text) => _text = text;

        public static ScriptBlock Create(string script) => new(script);

        public override string ToString() => _text;
    }

    public enum JobState { NotStarted = 0, Running = 1, Completed = 2, Failed = 3, Stopped = 4, Blocked = 5, Suspended = 6, Disconnected = 7, Suspending = 8, Stopping = 9, AtBreakpoint = 10 }

    public sealed class JobStateInfo
    {
        internal JobStateInfo() { }

        public JobState State => throw new NotSupportedException();

        public Exception Reason => throw new NotSupportedException();
    }

    public sealed class JobStateEventArgs : EventArgs
    {
        internal JobStateEventArgs() { }
    }

    public sealed class DataAddedEventArgs : EventArgs
    {
        internal DataAddedEventArgs() { }
    }

    public class PSDataCollection<T>
    {
        internal PSDataCollection() { }

        public event EventHandler<DataAddedEventArgs> DataAdded { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }

        public Collection<T> ReadAll() => throw new NotSupportedException();
    }

    public abstract class InformationalRecord
    {
        internal InformationalRecord() { }

        public string Message => throw new NotSupportedException();
    }

    public class WarningRecord : InformationalRecord
    {
        internal WarningRecord() { }
    }

    public class VerboseRecord : InformationalRecord
    {
        internal VerboseRecord() { }
    }

    public class DebugRecord : InformationalRecord
    {
        internal DebugRecord() { }
    }

    public class InformationRecord
    {
        internal InformationRecord() { }
    }

    public enum ProgressRecordType { Processing = 0, Completed = 1 }

    // ProgressRecord.cs; the double shows no progress.
    public class ProgressRecord(int activityId, string activity, string statusDescription)
    {
        public int ActivityId => activityId;

        public string Activity => activity;

        public string StatusDescription { get; set; } = statusDescription;

        public string CurrentOperation { get; set; } = "";

        public int PercentComplete { get; set; } = -1;

        public ProgressRecordType RecordType { get; set; }
    }

    public abstract class Job : IDisposable
    {
        internal Job() { }

        public event EventHandler<JobStateEventArgs> StateChanged { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }

        public JobStateInfo JobStateInfo => throw new NotSupportedException();

        public WaitHandle Finished => throw new NotSupportedException();

        public IList<Job> ChildJobs => throw new NotSupportedException();

        public PSDataCollection<PSObject> Output => throw new NotSupportedException();

        public PSDataCollection<ErrorRecord> Error => throw new NotSupportedException();

        public PSDataCollection<ProgressRecord> Progress => throw new NotSupportedException();

        public PSDataCollection<VerboseRecord> Verbose => throw new NotSupportedException();

        public PSDataCollection<DebugRecord> Debug => throw new NotSupportedException();

        public PSDataCollection<WarningRecord> Warning => throw new NotSupportedException();

        public PSDataCollection<InformationRecord> Information => throw new NotSupportedException();

        public abstract void StopJob();

        public void Dispose() => GC.SuppressFinalize(this);
    }

    public abstract class Repository<T>
        where T : class
    {
        public void Remove(T item) => throw new NotSupportedException();
    }

    // The jobs of a session, which has none here.
    public class JobRepository : Repository<Job>
    {
        internal JobRepository() { }
    }

    public sealed class PSDataStreams
    {
        internal PSDataStreams() { }

        public PSDataCollection<ErrorRecord> Error => throw new NotSupportedException();
    }

    public enum RunspaceMode { CurrentRunspace = 0, NewRunspace = 1 }

    public sealed class PowerShell : IDisposable
    {
        private PowerShell() { }

        public PSDataStreams Streams => throw new NotSupportedException();

        public static PowerShell Create(RunspaceMode runspace) => throw new NotSupportedException();

        public PowerShell AddCommand(string cmdlet) => throw new NotSupportedException();

        public PowerShell AddParameter(string parameterName) => throw new NotSupportedException();

        public PowerShell AddParameter(string parameterName, object value) => throw new NotSupportedException();

        public PowerShell AddParameters(Collections.IDictionary parameters) => throw new NotSupportedException();

        public Collection<PSObject> Invoke() => throw new NotSupportedException();

        public Collection<T> Invoke<T>() => throw new NotSupportedException();

        public void Dispose() { }
    }

    public class RemoteException : RuntimeException
    {
        internal RemoteException() : base(null) { }
    }
}

namespace System.Management.Automation.Runspaces
{
    public sealed class PSSession
    {
        internal PSSession() { }

        public string ComputerName => throw new NotSupportedException();

        public string Name => throw new NotSupportedException();

        public Runspace Runspace => throw new NotSupportedException();
    }

    public abstract class Runspace
    {
        internal Runspace() { }

        public abstract RunspaceStateInfo RunspaceStateInfo { get; }
    }

    public sealed class RunspaceStateInfo
    {
        internal RunspaceStateInfo() { }

        public RunspaceState State => throw new NotSupportedException();
    }

    public enum RunspaceState { BeforeOpen = 0, Opening = 1, Opened = 2, Closed = 3, Closing = 4, Broken = 5, Disconnecting = 6, Disconnected = 7, Connecting = 8 }
}
