using System.Globalization;
using System.Management.Automation.Host;

namespace NvdimmPS.Tests.Harness;

/// <summary>A user interface without a user: it keeps the lines and lets the test answer.</summary>
internal sealed class ScriptedHost : PSHost
{
    private readonly ScriptedUserInterface _ui = new();

    public override string Name => "NvdimmPS tests";
    public override Version Version { get; } = new(1, 0);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override PSHostUserInterface UI => _ui;

    public void Begin(CmdletRun run, Func<Prompt, Answer> answer) => _ui.Begin(run, answer);

    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}
