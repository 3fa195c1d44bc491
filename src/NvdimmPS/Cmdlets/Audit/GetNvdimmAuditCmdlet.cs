using System.Management.Automation;
using NvdimmPS.Audit;
using NvdimmPS.Files;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Reads the audit log: each raw or changing call with who sent it and the outcome.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmAudit")]
[OutputType(typeof(NvdimmAuditRecord))]
public sealed class GetNvdimmAuditCmdlet : NvdimmCmdlet
{
    private WildcardPattern[]? _dimms, _functions, _users;

    /// <summary>The log's files; the one that this machine writes when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Only calls of these DIMMs or buses, by name, serial number or unique id.</summary>
    [Parameter]
    [Alias("Target")]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>Only these functions, by name or number.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Function { get; set; }

    /// <summary>Only calls of these users: the process's, or who called sudo.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? User { get; set; }

    /// <summary>Only calls from this time on.</summary>
    [Parameter]
    public DateTime After { get; set; }

    /// <summary>Only calls before this time.</summary>
    [Parameter]
    public DateTime Before { get; set; } = DateTime.MaxValue;

    /// <summary>Only calls of which the log does not say their outcome.</summary>
    [Parameter]
    public SwitchParameter Unanswered { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        (_dimms, _functions, _users) = (Patterns(Dimm), Patterns(Function), Patterns(User));
        (After, Before) = (Universal(After), Universal(Before));
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var file in Path?.SelectMany(p => FilePaths(p, AuditErrors.Unreadable)) ?? Usual())
        {
            foreach (var record in AuditReader.Read(file, Report, Stopped).Where(IsWanted))
            {
                if (Stopping)
                {
                    return;
                }

                WriteObject(record);
            }
        }
    }

    /// <summary>This machine's log; none where nothing that concerns it was ever sent, which is as it should be.</summary>
    private string[] Usual()
    {
        var path = AuditLog.Current.Settings.Path ?? throw BindingErrors.NoAuditFile(AuditLog.Current.Settings.Origin);
        try
        {
            _ = File.GetAttributes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            WriteWarning($"There is no audit log '{path}' yet: no call that belongs in it was sent.");
            return [];
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            // The reader says why it may not be looked at.
        }

        return [path];
    }

    private bool IsWanted(NvdimmAuditRecord record) =>
        record.Time >= After && record.Time < Before && !(Unanswered && record.Answered)
        && Matches(_dimms, record.Target, record.Serial, record.UniqueId)
        && Matches(_functions, record.FunctionName, $"{record.Function}")
        && Matches(_users, record.User, record.SudoUser);

    private static bool Matches(WildcardPattern[]? patterns, params string?[] names) =>
        patterns is null || Array.Exists(patterns, p => Array.Exists(names, n => n is not null && p.IsMatch(n)));

    private static WildcardPattern[]? Patterns(string[]? texts) => texts?.Select(NamePattern.Parse).ToArray();

    /// <summary>A time without a zone is one of this machine's.</summary>
    private static DateTime Universal(DateTime time) => time == default || time == DateTime.MaxValue ? time : time.ToUniversalTime();
}
