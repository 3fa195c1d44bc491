using System.Globalization;
using System.Text;
using NvdimmPS.Audit;
using NvdimmPS.Configuration;
using NvdimmPS.Files;
using NvdimmPS.Findings;
using NvdimmPS.Findings.FirmwareBaselines;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Fuzz.Making;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Shell.Files;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Every kind of document that NvdimmPS reads besides schemas and traces.</summary>
internal static class Documents
{
    private const string Policy = """
        { "Version": 1, "Limits": { "TemperatureMargin": 3, "MediaTemperatureMaximum": 80, "ControllerTemperatureMaximum": null,
          "SparesMinimum": 10, "LifeRemainingMinimum": 10, "EnergySourceLifetimeMinimum": 5, "DirtyShutdownGrowth": 0 },
          "Severities": { "NV1010": "Information", "NV2001": "Critical" },
          "Mutes": [ { "Id": "NV1010", "Dimm": "nmem[0-3]", "Reason": "known", "Until": "2027-06-30" },
            { "Id": "NV1020", "Reason": "known", "Until": "forever" },
            { "Id": "NV2001", "Dimm": "8089-*", "Reason": "x", "Until": "2027-01-31T18:00:00Z" } ] }
        """;

    private const string PolicyScript = """
        # What we know of.
        @{
            Version = 1
            Limits = @{ TemperatureMargin = 3; SparesMinimum = 10; MediaTemperatureMaximum = $null }
            Severities = @{ NV1010 = 'Information' }
            Mutes = @(
                @{ Id = 'NV1010'; Dimm = 'nmem[0-3]'; Reason = 'known'; Until = '2027-06-30' }
                @{ Id = 'NV2001'; Reason = "known"; Until = 'forever' }
            )
        }
        """;

    private const string Firmware = """
        { "Version": 1, "Firmware": { "Intel": "01.02.00.5435", "*": ["0x210", "1.2"],
          "Intel/8089:5141": { "Minimum": "01.02.00.5400", "Allowed": ["01.01.00.0001"] } } }
        """;

    private const string FirmwareScript =
        "@{ Version = 1; Firmware = @{ 'Intel' = '01.02.00.5435'; 'Intel/8089:5141' = @{ Minimum = '1.2.0.1' }; '*' = '0x210', '1.2' } }";

    private const string Configuration = """
        { "format": "nvdimmps-configuration", "version": 1, "machine": "host", "time": "2027-01-31T12:00:00Z", "source": "Device",
          "dimms": { "0x1": { "name": "nmem0", "family": "Intel", "serial": "0x1234", "securityFrozen": false, "firmware": "1.2",
            "thresholds": { "mediaTemperature": 80.5, "alarmsEnabled": ["MediaTemperature"] }, "unavailable": { "security": "why" } },
                     "0x101": { "name": "nmem1" } },
          "regions": { "region0": { "type": "pmem", "size": 1073741824, "dimms": ["0x1", "0x101"], "interleaveWays": 2,
            "namespaces": { "namespace0.0": { "mode": "fsdax", "size": 1024, "map": "dev" } } } } }
        """;

    private const string AuditSettings =
        """{ "path": "/var/log/nvdimmps/audit.jsonl", "journal": true, "required": false, "simulated": false }""";

    private static readonly string[] ScriptPieces =
        ["@{", "}", "@(", ")", "'", "\"", "$", "$(", ";", "=", ",", "\n", "#", "<#", "`", "&", "|", "[", "]", "-", "[datetime]'2027-01-01'",
            "[char]'a'", "[int]", "1GB", "0x10", "1e400", "1d", "$true", "$null", "$env:PATH", "(1..9)", "-bnot 1", "@'\n'@", "{}",
            "'a' + 'b'"];

    public static IEnumerable<Entrance> All =>
    [
        Policies(b => PolicyReader.Read(DataJson.Parse(HealthPolicy.File("policy.json"), b))),
        new DocumentEntrance<HealthPolicy>("psd1", "policies and baselines as PowerShell data", "Nvdimm.Policy.", [PolicyScript],
            b => PolicyReader.Read(DataScript.Parse(HealthPolicy.File("policy.psd1"), b)), Wrong, Missing, Script),
        new DocumentEntrance<FirmwareBaseline>("firmware", "baselines of firmware as JSON and PowerShell data",
            "Nvdimm.FirmwareBaseline.", [Firmware, FirmwareScript], ReadFirmware, Wrong, Missing,
            (dice, good) => good[0] == '@' ? Script(dice, good) : JsonMutant.Of(dice, good)),
        Baselines(b => BaselineJson.Parse("baseline.json", b)),
        new DocumentEntrance<HealthBaseline>("clixml", "baselines of health as CLIXML",
            "Nvdimm.Baseline.", [Clixml("nmem0"), Clixml("nmem0", "nmem1")],
            b => BaselineFile.Load(ScratchFile.Write("baseline.xml", b), CancellationToken.None), Wrong, Missing, Xml),
        new DocumentEntrance<NvdimmConfiguration>("configurations", "configurations as JSON", "Nvdimm.Configuration.", [Configuration],
            b => ConfigurationReader.Read(DataJson.Parse(NvdimmConfiguration.Origin("c.json"), b)), Wrong, Missing),
        new DocumentEntrance<AuditSettings>("settings", "settings of the audit log", "Nvdimm.Audit.", [AuditSettings],
            b => AuditSettingsFile.Load(ScratchFile.Write("audit.json", b), null), _ => null, Missing),
    ];

    public static DocumentEntrance<HealthPolicy> Policies(Func<byte[], HealthPolicy> read) =>
        new("policies", "policies as JSON", "Nvdimm.Policy.", [Policy], read, Wrong, Missing);

    public static DocumentEntrance<HealthBaseline> Baselines(Func<byte[], HealthBaseline> read) =>
        new("baselines", "baselines of health as JSON", "Nvdimm.Baseline.",
            [SomeHealth.Json("nmem0"), SomeHealth.Json("nmem0", "nmem1"), SomeHealth.ConsoleJson("nmem0", "nmem1")], read, Wrong, Missing);

    private static FirmwareBaseline ReadFirmware(byte[] bytes)
    {
        var origin = FirmwareBaseline.Origin("baseline");
        var data = bytes is [(byte)'@', ..] ? DataScript.Parse(origin, bytes) : DataJson.Parse(origin, bytes);
        return FirmwareBaseline.Read(data, isBare: false);
    }

    private static string Clixml(params string[] names) =>
        System.Management.Automation.PSSerializer.Serialize(Array.ConvertAll(names, SomeHealth.Whole));

    private static byte[] Script(Dice dice, string good)
    {
        for (var changes = dice.Between(1, 3); changes > 0; changes--)
        {
            var at = dice.Below(good.Length + 1);
            good = dice.Below(5) switch
            {
                0 => good.Remove(at, Math.Min(dice.Between(1, 20), good.Length - at)),
                1 => good.Insert(at, good[at..Math.Min(good.Length, at + dice.Below(60))]),
                // PowerShell's parser takes a minute for some texts of 64 KiB.
                2 => good.Insert(at, Hostile.WholeText(dice) is { Length: < 1000 } text ? text : "@{"),
                3 when good.IndexOf('=', at) is >= 0 and var value => good.Insert(value + 1, " " + dice.Of(ScriptPieces) + " "),
                _ => good.Insert(at, dice.Of(ScriptPieces)),
            };
        }

        return dice.OneIn(10) ? JsonMutant.Bytes(dice, Encoding.UTF8.GetBytes(good)) : Encoding.UTF8.GetBytes(good);
    }

    private static byte[] Xml(Dice dice, string good)
    {
        for (var changes = dice.Between(1, 3); changes > 0; changes--)
        {
            var starts = good.Split('<').Length;
            var at = Enumerable.Range(0, dice.Below(starts)).Aggregate(0, (from, _) => Math.Max(0, good.IndexOf('<', from + 1)));
            good = dice.Below(5) switch
            {
                0 => good.Remove(at, Math.Min(dice.Between(1, 40), good.Length - at)),
                1 => good.Insert(at,
                    dice.Of("<Nil />", "<Obj RefId=\"0\">", "</Obj>", "<LST>", "<S N=\"Dimm\">x</S>", "<Ref RefId=\"0\" />", "<I32>x</I32>",
                    "<DT>x</DT>", "<!--", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "<SS>00</SS>", "<Db>NaN</Db>", "<By>999</By>",
                    "<XD>&lt;a/&gt;</XD>", "<SBK>exit</SBK>", "<C>99999999</C>", "<TS>x</TS>", "<BA>!</BA>")),
                2 => good.Insert(at, good[at..Math.Min(good.Length, at + dice.Below(300))]),
                3 when good.IndexOf('>', at) is >= 0 and var value =>
                    good.Insert(value + 1, System.Security.SecurityElement.Escape(Hostile.WholeText(dice))),
                _ => good.Insert(at, string.Concat(Enumerable.Repeat("<LST>", dice.Of(3, 100, 5000)))),
            };
        }

        return dice.OneIn(8) ? JsonMutant.Bytes(dice, Encoding.UTF8.GetBytes(good)) : Encoding.UTF8.GetBytes(good);
    }

    private static string? Wrong(HealthPolicy policy)
    {
        var limits = policy.Limits;
        double?[] shares = [limits.SparesMinimum, limits.LifeRemainingMinimum, limits.EnergySourceLifetimeMinimum];
        _ = DimmFindings.For(SomeHealth.Whole("nmem0"), policy, null, SomeHealth.Time)
            .Concat(MachineFindings.ExpiredMutes("Policy", policy, SomeHealth.Time)).Count();
        return shares.Any(s => s is not (null or (>= 0 and <= 100))) ? $"a limit is {string.Join(", ", shares)} %"
            : policy.Mutes.FirstOrDefault(m => m.Reason.Trim().Length == 0 || !FindingKinds.All.ContainsKey(m.Id)) is { } mute
                ? $"a mute is {mute}"
            : policy.Severities.Keys.FirstOrDefault(id => !FindingKinds.All.ContainsKey(id));
    }

    private static string? Wrong(FirmwareBaseline baseline)
    {
        var dimm = new FirmwareSubject
        {
            Dimm = "nmem0", HostName = "host", Source = "Device", Family = "Intel", Vendor = "0x8089", Device = "0x5141",
            Running = "01.02.00.5435", Staged = "0x1",
        };
        _ = FirmwareJudge.Judge(baseline, dimm);
        return baseline.Rules.Count == 0 ? "it says nothing"
            : baseline.Rules.FirstOrDefault(r => r.Key.Any(char.IsControl) || (r.Allowed.Count == 0 && r.Minimum is null)) is { } rule
            ? $"an entry is '{Uri.EscapeDataString(rule.Key)}'" : null;
    }

    private static string? Wrong(HealthBaseline baseline)
    {
        var now = new[] { SomeHealth.Whole("nmem0"), SomeHealth.Whole("nmem9") };
        var compared = HealthComparer.Compare(baseline, now, isAll: true).ToList();
        return compared.Count < now.Length ? $"{compared.Count} of {now.Length} DIMMs are compared"
            : compared.Find(c => c.LifeUsed is < 0 or > 1000 || c.SparesLost is < 0 or > 1000) is { } one
            ? $"{one.Dimm} has used {one.LifeUsed} and lost {one.SparesLost}" : null;
    }

    private static string? Wrong(NvdimmConfiguration configuration)
    {
        var text = ConfigurationWriter.Text(configuration);
        var again = ConfigurationReader.Read(DataJson.Parse(NvdimmConfiguration.Origin("again"), Encoding.UTF8.GetBytes(text)));
        return ConfigurationWriter.Text(again) != text ? "it is written otherwise than it was read"
            : ConfigurationComparer.Compare(configuration, again).FirstOrDefault(d => d.Kind is not "Unknown") is { } difference
                ? string.Create(CultureInfo.InvariantCulture, $"it differs from itself: {difference.Path} {difference.Kind}") : null;
    }

    private static string? Missing(string document, HealthPolicy policy)
    {
        var limits = policy.Limits;
        var isJson = document == Policy;
        (double?, double?, double?, double?, double?) read =
            (limits.TemperatureMargin, limits.MediaTemperatureMaximum, limits.SparesMinimum, limits.LifeRemainingMinimum,
                limits.DirtyShutdownGrowth);
        (double?, double?, double?, double?, double?) stands = (3, isJson ? 80 : null, 10, 10, 0);
        return read != stands ? $"limits of {read}"
            : policy.Mutes.Count != (isJson ? 3 : 2) || policy.Mutes[0] is not { Id: "NV1010", Reason: "known" }
                ? $"{policy.Mutes.Count} mutes"
            : policy.Severities.Count != (isJson ? 2 : 1) || policy.Severities["NV1010"] != FindingSeverity.Information ? "other severities"
            : null;
    }

    private static string? Missing(string document, FirmwareBaseline baseline) =>
        baseline.Rules.Count != 3 ? $"{baseline.Rules.Count} rules"
            : baseline.Rules.Single(r => r.Key == "*").Allowed.Count != 2 ? "other versions"
            : null;

    private static string? Missing(string document, HealthBaseline baseline)
    {
        var dimm = SomeHealth.Whole("nmem0");
        var (read, stands) = (SomeHealth.Json(baseline.Find(dimm)!), SomeHealth.Json(dimm));
        var at = read.AsSpan().CommonPrefixLength(stands);
        return read == stands ? null : $"'{read[Math.Max(0, at - 40)..Math.Min(read.Length, at + 40)]}'";
    }

    private static string? Missing(string document, NvdimmConfiguration configuration)
    {
        var text = ConfigurationWriter.Text(configuration);
        string[] values = ["0x1234", "80.5", "1073741824", "1024", "fsdax"];
        return Array.Find(values, v => !text.Contains(v, StringComparison.Ordinal)) is { } value ? $"no {value}" : null;
    }

    private static string? Missing(string document, AuditSettings settings) =>
        settings is { Path: "/var/log/nvdimmps/audit.jsonl", Journal: true, Required: false, Simulated: false } ? null : $"{settings}";
}
