namespace NvdimmPS.KernelRing;

/// <summary>
/// The part with passphrases, on the first four DIMMs. One is left out: an operation whose number is missing, for which the kernel looks
/// at what its stack has there.
/// </summary>
internal sealed partial class WriteSequence
{
    private void Security()
    {
        foreach (var key in (string[])["alpha", "beta", "gamma", "master"])
        {
            Add(WriteKind.Key, key, "passphrase " + key);
        }

        Add(WriteKind.UserKey, "plain", "passphrase plain");
        Parsing("nmem0");
        Active("nmem0");
        Unbind("nd_region", "region0");
        Unbind("nd_region", "region1");
        Passphrases("nmem0");
        Master("nmem1");
        Overwriting("nmem2");
        Overwriting("nmem0", "{key gamma}");
        Binding("nmem0");
        Frozen("nmem3");
        Bind("nd_region", "region0");
        Bind("nd_region", "region1");
    }

    private void Parsing(string dimm)
    {
        foreach (var value in (string[])["", "\n", " ", "bogus", "Freeze", "freezex", "freeze now", " freeze", "disable x", "disable 0x", "disable -1",
            "disable 99999999999", "disable 4294967296", "disable 0", "disable {key alpha}", "disable 1", "erase x", "erase 0", "overwrite x", "overwrite 0",
            "update 0 0", "update 0 x", "update x 0", "update 0 1", "update 1 1", "update 0 {key plain}", "update {key plain} {key alpha}", "master_update 0 0",
            "master_update 0 x", "master_erase x", "master_erase 0", "disable_master 0", "disableddisableddisableddisableddisabled 0", "freeze\0now", "update\t0\n1"])
        {
            Security(dimm, value);
        }

        Write($"{dimm}/frozen", "1");
        Write("nmem99/security", "freeze");
    }

    /// <summary>Of an enabled region: the kernel minds that of an erase and an overwrite alone.</summary>
    private void Active(string dimm)
    {
        foreach (var value in (string[])["update 0 {key alpha}", "update 0 {key beta}", "update {key beta} {key alpha}", "update {key alpha} {key beta}\n", "erase {key beta}",
            "overwrite {key beta}", "master_erase 0", "disable {key alpha}", "disable {key plain}", "disable 0", "disable {key beta}", "disable {key beta}"])
        {
            Security(dimm, value);
        }
    }

    private void Passphrases(string dimm)
    {
        foreach (var value in (string[])["erase {key alpha}", "erase 0", "update 0 {key alpha}", "erase 0", "erase {key beta}", "erase {key plain}", "erase {key alpha}",
            "update 0 {key gamma}", "update {key alpha} {key beta}", "update {key gamma} {key gamma}", "overwrite {key alpha}", "update {key gamma} 0"])
        {
            Security(dimm, value);
        }
    }

    private void Master(string dimm)
    {
        foreach (var value in (string[])["master_update 0 {key master}", "master_update 0 {key master}", "master_update {key alpha} {key beta}", "update 0 {key alpha}",
            "master_erase 0", "master_erase {key alpha}", "master_erase {key plain}", "master_erase {key master}", "master_erase {key master}",
            "master_update {key master} {key beta}", "update 0 {key alpha}", "erase {key alpha}", "master_erase {key beta}", "master_erase 0"])
        {
            Security(dimm, value);
        }
    }

    private void Overwriting(string dimm, string key = "0")
    {
        Security(dimm, $"overwrite {key}");
        foreach (var value in (string[])[$"overwrite {key}", $"erase {key}", "update 0 {key alpha}", "disable 0", "freeze", "master_erase 0", "bogus"])
        {
            Security(dimm, value);
        }

        Unbind("nvdimm", dimm);
        Bind("nvdimm", dimm);
        Bind("nd_region", "region1");
        Add(WriteKind.Wait, "time", "13000");
        Security(dimm, $"disable {key}");
        Bind("nd_region", "region1");
        Unbind("nd_region", "region1");
    }

    private void Binding(string dimm)
    {
        Security(dimm, "update 0 {key alpha}");
        Unbind("nvdimm", dimm);
        Security(dimm, "update {key alpha} {key beta}");
        Bind("nvdimm", dimm);
        Security(dimm, "disable {key beta}");
    }

    private void Frozen(string dimm)
    {
        foreach (var value in (string[])["freeze", "update 0 {key alpha}", "freeze", "freeze", "disable {key alpha}", "disable 1", "update {key alpha} {key beta}", "erase {key alpha}",
            "overwrite {key alpha}", "master_update 0 {key beta}", "master_erase 0"])
        {
            Security(dimm, value);
        }
    }

    private void Security(string dimm, string value) => Write($"{dimm}/security", value);
}
