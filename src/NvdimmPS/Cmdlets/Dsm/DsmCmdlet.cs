using System.Collections;
using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Output;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Files;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// A cmdlet that sends functions: resolves them, checks the input, asks where that is due, sends, decodes. A node is
/// opened once a pipeline.
/// </summary>
public abstract class DsmCmdlet : TargetCmdlet
{
    private DsmCaller? _caller;
    private Consent? _consent;
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

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The route that is wanted.</summary>
    private protected abstract DsmRoute WantedRoute { get; }

    /// <summary>The function that is meant, of what a target speaks.</summary>
    private protected abstract DsmFunction FunctionFor(DsmTarget target);

    /// <summary>The family of a target that is not there.</summary>
    private protected abstract DsmFamily AssumedFamily(NdNodeKind node);

    /// <inheritdoc/>
    protected override void Begin()
    {
        _caller = new DsmCaller(Machine.Kernel) { Command = MyInvocation.MyCommand.Name };
        _consent = new Consent(this, AllowSensitive, Force, Given("Confirm"));
        ReadInput();
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        ReadInput();
        foreach (var target in Targets(AssumedFamily))
        {
            if (Stopping)
            {
                return;
            }

            Try(target.Object, () => Handle(target));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _caller?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Bad digits and files are found before the first DIMM is looked for.</summary>
    private void ReadInput()
    {
        Forget(nameof(InputBytes), nameof(InputHex), nameof(Argument));
        _input = GivenInput.Read(InputBytes, InputHex, InputFile, Argument, FilePath, Stopped);
    }

    private void Handle(CallTarget target)
    {
        var function = FunctionFor(target.Dsm);
        if (!IsWhatIf)
        {
            _consent!.EnsureAllowed(target.Dsm.Name, function);
        }

        var call = new DsmCall(function, _input!.For(function)) { OutputSize = OutputSize, Route = WantedRoute, Raw = Raw, RawInput = _input.IsRaw };
        var routes = target.Dsm.Routes(function, WantedRoute);
        _ = DsmCaller.Request(target.Dsm, call, routes[0]);
        if (IsWhatIf)
        {
            WriteObject(Explain(target, call, routes[0]));
        }
        else if (Judge(target, call) is var judged && _consent!.IsGiven(target.Dsm.Name, judged))
        {
            var result = _caller!.Invoke(target.Dsm, call.As(judged));
            WriteVerbose($"{result.Target}: {function}, route {result.Route}, {result.OutputBytes.Length} bytes, status {result.Status}, {result.Latency.TotalMilliseconds:0.###} ms.");
            WriteObject(ResultObject.Of(result, Raw));
        }
    }

    /// <summary>A vendor opcode is as dangerous as the DIMM's own log says.</summary>
    private DsmFunction Judge(CallTarget target, DsmCall call)
    {
        var judged = CommandEffects.Judge(_caller!, target.Dsm, call, out var reason);
        if (reason is not null)
        {
            WriteVerbose($"{call.Function} counts as {judged.Danger.ToString().ToLowerInvariant()}: {reason}.");
        }

        return judged;
    }

    private DsmExplanation Explain(CallTarget target, DsmCall call, NdRoute route)
    {
        string? unread = null;
        var changes = target.IsImagined ? [] : DsmChangeReader.Read(_caller!, target.Dsm, call, out unread);
        return DsmExplainer.Explain(target.Dsm, call, route, unread is null ? target.Notes : [.. target.Notes, unread], changes);
    }
}
