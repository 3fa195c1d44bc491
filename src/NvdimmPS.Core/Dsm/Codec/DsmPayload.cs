using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS;

/// <summary>The bytes of a request or of an answer and what they mean, without any device.</summary>
public sealed class DsmPayload
{
    private const string Request = "Input", Reply = "Output";

    private readonly byte[] _bytes;
    private readonly IReadOnlyList<ByteRange> _secret;

    private DsmPayload(DsmFunction function, string direction, byte[] bytes, IReadOnlyList<DsmFieldValue> fields)
    {
        Family = function.Family.Name;
        Function = function.Number;
        FunctionName = function.Name;
        Title = function.Title;
        VendorCommand = function.Vendor?.ToString();
        Direction = direction;
        _bytes = bytes;
        _secret = direction == Request ? SecretRanges.InInput(function, bytes.Length) : SecretRanges.InOutput(function, bytes.Length);
        Fields = [.. fields];
        Reference = function.Source;
        var layout = direction == Request ? function.Input : function.Output;
        HasLayout = layout is not null;
        ExtraBytes = layout is { Tail: null } ? Math.Max(0, bytes.Length - layout.FixedSize) : 0;
    }

    /// <summary>The family's name.</summary>
    public string Family { get; }

    /// <summary>The function's number.</summary>
    public uint Function { get; }

    /// <summary>The function's name.</summary>
    public string FunctionName { get; }

    /// <summary>The vendor's command that is passed through, such as <c>08:00 GetHealthLog</c>; null where none is known.</summary>
    public string? VendorCommand { get; }

    /// <summary>The specification's name of the function.</summary>
    public string Title { get; }

    /// <summary><c>Input</c> for what is sent, <c>Output</c> for what comes back.</summary>
    public string Direction { get; }

    /// <summary>The firmware's status in a word; null for an input.</summary>
    public string? Status { get; private init; }

    /// <summary>The whole status word.</summary>
    public uint? StatusCode { get; private init; }

    /// <summary>The firmware's status in a sentence.</summary>
    public string? StatusMessage { get; private init; }

    /// <summary>The version of the specification by which it was read; null where there is only one form.</summary>
    public string? Generation { get; private init; }

    /// <summary>How that version was found out.</summary>
    public string? GenerationReason { get; private init; }

    /// <summary>The fields; none where the layout is not known or the status says that there are none.</summary>
    public ItemList<DsmFieldValue> Fields { get; }

    /// <summary>False where no public document has the layout.</summary>
    public bool HasLayout { get; }

    /// <summary>How many bytes stand behind the last field; they were not looked at.</summary>
    public int ExtraBytes { get; }

    /// <summary>The bytes: an array of bytes, or <see cref="SecretBytes"/> where a passphrase is among them.</summary>
    internal object Bytes => _secret.Count == 0 ? _bytes : new SecretBytes(_bytes);

    /// <summary>How many bytes there are.</summary>
    public int Length => _bytes.Length;

    /// <summary>
    /// The bytes as hexadecimal digits, those of a passphrase as <c>xx</c>. In PowerShell they are <c>Bytes</c>, and <c>InputBytes</c>
    /// or <c>OutputBytes</c> too.
    /// </summary>
    public string Hex => HexText.Format(_bytes, _secret);

    /// <summary>Document, version, table.</summary>
    public string? Reference { get; }

    /// <summary>Decodes an answer, status word first.</summary>
    /// <exception cref="DsmReplyException">It is too short or contradicts itself.</exception>
    public static DsmPayload OfReply(DsmFunction function, byte[] bytes) => OfReply(function, bytes, truncated: false);

    /// <param name="function">The function.</param>
    /// <param name="bytes">The answer, status word first.</param>
    /// <param name="truncated">True where the firmware had more to say.</param>
    internal static DsmPayload OfReply(DsmFunction function, byte[] bytes, bool truncated)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(bytes);
        var answer = DsmDecoder.DecodeOutput(function, bytes, truncated);
        return new DsmPayload(function, Reply, bytes, answer.Fields)
        {
            Status = answer.Status.Word,
            StatusCode = answer.Status.Code,
            StatusMessage = answer.Status.Message,
            Generation = answer.Generation,
            GenerationReason = answer.GenerationReason,
        };
    }

    /// <summary>Decodes an input.</summary>
    /// <exception cref="NvdimmException">It has another length than the function takes, or contradicts itself.</exception>
    public static DsmPayload OfRequest(DsmFunction function, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var described = VendorFunctions.Describe(function, bytes);
        return new(described, Request, bytes, DsmDecoder.DecodeInput(described, DsmInput.FromBytes(described, bytes)));
    }

    /// <summary>Encodes an input from named values in engineering units.</summary>
    /// <exception cref="NvdimmException">A value is unknown, missing, of the wrong type or out of range; the message names it.</exception>
    public static DsmPayload EncodeRequest(DsmFunction function, IReadOnlyDictionary<string, object?> arguments) =>
        OfRequest(function, DsmInput.FromArguments(function, arguments));

    /// <summary>Encodes an answer, such as a double would give; a status that is not given is success.</summary>
    /// <exception cref="NvdimmException">A value is unknown, of the wrong type or out of range; the message names it.</exception>
    public static DsmPayload EncodeReply(DsmFunction function, IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(function);
        var form = function is { Generation: { } newest, Generations.Count: > 0 } ? function.In(newest) : function;
        return OfReply(form, DsmEncoder.EncodeOutput(form, values));
    }

    /// <summary>The bytes as they are, a passphrase among them.</summary>
    public byte[] GetBytes() => _bytes.AsSpan().ToArray();

    /// <inheritdoc/>
    public override string ToString() => $"{Family} {Function} {FunctionName} {Direction}";
}
