using System.Collections;
using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Changes;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;
using NvdimmPS.Shell.Output;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Sends a command to a module's own firmware, which the pass-through function carries.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "NvdimmVendorCommand", DefaultParameterSetName = CommandSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DsmResult), typeof(DsmExplanation))]
public sealed class InvokeNvdimmVendorCommandCmdlet : TopologyCmdlet
{
    private const string CommandSet = "Command", OpcodeSet = "Opcode";

    private ChangeSession? _session;
    private VendorCommand? _command;

    /// <summary>The command, by its name or its code.</summary>
    [Parameter(ParameterSetName = CommandSet, Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(VendorCommandCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Command { get; set; }

    /// <summary>The opcode; one that no table has too.</summary>
    [Parameter(ParameterSetName = OpcodeSet, Mandatory = true)]
    public byte Opcode { get; set; }

    /// <summary>The sub-opcode.</summary>
    [Parameter(ParameterSetName = OpcodeSet)]
    public byte SubOpcode { get; set; }

    /// <summary>The DIMMs.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>The command's input as named values in engineering units.</summary>
    [Parameter]
    [NamedValues]
    [ArgumentCompleter(typeof(ArgumentKeyCompleter))]
    public IDictionary? Argument { get; set; }

    /// <summary>The command's input as hexadecimal digits.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? InputHex { get; set; }

    /// <summary>Takes the answer as it is: no decoding, and no error for the firmware's status.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Lets security and firmware commands through.</summary>
    [Parameter]
    public SwitchParameter AllowSensitive { get; set; }

    /// <summary>Lets through what can lose data on a DIMM that is in use.</summary>
    [Parameter]
    public SwitchParameter AllowInUse { get; set; }

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override bool TellsCalls => false;

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (Command is not null)
        {
            CallOrder.Ensure(nameof(Command), Command, Dimm, name => VendorCommands.Find(name)?.Name, takesBuses: false);
        }

        _command = Command is not null ? ModuleCaller.Command(Command)
            : VendorCommands.Find(Opcode, SubOpcode) ?? VendorCommand.Unknown(Opcode, SubOpcode);
        _session = new ChangeSession(this, () => new ChangeGates
        {
            AllowSensitive = AllowSensitive, AllowInUse = AllowInUse, Force = Force, Confirm = Given("Confirm"),
        });
        if (!IsWhatIfTyped)
        {
            base.Begin();
        }
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        var input = GivenInput.Read(null, InputHex, null, Argument, FilePath, Stopped);
        Blocking(() =>
        {
            var missing = new List<NvdimmException>();
            foreach (var device in Devices.Select(Dimm, missing.Add))
            {
                if (Stopping)
                {
                    return;
                }

                Try(device, () => Handle(ModuleCaller.Target(device), input));
            }

            foreach (var failure in missing)
            {
                if (IsWhatIfTyped && failure.Kind == NvdimmErrorKind.ObjectNotFound)
                {
                    var target = NvdimmMachine.Imagine(NdNodeKind.Dimm, failure.Target ?? string.Empty, DsmFamilies.Intel);
                    Try(target, () => Handle(target, input,
                        $"{failure.Message} This is what a module of the Intel family would be sent."));
                }
                else
                {
                    Report(failure);
                }
            }
        });
    }

    private void Handle(DsmTarget target, GivenInput input, params string[] notes)
    {
        var payload = input.For(VendorFunctions.Payload(_command!));
        var call = Call(payload);
        var function = call.Function;
        var route = target.Routes(function, call.Route)[0];
        _ = DsmCaller.Request(target, call, route);
        if (IsWhatIfTyped || (IsWhatIf && function.Danger != DsmDanger.Read))
        {
            WriteObject(DsmExplainer.Explain(target, call, route, notes));
            return;
        }

        _session!.Runner.EnsureAllowed(target.Name, function);
        var judged = CommandEffects.Judge(Caller, target, call, out var reason);
        WriteVerbose($"{function} counts as {judged.Danger.ToString().ToLowerInvariant()}: {reason}.");
        var plan = Plan(target, judged, [.. LargePayload.Pieces(Caller, target, _command!, payload).Select(Call)]);
        if (!_session.Runner.MayGoOn(plan))
        {
            return;
        }

        if (_command!.DependsOnFis && !Raw)
        {
            var known = VendorFunctions.Of(_command, payload, ModuleCaller.FisVersion(Caller, target));
            plan = Plan(target, judged, call with { Function = known });
        }

        foreach (var result in _session.Runner.Send(plan, Stopped))
        {
            WriteObject(ResultObject.Create(result, Raw));
        }

        DsmCall Call(byte[] piece) =>
            VendorCall.Create(_command!, piece) with { Raw = Raw, RawInput = input.IsRaw, Named = input.Named };
    }

    /// <summary>The calls, as dangerous as they were judged to be.</summary>
    private static ChangePlan Plan(DsmTarget target, DsmFunction judged, params DsmCall[] calls)
    {
        return new ChangePlan
        {
            Target = target.Name,
            Action = calls is [var one] ? $"Send {one.Function}" : $"Send {calls[0].Function} in {calls.Length} pieces",
            Steps = [.. calls.Select(Step)],
        };

        CallStep Step(DsmCall call)
        {
            var function = call.Function with { Danger = judged.Danger, IsSensitive = judged.IsSensitive };
            return new CallStep(target, call with { Function = function }, function);
        }
    }
}
