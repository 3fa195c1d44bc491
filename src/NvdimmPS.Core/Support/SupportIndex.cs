using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NvdimmPS.Support;

/// <summary>The account of a bundle: for people and for programs.</summary>
internal static class SupportIndex
{
    /// <summary>What the index says that it is.</summary>
    public const string Format = "nvdimmps-support";

    /// <summary>The version of the shape; it changes when a member goes or changes its meaning.</summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true };

    public static ReadOnlyMemory<byte> Json(SupportBundle bundle)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("started", bundle.Started);
            json.WriteString("module", bundle.Host.ToolVersion);
            json.WriteString("source", bundle.Host.Source);
            json.WriteNumber("stepLimitSeconds", bundle.StepLimit.TotalSeconds);
            json.WriteStartArray("steps");
            foreach (var step in bundle.Steps)
            {
                json.WriteStartObject();
                json.WriteString("title", step.Title);
                json.WriteString("target", step.Target);
                json.WriteString("file", bundle.Files.Any(f => f.Name == step.File) ? step.File : null);
                json.WriteString("status", step.Status.ToString());
                json.WriteNumber("seconds", Math.Round(step.Seconds, 3));
                json.WriteString("reason", step.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Text(SupportBundle bundle)
    {
        var text = new StringBuilder();
        Line("Support bundle of NVDIMMs");
        Line("");
        var (host, started) = (bundle.Host, bundle.Started.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        Line($"Host      {host.HostName} ({host.Source}), {host.OperatingSystem}, kernel {host.KernelRelease}");
        Line($"Made      {started} UTC by NvdimmPS {host.ToolVersion} ({host.FrontEnd})");
        Line($"Steps     {bundle.Steps.Count}: {Count(SupportStatus.Done)} done, {Count(SupportStatus.NotOffered)} not offered here, "
            + $"{Count(SupportStatus.Failed)} failed, {Count(SupportStatus.TimedOut)} not answered in time "
            + $"({bundle.StepLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s)");
        Line("");
        Line("Everything here was read; nothing was changed. It has serial numbers of DIMMs, the host's name, mount points and");
        Line("names of namespaces. It has no passphrase, no key and no data of a namespace.");
        Line("");
        Line("trace.jsonl has sysfs as it was and every request with its answer, secrets hidden. NvdimmPS opens the bundle itself as a");
        Line("recorded machine. index.json has this table for programs.");
        Line("");
        Line($"{"STATUS",-10} {"SECONDS",8}  FILE");
        foreach (var step in bundle.Steps)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"{step.Status,-10} {step.Seconds,8:0.000}  {step.File}"));
            if (step.Reason is not null)
            {
                Line($"{string.Empty,21}{step.Reason}");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        int Count(SupportStatus status) => bundle.Steps.Count(s => s.Status == status);

        void Line(string line) => text.Append(Printable.Line(line)).Append('\n');
    }
}
