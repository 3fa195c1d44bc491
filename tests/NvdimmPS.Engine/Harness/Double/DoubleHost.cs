using System.Management.Automation;
using System.Reflection;

namespace NvdimmPS.Engine.Harness;

/// <summary>Runs cmdlets on the engine double.</summary>
public sealed class DoubleHost : ICmdletHost
{
    private readonly Dictionary<string, (CmdletInfo Info, CmdletAttribute Attribute)> _commands = new(StringComparer.OrdinalIgnoreCase);

    public DoubleHost(Assembly module)
    {
        foreach (Type type in module.GetExportedTypes().Where(type => !type.IsAbstract))
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } attribute)
            {
                var info = new CmdletInfo($"{attribute.VerbName}-{attribute.NounName}", type);
                _commands.Add(info.Name, (info, attribute));
            }
        }
    }

    public CmdletRun RunUntil(
        string command,
        IDictionary<string, object?>? parameters = null,
        IEnumerable<object?>? pipeline = null,
        Func<Prompt, Answer>? answer = null,
        CancellationToken stopping = default)
    {
        var run = new CmdletRun { Stopped = stopping.IsCancellationRequested };
        if (run.Stopped)
        {
            return run;
        }

        (CmdletInfo info, CmdletAttribute attribute) = _commands.TryGetValue(command, out var found) ? found : throw new ArgumentException($"The module has no {command}.");
        var given = new Dictionary<string, object?>(parameters ?? new Dictionary<string, object?>(), StringComparer.OrdinalIgnoreCase);
        var cmdlet = (PSCmdlet)Activator.CreateInstance(info.ImplementingType)!;
        InvocationInfo invocation = EngineHooks.Bind(cmdlet, info);
        var runtime = new RecordingRuntime(cmdlet, run)
        {
            WhatIf = attribute.SupportsShouldProcess && Take("WhatIf") is true,
            Confirm = attribute.SupportsShouldProcess ? Take("Confirm") : null,
            Verbose = Take("Verbose") is true,
            Answer = answer ?? (_ => Answer.Yes),
        };

        var runner = new CmdletRunner(cmdlet, runtime);
        var binder = new StandInBinder(cmdlet, attribute.DefaultParameterSetName);
        using (stopping.Register(runner.Stop))
        {
            runner.Run(() => binder.Bind(given, pipeline is not null), pipeline, item => binder.BindItem(item, runtime));
        }

        (cmdlet as IDisposable)?.Dispose();
        return run;

        bool? Take(string common)
        {
            if (!given.Remove(common, out object? value))
            {
                return null;
            }

            SwitchParameter set = value is SwitchParameter present ? present : (bool)value!;
            invocation.BoundParameters[common] = set;
            return set;
        }
    }

    public void Dispose() { }
}
