using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Audit;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Shell.Cmdlets;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Every cmdlet of the module: what it sends and is no mere read has its question in the log when it arrives at the kernel.</summary>
public sealed class AuditedCmdletTests : CmdletTest
{
    private const string Invoke = "Invoke-NvdimmDsm", Command = "Invoke-NvdimmCommand";

    /// <summary>Any file will do as an image.</summary>
    private static readonly string Image = typeof(AuditedCmdletTests).Assembly.Location[..^4] + ".runtimeconfig.json";

    /// <summary>A new cmdlet belongs here: with what makes it send, if it sends.</summary>
    private static readonly Dictionary<string, object?[]> Cmdlets = new()
    {
        [Invoke] =
        [
            new { Dimm = 0, Function = 17, Argument = new Hashtable { ["MediaTemperature"] = 60 } },
            new { Dimm = "*", Function = 9, Argument = new Hashtable { ["Opcode"] = 5 }, Route = DsmRoute.Legacy, Force = true, AllowInUse = true },
            new { Dimm = 0, Function = 9, InputHex = "05000000 00000000", Route = DsmRoute.Call, Force = true, AllowInUse = true },
            new { Dimm = 0, Function = "FreezeLock", AllowSensitive = true, Force = true, AllowInUse = true },
            new { Bus = 0, Function = "StartArs", InputHex = "0000006003000000 0000000100000000 0100 00 0000000000", Route = DsmRoute.Legacy },
            new { Bus = 0, Function = "ArsErrorInjectClear", InputHex = "0000006030000000 0001000000000000", Force = true, AllowInUse = true },
            new { Bus = 0, Family = "IntelBus", Function = 2, InputHex = "00", AllowSensitive = true, Force = true, AllowInUse = true },
        ],
        [Command] =
        [
            new { Dimm = 0, Command = "vendor", InputHex = "05000000 01000000 00", Force = true, AllowInUse = true },
            new { Bus = 0, Command = "ars_start", InputHex = "0000006003000000 0000000100000000 0100 00 0000000000" },
        ],
        ["Invoke-NvdimmVendorCommand"] =
        [
            new { Dimm = 0, Command = "SetViralPolicy", Argument = new Hashtable { ["ViralPolicyEnable"] = "Yes" }, Force = true, AllowInUse = true },
            new { Dimm = 0, Opcode = 0x77, Force = true, AllowInUse = true },
        ],
        ["Set-NvdimmThreshold"] = [new { Dimm = "*", MediaTemperature = 71, SparesRemaining = 30 }],
        ["Enable-NvdimmRegion"] = [new { Region = "*" }],
        ["Disable-NvdimmRegion"] = [new { Region = "*", AllowInUse = true }],
        ["Set-NvdimmConfiguration"] = [null],
        ["Set-NvdimmRegion"] = [new { Region = "region0", ReadOnly = true, AllowInUse = true }],
        ["Enable-NvdimmDevice"] = [new { Dimm = "*" }],
        ["Disable-NvdimmDevice"] = [new { Dimm = "*" }],
        ["Enable-NvdimmNamespace"] = [new { Namespace = "*" }],
        ["Disable-NvdimmNamespace"] = [new { Namespace = "namespace0.0", AllowInUse = true }],
        ["New-NvdimmNamespace"] = [new { Region = "*", Size = "1x" }],
        ["Remove-NvdimmNamespace"] = [new { Namespace = "namespace0.0", AllowInUse = true, Force = true }],
        ["Set-NvdimmNamespace"] = [new { Namespace = "namespace0.0", Mode = "Raw", AllowInUse = true, Force = true }],
        ["Test-NvdimmNamespace"] = [null],
        ["Repair-NvdimmNamespace"] = [new { Namespace = "*", Force = true }],
        ["Start-NvdimmScrub"] = [null],
        ["Clear-NvdimmLabel"] = [new { Dimm = 0 }],
        ["Compare-NvdimmLabel"] = [new { Reference = "/nowhere" }],
        ["Export-NvdimmLabel"] = [new { Path = "/proc/nowhere" }],
        ["Get-NvdimmLabel"] = [null],
        ["Import-NvdimmLabel"] = [new { Path = "/nowhere" }],
        ["Initialize-NvdimmLabel"] = [new { Dimm = 0 }],
        ["Repair-NvdimmLabel"] = [new { Dimm = 0 }],
        ["Test-NvdimmLabel"] = [null],
        ["Wait-NvdimmScrub"] = [null],
        ["Update-NvdimmFirmware"] = [new { Dimm = 0, Path = Image, AllowUnknownImage = true, Force = true }],
        ["Enable-NvdimmFirmwareActivation"] = [new { Dimm = 0, Force = true }],
        ["Disable-NvdimmFirmwareActivation"] = [new { Dimm = 0, Force = true }],
        ["Invoke-NvdimmFirmwareActivation"] = [new { Bus = 0, Force = true }],
        ["Add-NvdimmInjectedError"] = [new { Namespace = "namespace0.0", Block = 8, Force = true, AllowInUse = true }],
        ["Remove-NvdimmInjectedError"] = [new { Namespace = "namespace0.0", Block = 8 }],
        ["Get-NvdimmInjectedError"] = [null],
        ["Clear-NvdimmBadBlock"] = [new { Namespace = "namespace0.0", Block = 8, Force = true, AllowInUse = true }],
        ["Set-NvdimmPassphrase"] = [new { Dimm = "*", CreateKeyEncryptionKey = true }],
        ["Remove-NvdimmPassphrase"] = [new { Dimm = "*" }],
        ["Lock-NvdimmSecurity"] = [new { Dimm = "*" }],
        ["Unlock-NvdimmSecurity"] = [new { Dimm = "*" }],
        ["Clear-NvdimmData"] = [new { Dimm = "*", CryptographicErase = true, Force = true, AllowSensitive = true }],
        ["Get-NvdimmSecurity"] = [null],
        ["Wait-NvdimmOverwrite"] = [null],
        ["Set-NvdimmSmartInjection"] = [new { Dimm = "*", FatalError = true }],
        ["Clear-NvdimmSmartInjection"] = [new { Dimm = "*" }],
        ["Compare-NvdimmConfiguration"] = [null],
        ["Compare-NvdimmHealth"] = [null],
        ["Compare-NvdimmInventory"] = [null],
        ["Compare-NvdimmRoute"] = [new { Dimm = "*" }],
        ["ConvertFrom-NvdimmDsm"] = [new { Family = "Intel", Function = 9, InputHex = "05000000 00000000" }],
        ["ConvertTo-NdctlJson"] = [new { Health = true, Firmware = true }, null, new { Region = "*" }],
        ["ConvertTo-NvdimmDsm"] = [new { Family = "Intel", Function = 9, Argument = new Hashtable { ["Opcode"] = 5 } }],
        ["ConvertTo-NvdimmMetric"] = [null],
        ["Export-NvdimmConfiguration"] = [null],
        ["Export-NvdimmDsmSchema"] = [null],
        ["Export-NvdimmPlayback"] = [null],
        ["Export-NvdimmReport"] = [null],
        ["Export-NvdimmSupportBundle"] = [new { Path = "/dev/null", Force = true }],
        ["Get-NvdimmAudit"] = [null],
        ["Get-NvdimmBadBlock"] = [null],
        ["Get-NvdimmBus"] = [null],
        ["Get-NvdimmCapacity"] = [null],
        ["Get-NvdimmDevice"] = [null],
        ["Get-NvdimmDsmFunction"] = [new { Dimm = "*" }, new { Bus = "*" }],
        ["Get-NvdimmErrorLog"] = [null],
        ["Get-NvdimmPerformance"] = [null],
        ["Get-NvdimmPlatformConfiguration"] = [null, new { Platform = true }],
        ["Get-NvdimmFindingKind"] = [null],
        ["Get-NvdimmFirmware"] = [null],
        ["Get-NvdimmHealth"] = [null],
        ["Get-NvdimmInfoBlock"] = [new { Namespace = "*" }],
        ["Get-NvdimmNamespace"] = [null],
        ["Get-NvdimmRegion"] = [null],
        ["Get-NvdimmScrub"] = [null],
        ["Get-NvdimmSimulator"] = [null],
        ["Get-NvdimmThreshold"] = [null],
        ["Get-NvdimmTrace"] = [null],
        ["Import-NvdimmDsmSchema"] = [new { Json = "{}" }],
        ["Invoke-NvdimmFleet"] = [null],
        ["New-NvdimmSimulator"] = [new { Topology = "no such machine" }],
        ["Register-NvdimmEvent"] = [new { SweepSec = -1 }],
        ["Remove-NvdimmDsmSchema"] = [new { Family = "none" }],
        ["Remove-NvdimmSimulator"] = [null],
        ["Start-NvdimmTrace"] = [new { Path = "/nowhere/at/all.jsonl" }],
        ["Stop-NvdimmTrace"] = [null],
        ["Test-NvdimmFirmware"] = [new { Baseline = "01.00.00.0001" }],
        ["Test-NvdimmHealth"] = [null],
        ["Watch-NvdimmEvent"] = [new { IncludeInitial = true, Count = 1 }],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-audit-").FullName;
    private readonly IDisposable _log;

    /// <summary>Those whose calls above change something.</summary>
    private static readonly HashSet<string> Changing =
    [
        Invoke, Command, "Invoke-NvdimmVendorCommand", "Set-NvdimmThreshold", "Disable-NvdimmRegion", "Start-NvdimmScrub",
        "Add-NvdimmInjectedError", "Remove-NvdimmInjectedError", "Clear-NvdimmBadBlock", "Set-NvdimmSmartInjection", "Clear-NvdimmSmartInjection",
        "Set-NvdimmPassphrase", "Set-NvdimmRegion", "Disable-NvdimmNamespace", "Remove-NvdimmNamespace", "Set-NvdimmNamespace",
        "Update-NvdimmFirmware", "Enable-NvdimmFirmwareActivation",
    ];

    public AuditedCmdletTests(CmdletFixture fixture)
        : base(fixture) => _log = AuditLog.Use(new AuditLog(() => new AuditSettings { Path = Log, Journal = false, Simulated = true }, "/nowhere"));

    private string Log => Path.Combine(_folder, "a.jsonl");

    public static TheoryData<string> Names() => [.. typeof(NvdimmCmdlet).Assembly.GetTypes()
        .Select(t => (CmdletAttribute?)Attribute.GetCustomAttribute(t, typeof(CmdletAttribute))).OfType<CmdletAttribute>().Select(a => $"{a.VerbName}-{a.NounName}")];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_it_sends_has_its_question_in_the_log(string cmdlet)
    {
        foreach (var parameters in Cmdlets[cmdlet])
        {
            var (lines, changing) = (Lines.Length, 0);
            Watched.BeforeRequest = (node, buffer) =>
            {
                // By the tables, not by what the code above thinks that it sends.
                var envelope = DsmEnvelope.Read(node.StartsWith("nmem", StringComparison.Ordinal) ? NdNodeKind.Dimm : NdNodeKind.Bus, Watched.Request, buffer);
                if (envelope.Function is { Danger: DsmDanger.Read } || VendorFunctions.Find(envelope.Function!, buffer[envelope.InputOffset..]) is { Danger: DsmDanger.Read })
                {
                    return;
                }

                changing++;
                var last = JsonDocument.Parse(Lines[^1]).RootElement;
                Assert.Equal(("asked", envelope.Number, cmdlet), (last.GetProperty("kind").GetString(), last.GetProperty("function").GetUInt32(), last.GetProperty("command").GetString()));
            };
            Watched.BeforeWrite = attribute =>
            {
                changing++;
                var last = JsonDocument.Parse(Lines[^1]).RootElement;
                Assert.Equal(("asked", "/sys/" + attribute, cmdlet), (last.GetProperty("kind").GetString(), last.GetProperty("attribute").GetString(), last.GetProperty("command").GetString()));
            };
            _ = Run(cmdlet, parameters);
            Assert.Equal(2 * changing, Lines.Length - lines);
            Assert.Equal(Changing.Contains(cmdlet), changing > 0);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _log.Dispose();
        base.Dispose(disposing);
        Directory.Delete(_folder, recursive: true);
    }

    private string[] Lines => File.Exists(Log) ? File.ReadAllLines(Log) : [];
}
