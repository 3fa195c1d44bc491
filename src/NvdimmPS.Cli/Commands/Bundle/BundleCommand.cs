using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NvdimmPS.Support;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm bundle</c>: reads all that can be read of the machine's NVDIMMs into one archive.</summary>
internal sealed class BundleCommand : Command
{
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The archive to write; nvdimm-HOST-TIME.zip in this folder when left out",
        HelpName = "FILE",
    };

    private readonly Option<int?> _timeout = Checks.Limit("--step-timeout", string.Create(CultureInfo.InvariantCulture,
        $"Seconds that each step may take: {SupportCollector.UsualLimit.TotalSeconds} when left out"));

    public BundleCommand(CliHost host, GlobalOptions options)
        : base("bundle", "Reads everything that can be read into one archive, for a supplier or another machine; changes nothing")
    {
        Add(_output);
        Add(_timeout);
        SetAction(parsed => Run(new Session(host, options, parsed), parsed));
    }

    private int Run(Session session, ParseResult parsed)
    {
        using var _ = session;
        var path = parsed.GetValue(_output) ?? string.Create(CultureInfo.InvariantCulture,
            $"nvdimm-{Environment.MachineName}-{DateTime.UtcNow:yyyyMMdd'T'HHmmss'Z'}.zip");
        if (path.Length == 0)
        {
            throw ConsoleErrors.NoFolder();
        }

        SupportBundle.Check(path, overwrite: false);
        var limit = parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : SupportCollector.UsualLimit;
        var bundle = new SupportCollector(session.Machine.Kernel, "nvdimm", limit).Collect();
        bundle.Save(path, overwrite: false);
        foreach (var step in bundle.Missing)
        {
            session.Note($"not in the bundle: {step}{(step.Reason is null ? string.Empty : $": {step.Reason}")}");
        }

        if (session.Json)
        {
            JsonText.Write(session.Out, JsonText.Build(json => Write(json, path, bundle)));
        }
        else
        {
            var (done, none) = (Count(SupportStatus.Done), Count(SupportStatus.NotOffered));
            session.Out.WriteLine($"{path}: {done} of {bundle.Steps.Count} steps done, {none} not offered here. It has serial numbers and "
                + "names of the host, and no passphrases, keys or data.");
        }

        return session.Finish(bundle.Missing.Any() ? ExitCodes.SeveralTargets : ExitCodes.Success);

        int Count(SupportStatus status) => bundle.Steps.Count(s => s.Status == status);
    }

    private static void Write(Utf8JsonWriter json, string path, SupportBundle bundle)
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, JsonText.Version);
        json.Member("source"u8, bundle.Host.Source);
        json.Member("file"u8, Path.GetFullPath(path));
        json.WriteString("started"u8, bundle.Started);
        json.Objects("steps"u8, bundle.Steps, Step);
        json.WriteEndObject();
    }

    private static void Step(Utf8JsonWriter json, SupportStep step)
    {
        json.Member("title"u8, step.Title);
        json.Member("target"u8, step.Target);
        json.Member("file"u8, step.File);
        json.Member("status"u8, step.Status.ToString());
        json.WriteNumber("seconds"u8, Math.Round(step.Seconds, 3));
        json.Member("reason"u8, step.Reason);
    }
}
