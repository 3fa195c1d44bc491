using System.Collections;
using NvdimmPS.Dsm;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>The input that a command line gives, in one of its four forms.</summary>
internal sealed class GivenInput
{
    private readonly Func<DsmFunction, byte[]> _for;

    private GivenInput(Func<DsmFunction, byte[]> @for) => _for = @for;

    /// <summary>True where it was given as bytes.</summary>
    public bool IsRaw { get; private init; }

    /// <summary>The fields that were named.</summary>
    public IReadOnlyCollection<string> Named { get; private init; } = [];

    /// <summary>The payload for a function, checked against its layout.</summary>
    public byte[] For(DsmFunction function) => _for(function);

    /// <summary>Reads what was given. A form that is null, or an empty text, was not.</summary>
    public static GivenInput Read(
        byte[]? bytes, string? hex, string? file, IDictionary? arguments, Func<string, string> resolve, CancellationToken stop)
    {
        // A result that is piped in has its input in both forms.
        hex = bytes is not null && hex == HexText.Format(bytes) ? null : hex;
        string[] given =
        [
            .. bytes is null ? [] : new[] { "-InputBytes" },
            .. string.IsNullOrEmpty(hex) ? [] : new[] { "-InputHex" },
            .. string.IsNullOrEmpty(file) ? [] : new[] { "-InputFile" },
            .. arguments is null ? [] : new[] { "-Argument" },
        ];
        return given switch
        {
            [] => new GivenInput(DsmInput.None),
            ["-InputBytes"] => FromBytes(bytes!),
            ["-InputHex"] => FromBytes(DsmInput.ReadHex(hex!)),
            ["-InputFile"] => FromBytes(DsmInput.ReadFile(resolve(file!), stop)),
            ["-Argument"] => FromArguments(arguments!),
            _ => throw CodecErrors.TwoInputs(given),
        };
    }

    private static GivenInput FromBytes(byte[] bytes) => new(function => DsmInput.FromBytes(function, bytes)) { IsRaw = true };

    private static GivenInput FromArguments(IDictionary arguments)
    {
        var values = PlainValues.From(arguments);
        return new GivenInput(function => DsmInput.FromArguments(function, values)) { Named = values.Keys };
    }
}
