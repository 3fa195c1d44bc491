using System.Management.Automation;
using System.Security;
using NvdimmPS.Changes;
using NvdimmPS.Security;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Sets the passphrase of DIMMs, or another one, and keeps its key where ndctl keeps it.</summary>
[Cmdlet(VerbsCommon.Set, "NvdimmPassphrase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmSecurity), typeof(WriteExplanation))]
public sealed class SetNvdimmPassphraseCmdlet : SecurityChangeCmdlet
{
    /// <summary>The new passphrase; 32 random bytes of the kernel's when left out.</summary>
    [Parameter]
    [Passphrase]
    [ValidateNotNull]
    public SecureString? NewPassphrase { get; set; }

    /// <summary>The passphrase of now; its key when left out.</summary>
    [Parameter]
    [Passphrase]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <summary>The key that encrypts the key which is kept: its type and name in the user's key ring.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string KeyEncryptionKey { get; set; } = new PassphraseRequest().KeyEncryptionKey;

    /// <summary>Makes user:nvdimm-master with random content where it is neither in the ring nor in its file.</summary>
    [Parameter]
    public SwitchParameter CreateKeyEncryptionKey { get; set; }

    /// <summary>Keeps no key: only who knows the new passphrase can unlock the DIMM.</summary>
    [Parameter]
    public SwitchParameter NoKey { get; set; }

    /// <summary>The master passphrase, which can erase the DIMM and nothing else.</summary>
    [Parameter]
    public SwitchParameter Master { get; set; }

    private Passphrase? _current;
    private Passphrase? _new;

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();

        // One by one: where the second is refused, the first is disposed of all the same.
        _current = Take(Passphrase);
        _new = Take(NewPassphrase);
    }

    private protected override ChangePlan Plan(SecurityPlanner planner, NvdimmDevice device) => planner.Set(new PassphraseRequest
    {
        Current = _current,
        New = _new,
        KeyEncryptionKey = KeyEncryptionKey,
        CreateKeyEncryptionKey = CreateKeyEncryptionKey,
        KeepsKey = !NoKey,
        IsMaster = Master,
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _current?.Dispose();
        _new?.Dispose();
        base.Dispose(disposing);
    }
}
