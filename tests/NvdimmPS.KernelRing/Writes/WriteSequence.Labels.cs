namespace NvdimmPS.KernelRing;

/// <summary>The part with labels.</summary>
internal sealed partial class WriteSequence
{
    /// <summary>New index blocks on every DIMM, refused while it is active; then DIMMs and regions are bound again.</summary>
    private void Relabel(string version)
    {
        Add(WriteKind.Label, _dimms[0], version);
        foreach (var (region, _, _) in _regions)
        {
            Unbind("nd_region", $"region{region}");
        }

        foreach (var dimm in _dimms)
        {
            Add(WriteKind.Label, dimm, version);
            Unbind("nvdimm", dimm);
            Unbind("nvdimm", dimm);
        }

        Bind("nd_region", "region0"); // with its DIMMs unbound
        Unbind("nd_region", "region0");
        foreach (var dimm in _dimms)
        {
            Bind("nvdimm", dimm);
            Bind("nvdimm", dimm + "\n");
        }

        foreach (var (region, _, _) in _regions)
        {
            Bind("nd_region", $"region{region}");
        }
    }

    /// <summary>Unbound and bound again: what the labels and the media say comes back.</summary>
    private void Reload()
    {
        foreach (var (region, _, _) in _regions)
        {
            Unbind("nd_region", $"region{region}");
        }

        foreach (var dimm in _dimms)
        {
            Unbind("nvdimm", dimm);
            Bind("nvdimm", dimm);
        }

        foreach (var (region, _, _) in _regions)
        {
            Bind("nd_region", $"region{region}");
        }
    }

    private void Labelled(int region, string[] dimms, ulong size, string version)
    {
        var number = (region * 1000) + (version == "1.1" ? 10_000 : 20_000);
        var ns = $"namespace{region}.0";
        Settings(region, ns, number);

        // Grow and shrink; what is not a multiple, what is too much.
        foreach (var value in (ulong[])[16 * MiB, 32 * MiB, 33 * MiB, 24 * MiB, 16 * MiB, 16 * MiB, size, size + (16 * MiB), size / 2, 16 * MiB])
        {
            Write($"{ns}/size", $"{value}\n");
        }

        foreach (var value in (string[])["16M", "", "x", "-1", "0x1000000", "16777216 ", "0x1000000\n\0", "18446744073709551615", "18446744073709551616", "1"])
        {
            Write($"{ns}/size", value);
        }

        Write($"{ns}/uuid", Uuid(number + 3)); // renames
        Write($"{ns}/uuid", Uuid(number + 3));
        Write($"{ns}/alt_name", "renamed");
        Write($"region{region}/read_only", "1");
        Write($"{ns}/size", $"{32 * MiB}");
        Write($"{ns}/size", $"{16 * MiB}");
        Bind("nd_pmem", ns);
        Write($"region{region}/read_only", "0");
        Write($"{ns}/size", "0");
        Write($"{ns}/alt_name", "y");
        Write($"{ns}/uuid", Uuid(number + 4));
        Write($"{ns}/sector_size", "512");
        Write($"{ns}/holder_class", "pfn");
        Write($"{ns}/force_raw", "1");
        Unbind("nd_pmem", ns);
        Bind("nd_pmem", ns);
        Write($"{ns}/force_raw", "0");

        // Space in pieces: the second of two, the first, growth without a neighbour.
        var other = $"{{ns {region}}}";
        Write($"{other}/size", $"{16 * MiB}");
        Write($"{other}/uuid", Uuid(number + 5));
        Write($"{other}/size", $"{16 * MiB}");
        Bind("nd_pmem", other);
        Write($"{ns}/size", $"{32 * MiB}");
        Unbind("nd_pmem", ns);
        Write($"{ns}/size", $"{32 * MiB}");
        Write($"{ns}/size", "0");
        Write($"{ns}/size", "0");
        Write($"{ns}/uuid", Uuid(number + 6));
        Write($"{ns}/uuid", Uuid(number + 7));
        Write($"{ns}/size", $"{size}");
        Write($"{ns}/size", $"{16 * MiB}");
        Bind("nd_pmem", ns);
        Rebind(region);
        Modes(region, ns, number, version);
        Dimms(region, dimms, ns);
    }

    /// <summary>The attributes of a namespace that has neither uuid nor size, then with a uuid, then with a size.</summary>
    private void Settings(int region, string ns, int number)
    {
        Bind("nd_pmem", ns);
        Unbind("nd_pmem", ns);
        Write($"{ns}/size", $"{16 * MiB}");
        Write($"{ns}/size", "0");
        Names(ns);
        foreach (var value in (string[])["512", "4096", "520", "0", "x", "", "0x1000\n", "512\n\0"])
        {
            Write($"{ns}/sector_size", value);
        }

        foreach (var value in (string[])["btt", "pfn", "dax", "bogus", "btt\n\n", "", "\n"])
        {
            Write($"{ns}/holder_class", value);
        }

        Write($"{{pfn {region}}}/namespace", ns); // too small
        foreach (var value in (string[])["", "x", Uuid(number)[..35], "00000000-0000-0000-0000-000000000000x"[..35], Uuid(number), Uuid(number), Uuid(number + 1), Uuid(number) + "\n"])
        {
            Write($"{ns}/uuid", value);
        }

        Write($"{ns}/alt_name", "first");
        Write($"{ns}/sector_size", "512");
        Write($"{ns}/holder_class", "pfn");
        Write($"{ns}/holder_class", "");
        Bind("nd_pmem", ns);
        Write($"{ns}/size", "0x1000000\n\0");
        Write($"{{pfn {region}}}/uuid", Uuid(number + 2));
        Write($"{ns}/uuid", Uuid(number + 2)); // a PFN device's
        Write($"{{pfn {region}}}/uuid", Uuid(1));
        Write($"{{dax {region}}}/uuid", Uuid(number + 2));
        Write($"{ns}/uuid", Uuid(number + 2)); // a DAX device's does not count
        Write($"{ns}/uuid", Uuid(number));
        Write($"{ns}/alt_name", "again");
        Write($"{ns}/sector_size", "4096");
        Write($"{ns}/holder_class", "btt");
        Write($"{ns}/holder_class", "dax");
        Write($"{ns}/holder_class", "");
    }

    private void Names(string ns)
    {
        foreach (var value in (string[])["", "\n", "plain", "with\n", new string('a', 63), new string('b', 64), " " + new string('c', 62) + " \n", new string('d', 63) + "\n\0",
            "\tinside two\t", "M\u00fcll", "zero\0behind", ""])
        {
            Write($"{ns}/alt_name", value);
        }
    }

    /// <summary>Every mode on one labelled namespace, reconfigured from one to the next, and destroyed.</summary>
    private void Modes(int region, string ns, int number, string version)
    {
        Unbind("nd_pmem", ns);
        Write($"{ns}/alt_name", "mode");
        if (version == "1.1")
        {
            Pfn(region, ns, number + 100);
        }
        else
        {
            Dax(region, ns, number + 200);
        }

        Write($"{ns}/sector_size", "4096");
        Btt(region, ns, number + 300, "btt");
        Bind("nd_pmem", ns);
        Unbind("nd_pmem", ns);

        // Fresh ones of each kind that stay until the labels are read again.
        foreach (var (kind, driver, id) in ((string, string, int)[])[("pfn", "nd_pmem", 400), ("dax", "dax_pmem", 500), ("btt", "nd_pmem", 600)])
        {
            var seed = $"{{ns {region}}}";
            Write($"{seed}/uuid", Uuid(number + id));
            Write($"{seed}/alt_name", kind);
            Write($"{seed}/size", $"{16 * MiB}");
            Write($"{seed}/sector_size", "512");
            Write($"{seed}/holder_class", kind);
            var claim = $"{{{kind} {region}}}";
            Write($"{claim}/uuid", Uuid(number + id + 1));
            Write(kind == "btt" ? $"{claim}/sector_size" : $"{claim}/mode", kind == "btt" ? "512" : "pmem");
            Write($"{claim}/namespace", seed);
            Bind(driver, claim);
        }

        Rebind(region);
    }

    /// <summary>A DIMM that is unbound under its region, and bound again.</summary>
    private void Dimms(int region, string[] dimms, string ns)
    {
        Unbind("nd_pmem", ns);
        Unbind("nvdimm", dimms[^1]);
        Write($"{ns}/size", "0");
        Write($"{ns}/force_raw", "0");
        Unbind("nd_region", $"region{region}");
        Bind("nd_region", $"region{region}");
        Bind("nvdimm", dimms[^1]);
        Bind("nd_region", $"region{region}");
        Unbind("nd_pmem", $"{{holder {ns}}}");
        Write($"{{holder {ns}}}/namespace", "\n");
        Write($"{ns}/size", "0");
        Unbind("nd_pmem", ns);
        Write($"{ns}/size", "0");
        Write($"region{region}/align", "0x400000");
        Write($"{ns}/uuid", Uuid((region * 1000) + 777));
        Write($"{ns}/size", "0x400000");
        Bind("nd_pmem", ns);
        Write($"region{region}/align", "0x1000000");
    }

    /// <summary>Areas with labels on one DIMM and not on another, and of two versions.</summary>
    private void Broken()
    {
        foreach (var (region, _, _) in _regions)
        {
            Unbind("nd_region", $"region{region}");
        }

        for (var i = 0; i < _dimms.Length; i++)
        {
            Add(WriteKind.Label, _dimms[i], i % 2 == 0 ? "0" : "1.1");
            Unbind("nvdimm", _dimms[i]);
            Bind("nvdimm", _dimms[i]);
        }

        foreach (var (region, _, _) in _regions)
        {
            var ns = $"namespace{region}.0";
            Bind("nd_region", $"region{region}");
            Write($"{ns}/holder_class", "btt");
            Write($"{ns}/uuid", Uuid((region * 1000) + 888));
            Write($"{ns}/size", $"{16 * MiB}");
            Write($"{ns}/holder_class", "btt");
            Write($"{ns}/holder_class", "dax");
            Write($"{ns}/alt_name", "mixed");
            Rebind(region);
        }
    }
}
