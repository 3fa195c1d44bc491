using System.CommandLine;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm decode</c>: says what bytes mean that came from elsewhere. Needs no device.</summary>
internal sealed class DecodeCommand : Command
{
    private readonly Option<string?> _family = new("--family") { Description = "The family, by name or number", HelpName = "NAME" };
    private readonly Option<string?> _function =
        new("--function", "-f") { Description = "The function's number or name", HelpName = "N|NAME" };
    private readonly Option<string?> _output =
        new("--output-hex") { Description = "An answer, status word first: digits, a dump, strace's escapes", HelpName = "TEXT" };
    private readonly Option<string?> _input = new("--input-hex") { Description = "A request's input", HelpName = "TEXT" };
    private readonly Option<string?> _package =
        new("--package-hex") { Description = "The whole buffer of a generic call, which says itself what it is of", HelpName = "TEXT" };
    private readonly Option<string?> _file =
        new("--file") { Description = "A file with the bytes, or with such a text; /dev/stdin is a file", HelpName = "FILE" };
    private readonly Option<bool> _request = new("--request") { Description = "The file holds a request's input" };
    private readonly Option<string?> _generation =
        new("--generation") { Description = "The version of the specification; found out from the bytes when left out",
            HelpName = "VERSION" };

    public DecodeCommand(CliHost host, GlobalOptions options)
        : base("decode", "Decodes the bytes of a request or an answer that came from elsewhere")
    {
        foreach (Option option in (Option[])[_family, _function, _output, _input, _package, _file, _request, _generation])
        {
            Add(option);
        }

        this.Check(result => new[] { _output, _input, _package, _file }.Count(o => result.GetResult(o) is { Implicit: false }) == 1 ? null
            : "One of --output-hex, --input-hex, --package-hex and --file is needed, and no more than one.");
        SetAction(parsed => Run(new Session(host, options, parsed), parsed));
    }

    private int Run(Session session, ParseResult parsed)
    {
        using var _ = session;
        var payloads = Decode(parsed);
        if (session.Json)
        {
            DecodeJson.Write(session.Out, payloads);
        }
        else
        {
            foreach (var payload in payloads)
            {
                DecodeText.Write(session.Out, payload);
            }
        }

        return ExitCodes.Success;
    }

    private IReadOnlyList<DsmPayload> Decode(ParseResult parsed)
    {
        var family = parsed.GetValue(_family);
        if (parsed.GetValue(_package) is { } package)
        {
            return DsmPackage.Decode(family is null ? NdNodeKind.Dimm : Family(family).Node, DumpText.Read(package));
        }

        var function = Function(family, parsed.GetValue(_function), parsed.GetValue(_generation));
        return
        [
            parsed.GetValue(_output) is { } output ? DsmPayload.OfReply(function, DumpText.Read(output))
                : parsed.GetValue(_input) is { } input ? DsmPayload.OfRequest(function, input.Length == 0 ? [] : DumpText.Read(input))
                : parsed.GetValue(_request) ? DsmPayload.OfRequest(function, DumpText.ReadFile(parsed.GetValue(_file)!))
                : DsmPayload.OfReply(function, DumpText.ReadFile(parsed.GetValue(_file)!)),
        ];
    }

    private static DsmFunction Function(string? family, string? function, string? generation)
    {
        var found = NvdimmMachine.Function(
            Family(family ?? throw CodecErrors.NoFunctionNamed("the family")),
            function ?? throw CodecErrors.NoFunctionNamed("the function"));
        return generation is null ? found : found.In(generation);
    }

    private static DsmFamily Family(string name) =>
        DsmFamilies.Find(NdNodeKind.Dimm, name) ?? DsmFamilies.Find(NdNodeKind.Bus, name) ?? NvdimmMachine.Family(NdNodeKind.Dimm, name);
}
