using System.CommandLine;
using System.CommandLine.Parsing;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Cli;

/// <summary>The options of commands that send calls.</summary>
/// <param name="target">What they are sent to.</param>
internal abstract class CallOptions(Argument<string> target)
{
    private readonly Option<string[]> _argument =
        new("--argument", "-a") { Description = "An input field in engineering units; may be repeated", HelpName = "NAME=VALUE" };
    private readonly Option<string?> _inputHex =
        new("--input-hex") { Description = "The input as hexadecimal digits", HelpName = "DIGITS" };
    private readonly Option<string?> _inputFile = new("--input-file") { Description = "The input as a file's bytes", HelpName = "FILE" };
    private readonly Option<bool> _raw =
        new("--raw") { Description = "The answer's bytes, not decoded; those of a refusal too, which ends in 6" };
    private readonly Option<bool> _hex = new("--hex") { Description = "Also the bytes that were sent and received" };
    private readonly Option<bool> _whatIf =
        new("--what-if", "--dry-run") { Description = "Explains what would be sent, and sends nothing; needs no device" };
    private readonly Option<bool> _allowSensitive =
        new("--allow-sensitive") { Description = "Lets security and firmware activation functions through" };
    private readonly Option<bool> _allowInUse =
        new("--allow-in-use") { Description = "Lets through what can lose data on a DIMM that is in use" };
    private readonly Option<bool> _force =
        new("--force", "--yes", "-y") { Description = "Sends destructive and unknown functions without asking" };

    /// <summary>Adds them to a command.</summary>
    public virtual void AddTo(Command command)
    {
        command.Add(target);
        Option[] options = [_argument, _inputHex, _inputFile, _raw, _hex, _whatIf, _allowSensitive, _allowInUse, _force];
        foreach (var option in options)
        {
            command.Add(option);
        }

        _argument.Validators.Add(CheckArguments);
    }

    /// <summary>What the command line asks for.</summary>
    /// <exception cref="NvdimmException">It makes no sense.</exception>
    public CallWanted Read(ParseResult parsed)
    {
        var arguments =
            Pairs(parsed.GetValue(_argument) ?? []).ToDictionary(p => p.Name, p => (object?)p.Value, StringComparer.OrdinalIgnoreCase);
        var (hex, file) = (parsed.GetValue(_inputHex), parsed.GetValue(_inputFile));
        string[] inputs = [.. hex is null ? [] : Name(_inputHex), .. file is null ? [] : Name(_inputFile),
            .. arguments.Count == 0 ? [] : Name(_argument)];
        if (inputs.Length > 1)
        {
            throw CodecErrors.TwoInputs(inputs);
        }

        // Bad digits and files are found before the first DIMM is looked for.
        var bytes = hex is not null ? DsmInput.ReadHex(hex) : file is not null ? DsmInput.ReadFile(file) : null;
        return Wanted(parsed, parsed.GetRequiredValue(target), f => bytes is not null ? DsmInput.FromBytes(f, bytes)
            : arguments.Count > 0 ? DsmInput.FromArguments(f, arguments)
            : DsmInput.None(f)) with
        {
            RawInput = bytes is not null,
            Named = arguments.Keys,
            Raw = parsed.GetValue(_raw),
            Hex = parsed.GetValue(_hex),
            WhatIf = parsed.GetValue(_whatIf),
            AllowSensitive = parsed.GetValue(_allowSensitive),
            AllowInUse = parsed.GetValue(_allowInUse),
            Force = parsed.GetValue(_force),
        };
    }

    /// <summary>What a command asks for besides.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="target">What it is sent to.</param>
    /// <param name="input">Makes the input of a function.</param>
    protected abstract CallWanted Wanted(ParseResult parsed, string target, Func<DsmFunction, byte[]> input);

    private static void CheckArguments(OptionResult result)
    {
        // A passphrase may stand there by mistake, so what was given is not repeated.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (token, i) in result.Tokens.Select((token, i) => (token, i)))
        {
            if (token.Value.IndexOf('=', StringComparison.Ordinal) < 1)
            {
                result.AddError($"--argument number {i + 1} is not NAME=VALUE.");
            }
            else if (!names.Add(Pair(token.Value).Name))
            {
                result.AddError($"--argument number {i + 1} has the name of another one.");
            }
        }
    }

    private static string[] Name(Option option) => [option.Name];

    private static IEnumerable<(string Name, string Value)> Pairs(string[] texts) => texts.Select(Pair);

    private static (string Name, string Value) Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return (text[..equals].Trim(), text[(equals + 1)..]);
    }
}

/// <summary>What the command line asks for.</summary>
/// <param name="Target">What it is sent to.</param>
internal abstract record CallWanted(string Target)
{
    public bool RawInput { get; init; }

    public IReadOnlyCollection<string> Named { get; init; } = [];

    public required Func<DsmFunction, byte[]> Input { get; init; }

    public DsmRoute Route { get; init; }

    public bool Raw { get; init; }

    public bool Hex { get; init; }

    public bool WhatIf { get; init; }

    public bool AllowSensitive { get; init; }

    public bool AllowInUse { get; init; }

    public bool Force { get; init; }

    /// <summary>The function that a target is sent.</summary>
    /// <exception cref="NvdimmException">There is none for it.</exception>
    public abstract DsmFunction FunctionOf(DsmTarget target);

    /// <summary>The call of a function.</summary>
    /// <exception cref="NvdimmException">The input is none of this function.</exception>
    public virtual DsmCall Call(DsmFunction function) =>
        new(function, Input(function)) { Route = Route, Raw = Raw, RawInput = RawInput, Named = Named };

    /// <summary>Refuses what no single call carries, before anybody is asked to confirm it.</summary>
    /// <exception cref="NvdimmException">It is more than one call.</exception>
    public virtual void Check(DsmCaller caller, DsmTarget target)
    {
    }

    /// <summary>The call with what its answer depends on; asked once it is certain that the call is made.</summary>
    public virtual DsmCall Refined(DsmCaller caller, DsmTarget target, DsmCall call) => call;

    /// <summary>The family of a target that is not here.</summary>
    public abstract DsmFamily ImaginedFamily(NdNodeKind kind);
}
