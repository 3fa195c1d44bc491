using System.Management.Automation;
using System.Security;

namespace NvdimmPS.Shell.Binding;

/// <summary>
/// Takes a passphrase as a SecureString or as the password of a PSCredential. Anything else is refused without being repeated: the
/// engine's own conversion would put a plain text into its error.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PassphraseAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            SecureString text => text,
            PSCredential credential => credential.Password,
            _ => throw new ArgumentTransformationMetadataException(
                "A passphrase is a SecureString or a PSCredential, and nothing else: Read-Host -AsSecureString, Get-Credential."),
        };
}
