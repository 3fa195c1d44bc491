using System.CommandLine;
using System.CommandLine.Parsing;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Cli;

/// <summary>The options of <c>nvdimm dsm</c>.</summary>
internal sealed class DsmOptions
{
    private readonly Argument<string> _target = new("TARGET") { Description = "A DIMM (nmem0, or 0), several (nmem*), or a bus (ndbus0)" };
    private readonly Option<string> _function =
        new("--function", "-f") { Description = "The function's number or name", HelpName = "N|NAME", Required = true };
    private readonly Option<string?> _family =
        new("--family") { Description = "The family, where it is not the target's own", HelpName = "NAME" };
    private readonly Option<string[]> _argument =
        new("--argument", "-a") { Description = "An input field in engineering units; may be repeated", HelpName = "NAME=VALUE" };
    private readonly Option<string?> _inputHex =
        new("--input-hex") { Description = "The input as hexadecimal digits", HelpName = "DIGITS" };
    private readonly Option<string?> _inputFile = new("--input-file") { Description = "The input as a file's bytes", HelpName = "FILE" };
    private readonly Option<int?> _outputSize = new("--output-size") { Description = "Room for the answer, in bytes", HelpName = "BYTES" };
    private readonly Option<DsmRoute> _route =
        new("--route") { Description = "The generic call, or the legacy command", HelpName = "auto|call|legacy" };
    private readonly Option<bool> _raw = new("--raw") { Description = "The answer's bytes, not decoded, whatever the firmware's status" };
    private readonly Option<bool> _hex = new("--hex") { Description = "Also the bytes that were sent and received" };
    private readonly Option<bool> _whatIf =
        new("--what-if", "--dry-run") { Description = "Explains what would be sent, and sends nothing; needs no device" };
    private readonly Option<bool> _allowSensitive =
        new("--allow-sensitive") { Description = "Lets security and firmware activation functions through" };
    private readonly Option<bool> _allowInUse =
        new("--allow-in-use") { Description = "Lets through what can lose data on a DIMM that is in use" };
    private readonly Option<bool> _force =
        new("--force", "--yes", "-y") { Description = "Sends destructive and unknown functions without asking" };

    public void AddTo(Command command)
    {
        command.Add(_target);
        Option[] options = [_function, _family, _argument, _inputHex, _inputFile, _outputSize, _route, _raw, _hex, _whatIf,
            _allowSensitive, _allowInUse, _force];
        foreach (var option in options)
        {
            command.Add(option);
        }

        _route.AcceptOnlyFromAmong("auto", "call", "legacy");
        _argument.Validators.Add(CheckArguments);
        _outputSize.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && text.StartsWith('-'))
            {
                result.AddError($"--output-size cannot be {text}.");
            }
        });
    }

    public DsmWanted Read(ParseResult parsed)
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
        return new DsmWanted(parsed.GetRequiredValue(_target), parsed.GetRequiredValue(_function))
        {
            Family = parsed.GetValue(_family),
            RawInput = bytes is not null,
            Named = arguments.Keys,
            Input = f => bytes is not null ? DsmInput.FromBytes(f, bytes)
                : arguments.Count > 0 ? DsmInput.FromArguments(f, arguments)
                : DsmInput.None(f),
            OutputSize = parsed.GetValue(_outputSize),
            Route = parsed.GetValue(_route),
            Raw = parsed.GetValue(_raw),
            Hex = parsed.GetValue(_hex),
            WhatIf = parsed.GetValue(_whatIf),
            AllowSensitive = parsed.GetValue(_allowSensitive),
            AllowInUse = parsed.GetValue(_allowInUse),
            Force = parsed.GetValue(_force),
        };
    }

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
internal sealed record DsmWanted(string Target, string Function)
{
    public string? Family { get; init; }

    public bool RawInput { get; init; }

    public IReadOnlyCollection<string> Named { get; init; } = [];

    public required Func<DsmFunction, byte[]> Input { get; init; }

    public int? OutputSize { get; init; }

    public DsmRoute Route { get; init; }

    public bool Raw { get; init; }

    public bool Hex { get; init; }

    public bool WhatIf { get; init; }

    public bool AllowSensitive { get; init; }

    public bool AllowInUse { get; init; }

    public bool Force { get; init; }

    public DsmCall Call(DsmFunction function) =>
        new(function, Input(function)) { OutputSize = OutputSize, Route = Route, Raw = Raw, RawInput = RawInput,
            Named = Named };

    /// <summary>The family that was named, or the target's own; a legacy command is one family's, whatever the DIMM speaks.</summary>
    public DsmFamily FamilyOf(DsmTarget target) => Family is not null
        ? NvdimmMachine.Family(target.Node.Kind, Family)
        : Route != DsmRoute.Legacy && target.Family is { } own ? own : Default(target.Node.Kind);

    public static DsmFamily Default(NdNodeKind kind) => kind == NdNodeKind.Bus ? DsmFamilies.NfitBus : DsmFamilies.Intel;
}
