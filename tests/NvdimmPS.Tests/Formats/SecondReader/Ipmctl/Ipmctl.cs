using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Tests.Formats.SecondReader.Ipmctl;

/// <summary>
/// ipmctl as a second reader: it replays a playback file that we wrote and prints what it makes of the payloads. Its session is one a machine
/// (files in /tmp/pbr and shared memory), so those who use it take turns.
/// </summary>
internal static class Ipmctl
{
    private const string Program = "/usr/bin/ipmctl", Session = "/tmp/pbr";
    private const uint Handle = 1;

    private static readonly Lock OneAtATime = new();

    /// <summary>Why it cannot be asked; null where it can.</summary>
    public static string? Missing => !File.Exists(Program) ? "ipmctl is missing (Debian: ipmctl)"
        : Environment.UserName != "root" ? "ipmctl needs root"
        : Directory.Exists(Session) ? "somebody's ipmctl session is in /tmp/pbr" : null;

    /// <summary>What one command prints of a module that answers these calls behind those of each start.</summary>
    public static XDocument Show(string command, byte[] identity, params (int Opcode, int SubOpcode, byte[] Output)[] calls)
    {
        lock (OneAtATime)
        {
            var folder = Directory.CreateTempSubdirectory("nvdimm-ipmctl-");
            try
            {
                var path = Path.Combine(folder.FullName, "t.pbr");
                File.WriteAllBytes(path, PlaybackWriter.Write(Recording(command, identity, calls)));
                Run($"load -source {path} -session");
                Run("start -session -mode playback_manual");
                var text = Run(command.Replace("show ", "show -o nvmxml ", StringComparison.Ordinal));
                var start = text.IndexOf('<', StringComparison.Ordinal);
                return XDocument.Parse(start < 0 ? throw new InvalidOperationException($"ipmctl {command}: {text}") : text[start..(text.LastIndexOf('>') + 1)]);
            }
            finally
            {
                Run("stop -force -session");
                folder.Delete(recursive: true);
                if (Directory.Exists(Session))
                {
                    Directory.Delete(Session, recursive: true);
                }
            }
        }
    }

    private static PlaybackFile Recording(string command, byte[] identity, (int Opcode, int SubOpcode, byte[] Output)[] calls)
    {
        byte[] none = new byte[128], size = new byte[128];
        size[2] = 2; // 128 KiB
        (int, int, byte[])[] start =
        [
            (0x01, 0x00, identity), (0xFD, 0x03, Convert.FromHexString("f000151804000000").Concat(new byte[120]).ToArray()), (0x01, 0x00, identity), (0x06, 0x02, none),
            (0x06, 0x01, size), (0x06, 0x01, size), (0x02, 0x00, none), (0x06, 0x01, none), (0x06, 0x01, none),
        ];
        var file = new PlaybackFile { SoftwareVersion = "03.00.00.0468", OsName = "Linux", OsVersion = "6.1" };
        file.Tables[PlaybackFormat.Nfit] = NfitTable.Write([new NfitDimm(Handle)
        {
            Vendor = 0x8980, Device = 0x097A, SubsystemVendor = 0x8980, SubsystemDevice = 0x097A, Format = 0x0301, HasManufacturing = true, Location = 0xA2, Date = 0x1837, Serial = 0x01020304, PhysicalId = 0x1C,
        }]);
        file.Tables[PlaybackFormat.Pcat] = Pcat();
        file.Tables[PlaybackFormat.Smbios] = Smbios();
        foreach (var (opcode, sub, output) in start.Concat(calls))
        {
            file.Calls.Add(new PlaybackCall(Handle, (byte)opcode, (byte)sub, [], [], 0, 0, [.. output, .. new byte[Math.Max(0, 128 - output.Length)]], []));
        }

        file.Tags.Add(new PlaybackTag("ipmctl " + command, "0", 0));
        return file;
    }

    /// <summary>The entry of the module and the end of the table, behind their size and version.</summary>
    private static byte[] Smbios()
    {
        byte[] table = [17, 84, 0x1C, 0, .. new byte[80], 0, 0, 127, 4, 1, 0, 0, 0];
        return [.. BitConverter.GetBytes((ulong)table.Length), 2, 3, .. table, .. new byte[6]];
    }

    /// <summary>The platform's capabilities in the form of the first platforms, which needs no other table.</summary>
    private static byte[] Pcat()
    {
        var table = new byte[40 + 16];
        "PCAT"u8.CopyTo(table);
        BitConverter.TryWriteBytes(table.AsSpan(4), table.Length);
        table[8] = 1;
        "TEST  TESTPCAT"u8.CopyTo(table.AsSpan(10));
        table[42] = 16; // record 0: platform capability
        (table[44], table[45], table[46]) = (1, 7, 4);
        table[9] = (byte)-table.Sum(b => b);
        return table;
    }

    private static string Run(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), string.Create(CultureInfo.InvariantCulture, $"ipmctl {arguments} hangs"));
        return text + error.Result;
    }
}
