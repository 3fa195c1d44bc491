namespace NvdimmPS.Security;

/// <summary>Which passphrase of a DIMM, and how ndctl names its key and its file.</summary>
/// <param name="Prefix">What both names begin with.</param>
internal sealed record KeyName(string Prefix)
{
    /// <summary>The one that unlocks. The kernel itself asks for a key of this name.</summary>
    public static readonly KeyName User = new("nvdimm");

    /// <summary>The one of before, while it is changed.</summary>
    public static readonly KeyName OldUser = new("nvdimm-old");

    /// <summary>The one that erases a DIMM whose passphrase is lost.</summary>
    public static readonly KeyName Master = new("nvdimm-master");

    /// <summary>The one of before, while it is changed.</summary>
    public static readonly KeyName OldMaster = new("nvdimm-master-old");

    /// <summary>The one of before, of this.</summary>
    public KeyName Old => this == Master ? OldMaster : OldUser;

    /// <summary>The name of the key.</summary>
    public string Describe(string id) => $"{Prefix}:{id}";

    /// <summary>What the name of the file begins with; the host's name and <c>.blob</c> follow.</summary>
    public string FileStart(string id) => $"{Prefix}_{id}_";
}
