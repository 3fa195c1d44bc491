using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Inventory;

/// <summary>
/// A small sysfs in a temporary folder, written from lines: <c>path=value</c> (with \n for a line end in the value),
/// <c>path -> target</c>; <c>path !error</c> is left out, since a file cannot refuse.
/// </summary>
internal sealed class SysfsTree : INdKernel, IDisposable
{
    // Thousands of small files: in memory where the system has such a folder.
    private static readonly string Root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private readonly bool _linksAsFiles;

    public SysfsTree(bool linksAsFiles = false)
    {
        _linksAsFiles = linksAsFiles || OperatingSystem.IsWindows();
        SysfsRoot = Directory.CreateDirectory(Path.Combine(Root, "nvdimm-" + Path.GetRandomFileName())).FullName;
    }

    public KernelKind Kind => KernelKind.Simulated;

    public string Source => nameof(KernelKind.Simulated);

    public string SysfsRoot { get; }

    public string MountTable => PathOf("mountinfo");

    public static SysfsTree Captured(string name, bool linksAsFiles = false)
    {
        var tree = new SysfsTree(linksAsFiles);
        tree.Write(File.ReadAllLines(DataPath(name + ".sysfs")));
        tree.Write("mountinfo=");
        return tree;
    }

    /// <summary>Buses of DIMMs that have every attribute, nmem0 on the first bus, nmem1 on the second and so on.</summary>
    public static SysfsTree Generated(int dimms, int buses = 1)
    {
        var tree = new SysfsTree();
        for (var bus = 0; bus < buses; bus++)
        {
            tree.WriteBus(bus);
        }

        for (var dimm = 0; dimm < dimms; dimm++)
        {
            tree.WriteDimm(dimm % buses, dimm);
        }

        return tree;
    }

    public static string DataPath(string name) => Path.Combine(AppContext.BaseDirectory, "Inventory", "Data", name);

    public static string Bus(int id) => $"devices/platform/ndbus{id}";

    public string PathOf(string path) => Path.Combine(SysfsRoot, OperatingSystem.IsWindows() ? path.Replace(':', '_') : path);

    public SysfsTree Write(params IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var arrow = line.IndexOf(" -> ", StringComparison.Ordinal);
            if (arrow > 0 && (equals < 0 || arrow < equals))
            {
                Link(line[..arrow], line[(arrow + 4)..]);
            }
            else if (equals > 0)
            {
                var path = PathOf(line[..equals]);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, line[(equals + 1)..].Replace("\\n", "\n", StringComparison.Ordinal) + "\n", new UTF8Encoding(false));
            }
        }

        return this;
    }

    public SysfsTree WriteBus(int id) => Write(
        $"class/nd/ndctl{id} -> ../../{Bus(id)}/nd/ndctl{id}",
        $"bus/nd/devices/ndbus{id} -> ../../../{Bus(id)}",
        $"{Bus(id)}/nd/ndctl{id}/device -> ../../../ndbus{id}",
        $"{Bus(id)}/nd/ndctl{id}/dev=245:{id}",
        $"{Bus(id)}/provider=test.{id}",
        $"{Bus(id)}/commands=ars_cap cmd_call ");

    public SysfsTree WriteDimm(int bus, int id)
    {
        var folder = $"{Bus(bus)}/nmem{id}";
        return Write(
            $"bus/nd/devices/nmem{id} -> ../../../{folder}",
            $"{folder}/uevent=MAJOR=244\\nMINOR={id}\\nDEVNAME=nmem{id}\\nDEVTYPE=nvdimm\\nDRIVER=nvdimm\\nMODALIAS=nd:t1",
            $"{folder}/state=active", $"{folder}/flags=label ", $"{folder}/commands=smart cmd_call ",
            $"{folder}/available_slots=1015", $"{folder}/security=unlocked", $"{folder}/frozen=1",
            $"{folder}/firmware/activate=idle", $"{folder}/firmware/result=none",
            $"{folder}/nfit/handle=0x{id:x}", $"{folder}/nfit/phys_id=0x{id:x}", $"{folder}/nfit/id=8089-a2-1837-{id:x8}",
            $"{folder}/nfit/vendor=0x8089", $"{folder}/nfit/serial=0x{id:x8}", $"{folder}/nfit/device=0x5141", $"{folder}/nfit/rev_id=0x0100",
            $"{folder}/nfit/subsystem_vendor=0x8980", $"{folder}/nfit/subsystem_device=0x7a09", $"{folder}/nfit/subsystem_rev_id=0x0018",
            $"{folder}/nfit/format=0x0301", $"{folder}/nfit/family=0", $"{folder}/nfit/dsm_mask=0x7fff", $"{folder}/nfit/flags=smart_notify ",
            $"{folder}/nfit/dirty_shutdown=3");
    }

    /// <summary>A region on DIMMs of one bus, each with 16 MiB, with the attributes that most tests ask for.</summary>
    public SysfsTree WriteRegion(int bus, int id, params int[] dimms)
    {
        var folder = $"{Bus(bus)}/region{id}";
        Write(
            $"bus/nd/devices/region{id} -> ../../../{folder}",
            $"{folder}/uevent=DEVTYPE=nd_pmem\\nDRIVER=nd_region\\nMODALIAS=nd:t2",
            $"{folder}/size={dimms.Length * 16777216L}", $"{folder}/nstype=5", $"{folder}/numa_node=1", $"{folder}/badblocks=",
            $"{folder}/mappings={dimms.Length}");
        return Write(dimms.Select((dimm, i) => $"{folder}/mapping{i}=nmem{dimm},0,16777216,{i}"));
    }

    /// <summary>An enabled raw namespace with its block device.</summary>
    public SysfsTree WriteNamespace(int bus, int region, int id, string block, string number)
    {
        var folder = $"{Bus(bus)}/region{region}/namespace{region}.{id}";
        return Write(
            $"bus/nd/devices/namespace{region}.{id} -> ../../../{folder}",
            $"{folder}/uevent=DEVTYPE=nd_namespace_pmem\\nDRIVER=nd_pmem\\nMODALIAS=nd:t5",
            $"{folder}/size=16777216", $"{folder}/uuid=00000000-0000-4000-8000-{region:d8}{id:d4}", $"{folder}/mode=raw",
            $"{folder}/holder=", $"{folder}/sector_size=[512] 4096 ", $"{folder}/force_raw=0",
            $"{folder}/block/{block}/dev={number}",
            $"class/block/{block} -> ../../{folder}/block/{block}");
    }

    public INdDevice Open(NdNode node, NdAccess access) => throw new NotSupportedException("The topology opens no node.");

    public void Dispose() => Directory.Delete(SysfsRoot, recursive: true);

    private void Link(string path, string target)
    {
        path = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (_linksAsFiles)
        {
            File.WriteAllText(path, OperatingSystem.IsWindows() ? target.Replace(':', '_') : target);
        }
        else
        {
            File.CreateSymbolicLink(path, target);
        }
    }
}
