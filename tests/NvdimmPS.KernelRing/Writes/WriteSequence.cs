using System.Text;

namespace NvdimmPS.KernelRing;

/// <summary>
/// Writes to sysfs attributes, well-formed, refused and out of order. Two are left out since they end the kernel: an attribute that
/// writes labels while a DIMM's driver is unbound, and a flush of a region that is disabled.
/// </summary>
internal sealed partial class WriteSequence
{
    private const ulong MiB = 1 << 20;

    private readonly List<WriteOperation> _operations = [];
    private readonly string[] _dimms;
    private readonly (int Number, string[] Dimms, ulong Size)[] _regions;

    private WriteSequence(string[] dimms, params (int, string[], ulong)[] regions) => (_dimms, _regions) = (dimms, regions);

    /// <summary>The machine of a sequence.</summary>
    public static string MachineOf(string sequence) => sequence.Split('-')[0];

    /// <summary>The sequence for a machine as it is after a boot; <c>nfit_test-firmware</c> and <c>nfit_test-security</c> are of their own.</summary>
    public static IReadOnlyList<WriteOperation> For(string machine)
    {
        if (machine == "nfit_test-firmware")
        {
            return FirmwareSequence.For(MachineOf(machine));
        }

        if (machine == "nfit_test-security")
        {
            var security = new WriteSequence([]);
            security.Security();
            return security._operations;
        }

        var sequence = machine switch
        {
            "nfit_test" => new WriteSequence(
                ["nmem0", "nmem1", "nmem2", "nmem3"],
                (0, ["nmem0", "nmem1"], 32 * MiB), (1, ["nmem0", "nmem1", "nmem2", "nmem3"], 64 * MiB)),
            "qemu" => new WriteSequence(["nmem0", "nmem1"], (0, ["nmem1"], 256 * MiB), (1, ["nmem0"], 256 * MiB)),
            _ => throw new ArgumentException(machine, nameof(machine)),
        };
        sequence.Make();
        return sequence._operations;
    }

    private void Make()
    {
        Drivers();
        foreach (var (region, _, size) in _regions)
        {
            Write($"region{region}/read_only", "0");
            if (region == _regions[0].Number)
            {
                RegionSettings(region, size);
            }

            Unlabelled(region, region == _regions[0].Number);
        }

        foreach (var version in (string[])["1.1", "1.2"])
        {
            Relabel(version);
            var (region, dimms, size) = _regions[version == "1.1" ? 0 : 1];
            Labelled(region, dimms, size, version);

            Reload();
        }

        Broken();
        Scrub();
    }

    private void Scrub()
    {
        foreach (var value in (string[])["0", "2", "-1", "x", "", "1x", "0x2", "1\n", "1"])
        {
            Write("ndbus0/nfit/scrub", value);
        }

        Write("ndbus0/provider", "1");
        Write("ndbus99/nfit/scrub", "1");
    }

    /// <summary>Names that mean nothing, and devices of the wrong type, for each driver.</summary>
    private void Drivers()
    {
        foreach (var driver in (string[])["nvdimm", "nd_region", "nd_pmem", "dax_pmem"])
        {
            foreach (var name in (string[])["", "\n", "region99", "nmem0", "region0", "namespace0.0", "{pfn 0}", "{btt 0}", "{dax 0}", "ndbus0", " region0", "region0\n\n"])
            {
                Bind(driver, name);
            }
        }

        Unbind("nvdimm", "region0");
        Unbind("nd_region", "namespace0.0");
        Unbind("nd_pmem", "nmem0");
        Unbind("dax_pmem", "namespace0.0");
        Unbind("nd_pmem", "{pfn 0}");
        Write("drivers:nothing/bind", "region0");
        Write("region0/nothing", "1");
        Write("region0/size", "1");
        Write("region0/driver/unbind", "region1\n");
        Write("region1/driver/bind", "region0");
        Bind("nd_region", "region0\n");
        Bind("nd_region", "region1\0");
    }

    private void RegionSettings(int region, ulong size)
    {
        foreach (var value in (string[])["", "x", "0", "1", "-1", "4096", "0x4000", "0x2000", "8192\n", "16M", "0x1000000", "2097152", "3000000", $"{size}", $"{size * 2}",
            "99999999999999999999", "0x10000000000000000", "010000", "08", "0x", "+16384", " 16384", "16384 ", "16384\n\n", "0x1000000\n\0"])
        {
            Write($"region{region}/align", value);
        }

        foreach (var value in (string[])["1", "0", "y", "n", "Y", "N", "on", "off", "oFF", "true", "false", "T", "f", "2", "x", "", "\n", "o", "1\n", "10", "0\0"])
        {
            Write($"region{region}/read_only", value);
        }

        Write($"region{region}/read_only", "0");
        foreach (var value in (string[])["1", "0", "x", "y\n", "off"])
        {
            Write($"region{region}/deep_flush", value);
        }
    }

    /// <summary>A region without labels: one namespace that fills it.</summary>
    private void Unlabelled(int region, bool all)
    {
        var ns = $"namespace{region}.0";
        foreach (var (attribute, value) in ((string, string)[])[("size", "0"), ("uuid", Uuid(1)), ("alt_name", "x"), ("sector_size", "512"), ("resource", "1"),
            ("holder", "x"), ("mode", "raw"), ("holder_class", "pfn"), ("holder_class", "bogus")])
        {
            Write($"{ns}/{attribute}", value);
        }

        foreach (var value in (string[])["1", "0", "y", "x", "", "\n", "on", "off"])
        {
            Write($"{ns}/force_raw", value);
        }

        // A namespace that is bound may be claimed; the claim cannot be bound.
        Write($"{{pfn {region}}}/namespace", ns);
        Bind("nd_pmem", $"{{pfn {region}}}");
        Write($"{{pfn {region}}}/namespace", "\n");
        Bind("nd_pmem", ns);
        Bind("dax_pmem", ns);
        Unbind("nd_pmem", ns);
        Unbind("nd_pmem", ns);
        foreach (var value in (string[])["btt", "dax\n", "pfn\0", "bogus", "btt\n\n", " pfn", "", "\n"])
        {
            Write($"{ns}/holder_class", value);
        }

        if (all)
        {
            Claims(region, ns);
            Dax(region, ns, 20);
            Pfn(region, ns, 10);
        }
        else
        {
            Btt(region, ns, 30, "btt");
        }

        Bind("nd_pmem", ns);
    }

    /// <summary>What the attributes of claiming devices take, and what claims what.</summary>
    private void Claims(int region, string ns)
    {
        var (btt, pfn, dax) = ($"{{btt {region}}}", $"{{pfn {region}}}", $"{{dax {region}}}");
        foreach (var device in (string[])[btt, pfn, dax])
        {
            foreach (var value in (string[])["", "x", Uuid(2)[..35], Uuid(2), Uuid(2).ToUpperInvariant() + "\n", Uuid(3) + "trailing", "{" + Uuid(3) + "}", Uuid(2)])
            {
                Write($"{device}/uuid", value);
            }

            foreach (var value in (string[])["namespace9.9", "namespace", "region0", " " + ns, "x", ns + " \n", ns, "", ""])
            {
                Write($"{device}/namespace", value);
            }

            Write($"{device}/size", "1");
        }

        foreach (var value in (string[])["512", "520", "528", "4096", "4104", "4160", "4224", "1024", "0", "x", "0x200", "512\n\0"])
        {
            Write($"{btt}/sector_size", value);
        }

        foreach (var device in (string[])[pfn, dax])
        {
            foreach (var value in (string[])["pmem", "p", "ram", "ra", "pme", "none", "bogus", "pmem\n", "ram\n\0", "x", "pmemx", "pmemxy", "nonesuch", "pmem\n\n"])
            {
                Write($"{device}/mode", value);
            }

            foreach (var value in (string[])["4096", "2097152", "1073741824", "8192", "0", "x", "0x1000", "2097152\n"])
            {
                Write($"{device}/align", value);
            }

            Write($"{device}/supported_alignments", "4096");
            Write($"{device}/resource", "1");
        }

        // The class of the namespace against the kind of the claim.
        foreach (var (held, free) in ((string, string)[])[("btt", pfn), ("pfn", dax), ("dax", btt)])
        {
            Write($"{ns}/holder_class", held);
            Write($"{free}/namespace", ns);
            Write($"{free}/namespace", "\n");
        }

        Write($"{ns}/holder_class", "");
        Write($"{pfn}/namespace", ns);
        Write($"{dax}/namespace", ns);
        Write($"{ns}/holder_class", "pfn");
        Write($"{ns}/force_raw", "1");
        Write($"{ns}/force_raw", "0");
        Bind("nd_pmem", ns);
        Bind("nd_pmem", pfn);
        Bind("dax_pmem", pfn);
        Write($"{pfn}/namespace", "\n");
    }

    private void Pfn(int region, string ns, int number)
    {
        var seed = $"{{pfn {region}}}";
        Write($"{ns}/holder_class", "pfn");
        Setup(seed, number, "pmem", "2097152", ns);
        Bind("dax_pmem", seed);
        Bind("nd_pmem", seed);
        Used(ns, "nd_pmem", $"{{holder {ns}}}");
        Write($"{{holder {ns}}}/align", "4096");
        Write($"{{holder {ns}}}/mode", "ram");

        // Off and on again: the namespace is found to be claimed by what lies on it.
        Unbind("nd_pmem", $"{{holder {ns}}}");
        Bind("nd_pmem", ns);
        Bind("nd_pmem", $"{{holder {ns}}}");
        Unbind("nd_pmem", $"{{holder {ns}}}");
        Write($"{{holder {ns}}}/namespace", "\n");
        Bind("nd_pmem", ns);
        Rebind(region);
        Unbind("nd_pmem", $"{{holder {ns}}}");
        Write($"{{holder {ns}}}/namespace", "\n");

        // The same identity with other settings, then another identity.
        Setup(seed, number, "pmem", "4096", ns);
        Bind("nd_pmem", seed);
        Write($"{{holder {ns}}}/namespace", "\n");
        Setup(seed, number, "ram", "2097152", ns);
        Bind("nd_pmem", seed);
        Write($"{{holder {ns}}}/namespace", "\n");
        Setup(seed, number + 1, "ram", "4096", ns);
        Bind("nd_pmem", seed);
        Unbind("nd_pmem", $"{{holder {ns}}}");
        Write($"{{holder {ns}}}/namespace", "\n");
        Setup(seed, number + 2, "none", "4096", ns);
        Bind("nd_pmem", seed);
        Write($"{{holder {ns}}}/namespace", "\n");
        Write($"{seed}/uuid", Uuid(number + 2));
        Bind("nd_pmem", seed);

        // A class that is not the block's hides it; so does force_raw.
        Write($"{ns}/holder_class", "btt");
        Bind("nd_pmem", ns);
        Look(ns);
        Unbind("nd_pmem", ns);
        Write($"{ns}/holder_class", "");
        Erase(ns);
    }

    private void Dax(int region, string ns, int number)
    {
        var seed = $"{{dax {region}}}";
        Write($"{ns}/holder_class", "dax");
        Setup(seed, number, "pmem", "2097152", ns);
        Bind("nd_pmem", seed);
        Bind("dax_pmem", seed);
        Used(ns, "dax_pmem", $"{{holder {ns}}}");
        Unbind("dax_pmem", $"{{holder {ns}}}");
        Bind("nd_pmem", ns);
        Write($"{{holder {ns}}}/namespace", "\n");
        Bind("nd_pmem", ns);
        Unbind("dax_pmem", $"{{holder {ns}}}");
        Write($"{{holder {ns}}}/namespace", "\n");
        Setup(seed, number, "ram", "2097152", ns);
        Bind("dax_pmem", seed);
        Write($"{{holder {ns}}}/namespace", "\n");
        Write($"{ns}/holder_class", "");
        Erase(ns);
    }

    private void Btt(int region, string ns, int number, string first)
    {
        var seed = $"{{btt {region}}}";
        Write($"{ns}/holder_class", first);
        Write($"{seed}/namespace", ns);
        Bind("nd_pmem", seed);
        Write($"{seed}/uuid", Uuid(number));
        Bind("nd_pmem", seed);
        Write($"{seed}/sector_size", "512");
        Write($"{seed}/sector_size", "4096");
        Bind("nd_pmem", seed);
        Used(ns, "nd_pmem", $"{{holder {ns}}}");
        Write($"{{holder {ns}}}/sector_size", "512");
        Unbind("nd_pmem", $"{{holder {ns}}}");
        Bind("nd_pmem", $"{{holder {ns}}}");
        Unbind("nd_pmem", $"{{holder {ns}}}");

        // Another sector size over a table that is there.
        Write($"{{holder {ns}}}/sector_size", "520");
        Bind("nd_pmem", $"{{holder {ns}}}");
        Unbind("nd_pmem", $"{{holder {ns}}}");
        Write($"{{holder {ns}}}/namespace", "\n");
        Bind("nd_pmem", ns);
        Unbind("nd_pmem", $"{{holder {ns}}}");
        Write($"{{holder {ns}}}/namespace", "\n");
        Write($"{ns}/force_raw", "1");
        Bind("nd_pmem", ns);
        Look(ns);
        Unbind("nd_pmem", ns);
        Write($"{ns}/force_raw", "0");
        Write($"{ns}/holder_class", "");
        Erase(ns);
    }

    /// <summary>What a claimed and bound namespace refuses.</summary>
    private void Used(string ns, string driver, string holder)
    {
        Write($"{ns}/size", "0");
        Write($"{ns}/uuid", Uuid(99));
        Write($"{ns}/alt_name", "x");
        Write($"{ns}/sector_size", "512");
        Write($"{ns}/holder_class", "");
        Bind("nd_pmem", ns);
        Unbind("nd_pmem", ns);
        Bind(driver, holder);
        Write($"{holder}/uuid", Uuid(98));
        Write($"{holder}/namespace", "");
        Write($"{holder}/namespace", ns);
        Write($"{holder}/size", "1");
    }

    private void Setup(string device, int number, string mode, string align, string ns)
    {
        Write($"{device}/uuid", Uuid(number));
        Write($"{device}/mode", mode);
        Write($"{device}/align", align);
        Write($"{device}/namespace", ns);
    }

    /// <summary>As the tools do it: the disk without its info block, and 8 KiB of zeros.</summary>
    private void Erase(string ns)
    {
        Write($"{ns}/force_raw", "1");
        Bind("nd_pmem", ns);
        Add(WriteKind.Zero, DiskOf(ns), "");
        Look(ns);
        Write($"{ns}/force_raw", "0");
        Unbind("nd_pmem", ns);
    }

    private void Look(string ns)
    {
        foreach (var offset in (ulong[])[0, (16 * MiB) - 24576])
        {
            Add(WriteKind.Read, DiskOf(ns), $"{offset}");
        }
    }

    private void Rebind(int region)
    {
        Unbind("nd_region", $"region{region}");
        Bind("nd_region", $"region{region}");
    }

    private void Write(string target, string value) => Add(WriteKind.Write, target, value);

    private void Bind(string driver, string name) => Write($"drivers:{driver}/bind", name);

    private void Unbind(string driver, string name) => Write($"drivers:{driver}/unbind", name);

    private void Add(WriteKind kind, string target, string value) => _operations.Add(new WriteOperation(kind, target, value));

    private static string DiskOf(string ns)
    {
        var id = ns["namespace".Length..];
        return "pmem" + (id.EndsWith(".0", StringComparison.Ordinal) ? id[..^2] : id);
    }

    private static string Uuid(int number) => new Guid(number, 0x1234, 0x4567, 0x89, 0xAB, 0xCD, 0xEF, 1, 2, 3, 4).ToString();
}
