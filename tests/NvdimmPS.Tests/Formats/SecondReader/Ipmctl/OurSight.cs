using System.Globalization;
using System.Numerics;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;
using NvdimmPS.PlatformConfiguration;
using NvdimmPS.Tracing;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Tests.Formats.SecondReader.Ipmctl;

/// <summary>What NvdimmPS makes of the same playback file.</summary>
internal sealed class OurSight : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimm-sight-");
    private readonly Dictionary<string, DsmResult?> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refusals = new(StringComparer.Ordinal);
    private readonly ReplayKernel _kernel;
    private readonly DsmCaller _caller;

    public OurSight(PlaybackFile file)
    {
        var path = Path.Combine(_folder.FullName, "t.pbr");
        File.WriteAllBytes(path, PlaybackWriter.Write(file));
        _kernel = new ReplayKernel(path);
        _caller = new DsmCaller(_kernel);
        Device = new Topology(_kernel).GetDevices(TopologyDetail.Full).Single();
        Fis = ModuleCaller.FisVersion(_caller, ModuleCaller.Target(Device));
    }

    public NvdimmDevice Device { get; }

    public FisVersion? Fis { get; }

    public NvdimmPlatformConfiguration Configuration => field ??= new PlatformConfigurationReader(new NvdimmMachine(_kernel), _caller).Read(Device);

    public NvdimmCapacity Capacity => field ??= new CapacityReader(_kernel, _caller).Read(Device);

    public IReadOnlyList<NvdimmErrorLogEntry> Errors(string log, string level) => new ErrorLogReader(_caller).Read(Device, log, level, null).Entries;

    /// <summary>A field of a command's answer; null where the module refused the command, or the answer has no such field.</summary>
    public DsmFieldValue? Field(string command, string name, params (string Name, object Value)[] input)
    {
        var key = command + string.Concat(input.Select(i => $" {i.Name}={i.Value}"));
        if (!_answers.TryGetValue(key, out var answer))
        {
            _answers[key] = answer = Ask(command, input);
        }

        return answer?.Find(name);
    }

    /// <summary>The module's word for its refusal; null where it answered.</summary>
    public string? Refusal(string command, string field)
    {
        _ = Field(command, field);
        return _refusals.GetValueOrDefault(command);
    }

    public object? Value(string command, string name, params (string Name, object Value)[] input) => Field(command, name, input)?.Value;

    private DsmResult? Ask(string command, (string Name, object Value)[] input)
    {
        var known = VendorCommands.Own(command);
        var payload = DsmEncoder.EncodeInput(VendorFunctions.Payload(known), input.ToDictionary(v => v.Name, v => (object?)v.Value));
        try
        {
            return _caller.Invoke(ModuleCaller.Target(Device), new DsmCall(VendorFunctions.Of(known, payload, Fis), VendorFunctions.Wrap(known, payload))
            {
                OutputSize = VendorFunctions.OutputSize(known),
            });
        }
        catch (DsmStatusException e)
        {
            _refusals[command] = e.Status;
            return null;
        }
        catch (NdReplayException)
        {
            return null; // ipmctl did not ask: this version of the firmware interface does not have it
        }
    }

    /// <summary>A whole number with a unit behind it, as ipmctl writes it.</summary>
    public string? Number(string command, string name, string unit = "", params (string Name, object Value)[] input) =>
        Field(command, name, input) is { Value: not null } field ? Text(field.Value is byte or ushort or uint or ulong or BigInteger ? field.Value : field.Number) + unit : null;

    public static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <summary>Words in ipmctl's language; those without one stand as they are, so that they are seen.</summary>
    public static string Words(IEnumerable<string> words, string none, params (string Ours, string Theirs)[] language)
    {
        var all = string.Join(", ", words.Select(w => Array.Find(language, l => l.Ours == w).Theirs ?? w));
        return all.Length == 0 ? none : all;
    }

    public string? Words(string command, string name, string none, params (string Ours, string Theirs)[] language) =>
        Value(command, name) is string[] words ? Words(words, none, language) : null;

    public string? Word(string command, string name, params (string Ours, string Theirs)[] language) =>
        Value(command, name) is string word ? Words([word], string.Empty, language) : null;

    /// <summary>A temperature with all its sixteenths.</summary>
    public string? Degrees(string command, string name) => Value(command, name) is double degrees ? Text(degrees) + " C" : null;

    public void Dispose()
    {
        _caller.Dispose();
        _kernel.Dispose();
        _folder.Delete(recursive: true);
    }
}
