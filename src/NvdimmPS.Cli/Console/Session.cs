using System.CommandLine;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Cli;

/// <summary>Where a run's output goes, and what it may ask.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Messages.</param>
/// <param name="Terminal">Gives a person to ask, or null where there is none, as under cron.</param>
/// <param name="Kernel">The kernel that tests put in place of the real one.</param>
internal sealed record CliHost(TextWriter Out, TextWriter Error, Func<TextReader?>? Terminal, INdKernel? Kernel);

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    public Option<bool> Json { get; } = new("--json") { Description = "One JSON object in place of text", Recursive = true };

    public Option<string?> Simulate { get; } = new("--simulate")
    {
        Description =
            $"A simulated machine; with =TOPOLOGY one of SOCKETSxDIMMS ({DefaultTopology}), SOCKETSxDIMMS:FAMILY, "
                + $"{string.Join(", ", Topologies.Names)}",
        HelpName = "=TOPOLOGY",
        Recursive = true,
    };

    public Option<string[]> Schema { get; } = new("--schema")
    {
        Description = "A DSM family from a file, in addition to those built in; may be repeated",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string?> Replay { get; } =
        new("--replay") { Description = "A machine as a trace recorded it, in place of the real one", HelpName = "FILE", Recursive = true };

    public Option<string?> Trace { get; } =
        new("--trace") { Description = "Records every request with its answer in a new file", HelpName = "FILE", Recursive = true };

    public Option<string?> SysfsRoot { get; } =
        new("--sysfs-root") { Description = "Reads this folder as /sys", Recursive = true, Hidden = true };

    private const string DefaultTopology = "2x6";

    /// <summary>A bare <c>--simulate</c> must not take the next word for its topology.</summary>
    public static string[] WithTopology(string[] args)
    {
        var end = Array.IndexOf(args, "--");
        return [.. args.Select((arg, i) => arg == "--simulate" && (end < 0 || i < end) ? "--simulate=" + DefaultTopology : arg)];
    }
}

/// <summary>The machine of one run, opened when it is first looked at.</summary>
internal sealed class Session(CliHost host, GlobalOptions options, ParseResult parsed) : IDisposable
{
    private NvdimmMachine? _machine;
    private INdSimulator? _simulator;
    private NvdimmTrace? _trace;

    public TextWriter Out => host.Out;

    /// <summary>True once the reader of the output has gone, as after head(1).</summary>
    public bool IsReaderGone => host.Out is PrintableWriter { Inner: StreamWriter { BaseStream: DescriptorStream { IsBroken: true } } };

    public bool Json => parsed.GetValue(options.Json);

    public NvdimmMachine Machine => _machine ??= new NvdimmMachine(Traced(Kernel()));

    /// <summary>Asks yes or no; no where there is no terminal.</summary>
    public bool Confirm(string question)
    {
        if (host.Terminal?.Invoke() is not { } terminal)
        {
            return false;
        }

        host.Error.Write(question + " [y/N] ");
        host.Error.Flush();
        return terminal.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Has a line typed; null where there is no terminal.</summary>
    public string? Ask(string question)
    {
        if (host.Terminal?.Invoke() is not { } terminal)
        {
            return null;
        }

        host.Error.Write(question + ": ");
        host.Error.Flush();
        return terminal.ReadLine();
    }

    /// <summary>Reports a failure of one target, on a line of its own before what follows on the other stream.</summary>
    public void Report(Failure failure)
    {
        host.Out.Flush();
        failure.Write(host.Error);
        host.Error.Flush();
    }

    /// <summary>Says something that is no failure, and no result either.</summary>
    public void Note(string text)
    {
        host.Error.WriteLine("nvdimm: " + Printable.Line(text));
        host.Error.Flush();
    }

    /// <summary>Closes the trace; a run whose trace is not whole has not done all that was asked for.</summary>
    public int Finish(int exitCode)
    {
        _trace?.Stop();
        if (_trace?.Failure is not { } failure)
        {
            return exitCode;
        }

        Report(Failure.From(failure));
        return exitCode == ExitCodes.Success ? ExitCodes.Unexpected : exitCode;
    }

    public void Dispose()
    {
        _trace?.Dispose();
        _simulator?.Dispose();
    }

    private INdKernel Traced(INdKernel kernel)
    {
        if (parsed.GetValue(options.Trace) is not { } path)
        {
            return kernel;
        }

        _trace = NvdimmTrace.Start(kernel, path, replace: false, "nvdimm");
        return _trace.Kernel;
    }

    private INdKernel Kernel()
    {
        if (host.Kernel is not null)
        {
            return host.Kernel;
        }

        var (topology, trace) = (parsed.GetValue(options.Simulate), parsed.GetValue(options.Replay));
        if (topology is not null && trace is not null)
        {
            throw TraceErrors.TwoMachines(topology, trace);
        }

        if (topology is not null)
        {
            return _simulator = new SimulatedKernel(topology);
        }

        if (trace is not null)
        {
            return Replay(trace);
        }

        return parsed.GetValue(options.SysfsRoot) is { } root ? new LinuxKernel(root, "/dev") : new LinuxKernel();
    }

    private ReplayKernel Replay(string path)
    {
        var kernel = new ReplayKernel(path);
        _simulator = kernel;
        if (kernel.Warning is { } warning)
        {
            Note(warning);
        }

        return kernel;
    }
}
