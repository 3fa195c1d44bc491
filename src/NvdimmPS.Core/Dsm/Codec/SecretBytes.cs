namespace NvdimmPS.Dsm;

/// <summary>
/// Bytes with a passphrase among them. Views, JSON, CLIXML and logs find no bytes in it; only an explicit call returns them.
/// </summary>
public sealed class SecretBytes
{
    private readonly byte[] _bytes;

    internal SecretBytes(byte[] bytes) => _bytes = bytes;

    /// <summary>How many there are.</summary>
    public int Length => _bytes.Length;

    /// <summary>The bytes. A method, since properties are shown and serialised.</summary>
    public byte[] GetBytes() => _bytes.AsSpan().ToArray();

    /// <inheritdoc/>
    public override string ToString() => $"({Length} bytes, a secret among them: GetBytes() gives them)";
}
