using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace NvdimmPS.Tests.Harness;

/// <summary>What a cmdlet shows and asks past the streams; the streams themselves are read from the PowerShell object.</summary>
internal sealed class ScriptedUserInterface : PSHostUserInterface
{
    private CmdletRun _run = new();
    private Func<Prompt, Answer> _answer = _ => Answer.Yes;

    public override PSHostRawUserInterface? RawUI => null;

    public void Begin(CmdletRun run, Func<Prompt, Answer> answer) => (_run, _answer) = (run, answer);

    public override void WriteLine(string value) => _run.HostLines.Add(value);
    public override void Write(string value) => _run.HostLines.Add(value);
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => _run.HostLines.Add(value);
    public override void WriteErrorLine(string value) { }
    public override void WriteWarningLine(string message) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteDebugLine(string message) { }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }

    // The choices are told apart by their labels: &Yes, Yes to &All, &No, No to A&ll, and some that nobody takes here.
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        List<string> labels = [.. choices.Select(choice => choice.Label.Replace("&", "", StringComparison.Ordinal))];
        var prompt = new Prompt(caption, message.ReplaceLineEndings("\n"), labels.Contains("Yes to All"), labels[defaultChoice] == "No");
        _run.Prompts.Add(prompt);
        Answer answer = _answer(prompt) switch
        {
            Answer.YesToAll when !prompt.OffersAll => Answer.Yes,
            Answer.NoToAll when !prompt.OffersAll => Answer.No,
            Answer other => other,
        };
        return labels.IndexOf(answer switch { Answer.YesToAll => "Yes to All", Answer.NoToAll => "No to All", _ => answer.ToString() });
    }

    // CmdletParameterBinderController.cs: this very exception tells the engine that nobody can be asked for a missing
    // parameter, and it refuses the call; any other one would end the test.
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        var typed = Typed ?? throw new HostException("There is no user.");
        _run.Prompts.Add(new Prompt(caption, message.ReplaceLineEndings("\n"), OffersAll: false, DefaultsToNo: false));
        return descriptions.ToDictionary(d => d.Name, d => new PSObject(typed(d.Name)));
    }

    /// <summary>What a person types who is asked for a text; nobody is there when null.</summary>
    public static Func<string, string>? Typed { get; set; }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException("no test asks this");
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException("no test asks this");
    public override string ReadLine() => throw new NotSupportedException("no test asks this");
    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException("no test asks this");
}
