using System.Diagnostics;
using System.Globalization;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Layout;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>
/// ndctl on a simulated machine: the simulator's tree is its /sys, in a mount namespace that ends with it, and a preloaded
/// library answers for /dev/nmemN from a file.
/// </summary>
public sealed class Ndctl : IDisposable
{
    private const string Topology = "8x24";
    private const int Oldest = 76;
    private const string Mount = "mount --bind \"$1\" /sys && exec env -i PATH=\"$PATH\" LD_PRELOAD=\"$2\" ND_ANSWERS=\"$3\" ndctl list \"$4\"";

    // Who is not root makes himself root of a user namespace, where the system allows that.
    private static readonly string[] Namespace = Environment.IsPrivilegedProcess ? ["--mount"] : ["--map-root-user", "--mount"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimmps-ndctl");
    private SimulatedKernel? _machine;

    /// <summary>Prepares one, or finds out why there can be none.</summary>
    public Ndctl()
    {
        try
        {
            Missing = Prepare();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why it cannot run here, or null.</summary>
    public string? Missing { get; }

    /// <summary>How many DIMMs there are.</summary>
    public int Count => Machine.Dimms.Count;

    private SimulatedKernel Machine => _machine ?? throw new InvalidOperationException(Missing);

    private string Library => Path.Combine(_folder.FullName, "nd-answers.so");

    private string Answers => Path.Combine(_folder.FullName, "answers.txt");

    /// <inheritdoc/>
    public void Dispose()
    {
        _machine?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Lets ndctl list DIMMs that answer so; its JSON.</summary>
    /// <param name="specimens">The DIMMs.</param>
    /// <param name="prepare">What else is otherwise in the tree, given a DIMM's folder by its name.</param>
    internal string List(IReadOnlyList<Specimen> specimens, Action<Func<string, string>>? prepare = null)
    {
        var (code, output, errors) = Run(specimens, prepare);
        return code == 0 ? output : throw new InvalidOperationException($"ndctl ended with {code}: {errors}");
    }

    /// <summary>The same with the exit code.</summary>
    internal (int Code, string Output, string Errors) Run(IReadOnlyList<Specimen> specimens, Action<Func<string, string>>? prepare)
    {
        using (var answers = new StreamWriter(Answers))
        {
            for (var i = 0; i < specimens.Count; i++)
            {
                var family = specimens[i].Family.Code;
                var dimm = Path.Combine(Machine.SysfsRoot, "bus", "nd", "devices", Machine.Dimms[i].Name);
                File.WriteAllText(Path.Combine(dimm, "nfit", "family"), $"{family}\n");
                File.WriteAllText(Path.Combine(dimm, "nfit", "dsm_mask"), "0xffffffff\n");
                answers.Write($"{i} device {File.ReadAllText(Path.Combine(dimm, "dev"))}");
                foreach (var (function, bytes) in specimens[i].Answers)
                {
                    answers.Write($"{i} {family} {function} {(bytes.Length == 0 ? "-" : Convert.ToHexString(bytes))}\n");
                }
            }
        }

        prepare?.Invoke(name => Path.Combine(Machine.SysfsRoot, "bus", "nd", "devices", name));
        return Run(Machine.SysfsRoot, "-DHF");
    }

    /// <summary>Lets ndctl list what is not answered by firmware; its JSON.</summary>
    /// <param name="sysfs">The machine's sysfs.</param>
    /// <param name="what">What is listed, as it is typed.</param>
    internal string ListOf(string sysfs, string what)
    {
        File.WriteAllText(Answers, "");
        var (code, output, errors) = Run(sysfs, what);
        return code == 0 ? output : throw new InvalidOperationException($"ndctl ended with {code}: {errors}");
    }

    private (int Code, string Output, string Errors) Run(string sysfs, string what)
    {
        var ran = Run("unshare", [.. Namespace, "sh", "-c", Mount, "sh", sysfs, Library, Answers, what]);
        return !ran.Errors.Contains("ld.so", StringComparison.Ordinal) ? ran : throw new InvalidOperationException(ran.Errors);
    }

    private string? Prepare()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(NdctlHeader.Path))
        {
            return "needs Linux and <linux/ndctl.h>";
        }

        if (Try("ndctl", "--version") is not { } version || !int.TryParse(version.Split('.', '+', '\n')[0], CultureInfo.InvariantCulture, out var major) || major < Oldest)
        {
            return $"needs ndctl {Oldest} or later";
        }

        if (Try("unshare", [.. Namespace, "mount", "--bind", _folder.FullName, "/sys"]) is null)
        {
            return "needs to be root, or a system where everybody may make a mount namespace";
        }

        if (Try("cc", "--version") is null)
        {
            return "needs a C compiler";
        }

        var source = Path.Combine(AppContext.BaseDirectory, "Formats", "SecondReader", "Data", "nd-answers.c");
        var (code, _, errors) = Run("cc", "-Wall", "-Wextra", "-O2", "-shared", "-fPIC", "-o", Library, source);
        if (code != 0)
        {
            throw new InvalidOperationException(errors);
        }

        _machine = new SimulatedKernel(Topology);
        return null;
    }

    private static string? Try(string file, params string[] arguments)
    {
        try
        {
            var (code, output, _) = Run(file, arguments);
            return code == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static (int Code, string Output, string Errors) Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
