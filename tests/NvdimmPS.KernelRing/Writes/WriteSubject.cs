using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.KernelRing;

/// <summary>A kernel that is written to: what it answers, and what everything below its regions reads afterwards.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="pause">Lets time pass; the thread sleeps by default.</param>
internal sealed partial class WriteSubject(INdKernel kernel, Action<TimeSpan>? pause = null)
{
    private const string Devices = "bus/nd/devices", Drivers = "bus/nd/drivers/";
    private const int Attempts = 10;
    private const int LabelChunk = 2048, LabelBytes = 8192, DiskBytes = 8192;

    private static readonly string[] RegionAttributes =
    [
        "align", "read_only", "available_size", "max_available_extent", "namespace_seed", "btt_seed", "pfn_seed", "dax_seed", "init_namespaces",
        "nstype", "set_cookie", "size", "badblocks", "deep_flush",
    ];

    private static readonly string[] ChildAttributes =
    [
        "size", "uuid", "alt_name", "sector_size", "holder", "holder_class", "mode", "force_raw", "resource", "nstype", "modalias", "devtype",
        "namespace", "align", "supported_alignments", "log_zero_flags",
    ];

    private static readonly string[] BlockAttributes = ["size", "ro", "queue/logical_block_size", "queue/physical_block_size", "queue/dax"];

    private readonly Dictionary<string, int> _keys = [];

    private Dictionary<string, string> _roles = [];

    /// <summary>Runs one step: the return value, an errno's name, or what was read.</summary>
    public string Run(WriteOperation operation)
    {
        var target = Resolve(operation.Target);
        return operation.Kind switch
        {
            WriteKind.Write when operation.Value.Contains("{key", StringComparison.Ordinal) =>
                Encoding.Latin1.GetBytes(Resolve(operation.Value)) is var text && Write(target, text) is var result && result == $"{text.Length}"
                    ? "all" // keys have numbers of chance
                    : result,
            WriteKind.Write => Write(target, Encoding.Latin1.GetBytes(Resolve(operation.Value))),
            WriteKind.Call => Call(target, operation.Value),
            WriteKind.Wait => Wait(operation.Value),
            WriteKind.Label => Label(target, operation.Value),
            WriteKind.Key or WriteKind.UserKey => Key(target, operation),
            WriteKind.Read => Disk(target, write: false, disk =>
            {
                var bytes = new byte[DiskBytes];
                return disk.Read(ulong.Parse(operation.Value, null), bytes) is < 0 and var errno ? Result(errno) : Hash(bytes);
            }),
            _ => Disk(target, write: true, disk => Result(disk.Write(0, new byte[DiskBytes]))),
        };
    }

    /// <summary>Every attribute, under names that do not depend on the order in which devices appeared.</summary>
    public SortedDictionary<string, string> State()
    {
        _ = Read("ndbus0/wait_probe"); // until what is registered and unregistered is done
        var regions = Names("region");
        _roles = Roles(regions);
        var dimms = Names("nmem");

        // With a DIMM's driver unbound the kernel follows a null pointer when the number of extents is read.
        var attributes = dimms.TrueForAll(IsBound)
            ? [.. ChildAttributes, "dpa_extents"]
            : ChildAttributes;
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var dimm in dimms)
        {
            Add(state, dimm, dimm, ["state", "flags", "available_slots", "security", "frozen"]);
            state[$"{dimm}/labels"] = LabelHash(dimm);
        }

        foreach (var region in regions)
        {
            Add(state, region, region, RegionAttributes);
            foreach (var child in Children(region))
            {
                var name = _roles.GetValueOrDefault(child, child);
                Add(state, name, $"{region}/{child}", attributes);
                foreach (var block in Folder($"{region}/{child}/block"))
                {
                    Add(state, $"{name}/{block}", $"{region}/{child}/block/{block}", BlockAttributes);
                }

                foreach (var dax in Folder($"{region}/{child}").Where(n => n.StartsWith("dax", StringComparison.Ordinal) && n.Contains('.', StringComparison.Ordinal)))
                {
                    Add(state, $"{name}/{dax}", $"{region}/{child}/{dax}", ["size", "align", "resource"]);
                }
            }
        }

        AddFirmware(state, dimms);
        return state;
    }

    private string Write(string target, byte[] value)
    {
        var isDriver = target.StartsWith("drivers:", StringComparison.Ordinal);
        var path = isDriver ? Drivers + target["drivers:".Length..] : $"{Devices}/{target}";
        var result = kernel.WriteAttribute(path, value);
        var region = Encoding.Latin1.GetString(value).TrimEnd('\n', '\0');
        for (var attempt = 1; attempt < Attempts && result > 0 && target == "drivers:nd_region/bind" && HasLostSeed(region); attempt++)
        {
            _ = kernel.WriteAttribute(Drivers + "nd_region/unbind", value);
            result = kernel.WriteAttribute(path, value);
        }

        return Result(result);
    }

    /// <summary>
    /// The kernel notes the seed of a region after it has registered the namespaces. If the first of them was quicker to be bound, it
    /// remains the seed, and there is no blank one.
    /// </summary>
    private bool HasLostSeed(string region)
    {
        _ = Read("ndbus0/wait_probe");
        return Read($"{region}/nstype") == "5" && Read($"{region}/namespace_seed") is { Length: > 0 } seed
            && (IsBound(seed) || (Read($"{seed}/holder") is { Length: > 0 } holder && IsBound(holder)));
    }

    private bool IsBound(string device) => new DirectoryInfo(Path.Join(kernel.SysfsRoot, Devices, device, "driver")).LinkTarget is not null;

    private Dictionary<string, string> Roles(List<string> regions)
    {
        var roles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var region in regions)
        {
            var number = region["region".Length..];
            foreach (var child in Children(region).Where(c => !c.StartsWith("namespace", StringComparison.Ordinal)))
            {
                var kind = child[..3];
                var ns = Read($"{region}/{child}/namespace");
                roles[child] = child == Read($"{region}/{kind}_seed") ? $"{kind}{number}@seed" : $"{kind}{number}@{(ns is null or "" ? "idle" : ns)}";
            }
        }

        return roles;
    }

    private void Add(SortedDictionary<string, string> state, string name, string path, string[] attributes)
    {
        foreach (var attribute in attributes)
        {
            if (File.Exists(Path.Join(kernel.SysfsRoot, Devices, path, attribute)) && Read($"{path}/{attribute}") is { } text)
            {
                state[$"{name}/{attribute}"] = _roles.GetValueOrDefault(text, text);
            }
        }

        if (new DirectoryInfo(Path.Join(kernel.SysfsRoot, Devices, path, "driver")).LinkTarget is { } driver)
        {
            state[$"{name}/driver"] = Path.GetFileName(driver);
        }
    }

    private string Resolve(string text) => Part().Replace(text, match =>
    {
        var (kind, which) = (match.Groups[1].Value, match.Groups[2].Value);
        if (kind == "key")
        {
            return $"{_keys[which]}";
        }

        var name = kind == "holder" ? Read($"{which}/holder") : Read($"region{which}/{(kind == "ns" ? "namespace" : kind)}_seed");
        return name is null or "" ? "absent" : name;
    });

    private string Key(string name, WriteOperation operation)
    {
        const string kek = "ring-kek";
        var (content, secret) = (new byte[EncryptedKey.Length], new byte[EncryptedKey.Length]);
        Encoding.ASCII.GetBytes(operation.Value, content);
        if (operation.Kind == WriteKind.Key)
        {
            _ = kernel.Keys.Add("user", kek, secret, KeyPlace.Thread);
            content = EncryptedKey.Load(EncryptedKey.Seal("user:" + kek, secret, content));
        }

        var key = kernel.Keys.Add(operation.Kind == WriteKind.Key ? EncryptedKey.Type : "user", "ring-" + name, content, KeyPlace.Thread);
        _keys[name] = key;
        return key < 0 ? Result(key) : "ok";
    }

    private string Label(string name, string version)
    {
        if (!NdNode.TryParse(name, out var node))
        {
            return "no node";
        }

        try
        {
            using var device = kernel.Open(node, NdAccess.ReadWrite);
            foreach (var (offset, bytes) in IndexBlocks.Make(version))
            {
                for (var at = 0; at < bytes.Length; at += LabelChunk)
                {
                    var part = bytes.AsSpan(at, Math.Min(LabelChunk, bytes.Length - at));
                    var input = new byte[8 + part.Length];
                    BinaryPrimitives.WriteInt32LittleEndian(input, offset + at);
                    BinaryPrimitives.WriteInt32LittleEndian(input.AsSpan(4), part.Length);
                    part.CopyTo(input.AsSpan(8));
                    var reply = NdCaller.Send(device, NdRequest.Legacy(NdCommands.SetConfigData, input, 4));
                    if (reply.Errno != 0)
                    {
                        return Errno.Name(reply.Errno);
                    }
                }
            }

            return "ok";
        }
        catch (NdOpenException e)
        {
            return Errno.Name(e.Errno);
        }
    }

    private string LabelHash(string name)
    {
        _ = NdNode.TryParse(name, out var node);
        try
        {
            using var device = kernel.Open(node, NdAccess.ReadOnly);
            var area = new byte[LabelBytes];
            for (var at = 0; at < area.Length; at += LabelChunk)
            {
                var input = new byte[8];
                BinaryPrimitives.WriteInt32LittleEndian(input, at);
                BinaryPrimitives.WriteInt32LittleEndian(input.AsSpan(4), LabelChunk);
                var reply = NdCaller.Send(device, NdRequest.Legacy(NdCommands.GetConfigData, input, 4 + LabelChunk));
                if (reply.Errno != 0)
                {
                    return Errno.Name(reply.Errno);
                }

                reply.Output.AsSpan()[4..].CopyTo(area.AsSpan(at));
            }

            return Hash(area);
        }
        catch (NdOpenException e)
        {
            return Errno.Name(e.Errno);
        }
    }

    private string Disk(string name, bool write, Func<INdDisk, string> action)
    {
        try
        {
            using var disk = kernel.OpenDisk(name, write);
            return action(disk);
        }
        catch (NdOpenException e)
        {
            return Errno.Name(e.Errno);
        }
    }

    private string? Read(string attribute)
    {
        try
        {
            // What sysfs says of lengths is a page.
            using var file = File.OpenHandle(Path.Join(kernel.SysfsRoot, Devices, attribute));
            var bytes = new byte[4096];
            var text = Encoding.Latin1.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0)).TrimEnd('\n');
            return text.StartsWith('\0') ? null : text; // what stands in a simulator's tree for an attribute that refuses
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The devices of the first bus, which is the one that the sequence is about.</summary>
    private List<string> Names(string prefix) => [.. Folder("ndbus0")
        .Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(n => int.Parse(n[prefix.Length..], null))];

    private IEnumerable<string> Children(string region) => Folder(region).Where(n => Child().IsMatch(n)).Order(StringComparer.Ordinal);

    private List<string> Folder(string path)
    {
        var folder = Path.Join(kernel.SysfsRoot, Devices, path);
        return Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder).Select(e => Path.GetFileName(e))] : [];
    }

    private static string Result(int result) => result < 0 ? Errno.Name(-result) : $"{result}";

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes), 0, 6);

    [GeneratedRegex(@"\{(\w+) ([\w.]+)\}")]
    private static partial Regex Part();

    [GeneratedRegex(@"^(namespace|btt|pfn|dax)\d+\.\d+$")]
    private static partial Regex Child();
}
