using System.Collections;
using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Changes;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Output;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// A cmdlet that sends functions: resolves them, checks the input, asks where that is due, sends, decodes. A node is
/// opened once a pipeline.
/// </summary>
public abstract class DsmCmdlet : TargetCmdlet
{
    private ChangeSession? _session;
    private GivenInput? _input;

    /// <summary>The input as bytes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NvdimmBytes]
    [AllowEmptyCollection]
    public byte[]? InputBytes { get; set; }

    /// <summary>The input as hexadecimal digits.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? InputHex { get; set; }

    /// <summary>A file with the input.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? InputFile { get; set; }

    /// <summary>The input as named values in engineering units.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NamedValues]
    [ArgumentCompleter(typeof(ArgumentKeyCompleter))]
    public IDictionary? Argument { get; set; }

    /// <summary>Room for the answer, in bytes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int? OutputSize { get; set; }

    /// <summary>Takes the answer as it is: no decoding, and no error for the firmware's status.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Lets security and firmware activation functions through.</summary>
    [Parameter]
    public SwitchParameter AllowSensitive { get; set; }

    /// <summary>Lets through what can lose data on a DIMM that is in use.</summary>
    [Parameter]
    public SwitchParameter AllowInUse { get; set; }

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The parameter in the first place, and what was given there.</summary>
    private protected abstract (string Parameter, string Given) First { get; }

    /// <summary>The route that is wanted.</summary>
    private protected abstract DsmRoute WantedRoute { get; }

    /// <summary>The function that is meant, of what a target speaks.</summary>
    private protected abstract DsmFunction FunctionFor(DsmTarget target);

    /// <summary>The family of a target that is not there.</summary>
    private protected abstract DsmFamily AssumedFamily(NdNodeKind node);

    /// <inheritdoc/>
    private protected override bool TellsCalls => false;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _session = new ChangeSession(this, () => new ChangeGates
        {
            AllowSensitive = AllowSensitive, AllowInUse = AllowInUse, Force = Force, Confirm = Given("Confirm"),
        });
        ReadInput();
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        ReadInput();
        CallOrder.Ensure(First.Parameter, First.Given, Dimm, FunctionNamed);
        Blocking(() =>
        {
            foreach (var target in Targets(AssumedFamily))
            {
                if (Stopping)
                {
                    return;
                }

                Try(target.Object, () => Handle(target));
            }
        });
    }

    /// <summary>Bad digits and files are found before the first DIMM is looked for.</summary>
    private void ReadInput()
    {
        Forget(nameof(InputBytes), nameof(InputHex), nameof(Argument));
        _input = GivenInput.Read(InputBytes, InputHex, InputFile, Argument, FilePath, Stopped);
    }

    private static string? FunctionNamed(string text) => DsmFamilies.All.Select(f => f.Find(text)?.Name)
        .Concat(NdCommands.All.Select(c => c.Name == text ? text : null)).FirstOrDefault(found => found is not null);

    private void Handle(CallTarget target)
    {
        var function = FunctionFor(target.Dsm);
        var explains = IsWhatIfTyped || (IsWhatIf && function.Danger != DsmDanger.Read);
        if (!explains)
        {
            _session!.Runner.EnsureAllowed(target.Dsm.Name, function);
        }

        var call = new DsmCall(function, _input!.For(function)) { OutputSize = OutputSize, Route = WantedRoute, Raw = Raw,
            RawInput = _input.IsRaw, Named = _input.Named };
        var routes = target.Dsm.Routes(function, WantedRoute);
        _ = DsmCaller.Request(target.Dsm, call, routes[0]);
        if (explains)
        {
            WriteObject(Explain(target, call, routes[0]));
            return;
        }

        var judged = Judge(target, call);
        if (DsmChangeReader.ReadLosses(Caller, target.Dsm, call).Warning(function, isSent: true) is { } warning)
        {
            WriteWarning($"{target.Dsm.Name}: {warning.In(Words)}");
        }

        var plan = new ChangePlan { Target = target.Dsm.Name, Action = $"Send {judged}",
            Steps = [new CallStep(target.Dsm, call.As(judged), judged)] };
        if (_session!.Runner.MayGoOn(plan))
        {
            var result = _session.Runner.Send(plan, Stopped)[0];
            WriteVerbose($"{result.Target}: {function}, route {result.Route}, {Plural.Of(result.OutputBytes.Length, "byte")}, status "
                + $"{result.Status}, {result.Latency.TotalMilliseconds:0.###} ms.");
            WriteObject(ResultObject.Create(result, Raw));
        }
    }

    /// <summary>A vendor opcode is as dangerous as the DIMM's own log says.</summary>
    private DsmFunction Judge(CallTarget target, DsmCall call)
    {
        var judged = CommandEffects.Judge(Caller, target.Dsm, call, out var reason);
        if (reason is not null)
        {
            WriteVerbose($"{call.Function} counts as {judged.Danger.ToString().ToLowerInvariant()}: {reason}.");
        }

        return judged;
    }

    private DsmExplanation Explain(CallTarget target, DsmCall call, NdRoute route)
    {
        var changes = target.IsImagined ? DsmChanges.None : DsmChangeReader.Read(Caller, target.Dsm, call);
        string?[] found = [changes.Warning(call.Function)?.In(Words), changes.Unread];
        return DsmExplainer.Explain(target.Dsm, call, route, [.. target.Notes, .. found.OfType<string>()], changes.Values);
    }
}
