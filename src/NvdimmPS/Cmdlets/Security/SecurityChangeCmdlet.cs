using System.Management.Automation;
using System.Security;
using NvdimmPS.Changes;
using NvdimmPS.Security;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that changes the security of the DIMMs that it is given. A DIMM that is so already is left alone.</summary>
public abstract class SecurityChangeCmdlet : ChangeCmdlet
{
    private SecurityReader? _reader;

    /// <summary>The DIMMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[] Dimm { get; set; } = [];

    /// <inheritdoc/>
    private protected override bool KeepsThread => false;

    private protected SecurityReader Reader => _reader ??= new SecurityReader(Machine, Caller);

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        foreach (var device in Devices.Select(Dimm, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(device, () => Change(device));
        }
    });

    /// <summary>What is to be done to one; null where it is so already.</summary>
    private protected abstract ChangePlan? Plan(SecurityPlanner planner, NvdimmDevice device);

    /// <summary>After the plan was carried out.</summary>
    private protected virtual void Finish(NvdimmDevice device) => Give(device);

    /// <summary>The security of a DIMM as it is now; of this one, whatever has its name.</summary>
    private protected NvdimmSecurity Read(NvdimmDevice device) => Reader.ReadAgain(device);

    /// <summary>Gives it where it was asked for.</summary>
    private protected void Give(NvdimmDevice device)
    {
        if (PassThru)
        {
            WriteObject(Read(device));
        }
    }

    /// <summary>Takes a passphrase over from a parameter; null where it was not given.</summary>
    /// <exception cref="NvdimmException">It is empty, too long, or not of ASCII.</exception>
    private protected static Passphrase? Take(SecureString? text) => text is null ? null : Passphrase.From(text);

    private void Change(NvdimmDevice device)
    {
        using var planner = new SecurityPlanner(Machine, device, Reader);
        if (Plan(planner, device) is not { } plan)
        {
            SayNothingToDo($"{device.Name} is already in that state");
            Give(device);
        }
        else if (Apply(plan))
        {
            Finish(device);
        }
    }
}
