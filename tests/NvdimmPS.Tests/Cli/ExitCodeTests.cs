using NvdimmPS.Abi;
using NvdimmPS.Cli;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cli;

/// <summary>Every way to fail has its code, its message and its JSON, and none of them is 0.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("2x6");

    public void Dispose() => _kernel.Dispose();

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("dsm")]
    [InlineData("dsm nmem0")]
    [InlineData("dsm --function 1")]
    [InlineData("dsm nmem0 --function")]
    [InlineData("dsm nmem0 nmem1 --function 1")]
    [InlineData("dsm nmem0 --function 1 --no-such-option")]
    [InlineData("dsm nmem0 --function 1 @response")]
    [InlineData("dsm nmem0 --function GetSmrt")]
    [InlineData("dsm nmem0 --function 77")]
    [InlineData("dsm nmem0 --function 1 --family Acme")]
    [InlineData("dsm nmem0 --function 1 --route sideways")]
    [InlineData("dsm nmem0 --function 5 --input-hex 0xZZ")]
    [InlineData("dsm nmem0 --function 5 --input-hex 012")]
    [InlineData("dsm nmem0 --function 5 --input-hex 00")]
    [InlineData("dsm nmem0 --function 5")]
    [InlineData("dsm nmem0 --function 5 --argument Offset")]
    [InlineData("dsm nmem0 --function 5 --argument Offset=0 --argument offset=1 --argument Length=4")]
    [InlineData("dsm nmem0 --function 5 --argument Offset=x --argument Length=4")]
    [InlineData("dsm nmem0 --function 5 --argument Where=0")]
    [InlineData("dsm nmem0 --function 5 --input-hex 00 --input-file x")]
    [InlineData("dsm nmem0 --function 5 --input-hex 00 --argument Offset=0")]
    [InlineData("dsm nmem0 --function 5 --input-file /no/such/file")]
    [InlineData("dsm nmem0 --function 1 --output-size many")]
    [InlineData("dsm nmem0 --function 1 --output-size -1")]
    [InlineData("dsm nmem0 --function 1 --output-size 99999999")]
    [InlineData("dsm ndbus0 --function GetSmart")]
    [InlineData("functions --family Acme")]
    [InlineData("list --simulate=nonsense")]
    [InlineData("list --simulate=")]
    [InlineData("list --simulate nfit_test")] // not a name beside the option: it is told that it was meant for it
    public void Wrong_usage_or_input(string line) => Fails(ExitCodes.Usage, line);

    /// <summary>A file is input, whether it is read or written.</summary>
    [Theory]
    [InlineData("bundle -o /no/such/folder/x.zip --simulate")]
    [InlineData("labels import /no/such/folder --simulate")]
    [InlineData("labels show --file /no/such/file --simulate")]
    [InlineData("list --trace /no/such/folder/x --simulate")]
    [InlineData("list --schema /no/such/file")]
    [InlineData("decode --family Intel -f 1 --file /no/such/file")]
    [InlineData("functions --markdown /no/such/folder")]
    public void A_file_that_is_not_there_is_wrong_input(string line) => Fails(ExitCodes.Usage, line);

    [Fact]
    public void No_command_at_all_lists_them()
    {
        var (exit, output, error) = Console.Run("", _kernel);
        Assert.Equal((ExitCodes.Usage, ""), (exit, output));
        Assert.StartsWith("nvdimm: No command was given.\nnext: See 'nvdimm --help'", error, StringComparison.Ordinal);
        Assert.Contains("health", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dsm nmem77 --function 1")]
    [InlineData("dsm ndbus7 --function 1")]
    [InlineData("dsm q* --function 1")]
    [InlineData("functions nmem77")]
    public void Nothing_of_that_name(string line) => Fails(ExitCodes.NotFound, line);

    [Fact]
    public void A_machine_that_goes_away()
    {
        var kernel = new Vanishing(_kernel);
        Assert.Equal(ExitCodes.NotFound, Console.Run("dsm nmem0 --function 1", kernel).Exit);
    }

    [Fact]
    public void A_node_that_may_not_be_opened()
    {
        _kernel.Dimm("nmem0").ReadOnlyNode = true;
        var ran = Fails(ExitCodes.Permission, "dsm nmem0 --function GetFirmwareInfo");
        Assert.Contains("udev", ran.Error, StringComparison.Ordinal);
        Assert.Equal(Errno.EACCES, Console.Run("dsm nmem0 --function GetFirmwareInfo --json", _kernel).Json.GetProperty("error").GetProperty("errno").GetInt32());
    }

    [Theory]
    [InlineData(Errno.EIO)]
    [InlineData(Errno.EBUSY)]
    [InlineData(Errno.ENXIO)]
    [InlineData(Errno.EPERM)]
    public void The_kernel_refuses(int errno)
    {
        _kernel.With(SimulatorFaultKind.Errno, (uint)errno);
        Fails(ExitCodes.Kernel, "dsm nmem0 --function 1");
        Assert.Equal(errno, Console.Run("dsm nmem0 --function 1 --json", _kernel).Json.GetProperty("error").GetProperty("errno").GetInt32());
    }

    [Fact]
    public void The_firmware_refuses()
    {
        _kernel.With(SimulatorFaultKind.Status, 3);
        Fails(ExitCodes.Firmware, "dsm nmem0 --function 1");
        var error = Console.Run("dsm nmem0 --function 1 --json", _kernel).Json.GetProperty("error");
        Assert.Equal(3, error.GetProperty("statusCode").GetInt32());
        Assert.NotEqual("", error.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(SimulatorFaultKind.Truncate, 9)]
    [InlineData(SimulatorFaultKind.Truncate, 3)]
    public void The_answer_is_malformed(SimulatorFaultKind kind, uint value)
    {
        _kernel.With(kind, value);
        Fails(ExitCodes.MalformedReply, "dsm nmem0 --function 1 --route call");
    }

    [Fact]
    public void A_raw_answer_without_a_status_is_malformed_too()
    {
        _kernel.With(SimulatorFaultKind.Truncate, 3);
        Assert.Equal(ExitCodes.MalformedReply, Console.Run("dsm nmem0 --function 1 --raw", _kernel).Exit);
    }

    [Theory]
    [InlineData("dsm nmem0 --function 19")]
    [InlineData("dsm nmem0 --function 19 --force")]
    [InlineData("dsm nmem0 --function 19 --allow-sensitive")]
    [InlineData("dsm nmem0 --function 22 --force --input-hex 0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("dsm nmem0 --function InjectError --argument SparesRemaining=5 --allow-in-use")]
    [InlineData("dsm ndbus0 --function ClearError --argument Address=0 --argument Length=512 --allow-in-use")]
    public void Nvdimm_itself_refuses(string line)
    {
        Fails(ExitCodes.Refused, line);
        Assert.Empty(_kernel.Transcript);
    }

    [Theory]
    [InlineData("dsm nmem0 --function 19 --allow-sensitive --force")]
    [InlineData("dsm nmem0 --function InjectError --argument SparesRemaining=5 --allow-in-use --force")]
    [InlineData("dsm nmem0 --function InjectError --argument SparesRemaining=5 --allow-in-use --yes")]
    [InlineData("dsm nmem0 --function InjectError --argument SparesRemaining=5 --allow-in-use -y")]
    public void What_is_dangerous_can_be_forced(string line) => Assert.Equal(ExitCodes.Success, Console.Run(line, _kernel).Exit);

    [Theory]
    [InlineData("y\n", ExitCodes.Success)]
    [InlineData("YES\n", ExitCodes.Success)]
    [InlineData("n\n", ExitCodes.Refused)]
    [InlineData("\n", ExitCodes.Refused)]
    [InlineData("", ExitCodes.Refused)]
    public void A_person_is_asked(string answer, int exit)
    {
        var ran = Console.Run("dsm nmem0 --function InjectError --argument SparesRemaining=5 --allow-in-use", _kernel, answer);
        Assert.Equal(exit, ran.Exit);
        Assert.Contains("[y/N]", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_is_not_asked_about_what_only_reads_or_cannot_be_sent()
    {
        Assert.Empty(Console.Run("dsm nmem0 --function 1", _kernel, "n").Error);
        Assert.DoesNotContain("[y/N]", Console.Run("dsm nmem0 --function 31 --input-hex 000000000000000000000000", _kernel, "y").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dsm nmem0 --function 31 --input-hex 000000000000000000000000 --force")]
    [InlineData("dsm nmem0 --function GetFirmwareInfo --route legacy")]
    [InlineData("dsm nmem0 --function 1 --family Msft")]
    public void The_target_does_not_offer_it(string line)
    {
        Fails(ExitCodes.NotOffered, line);
        Assert.Empty(_kernel.Transcript);
    }

    [Fact]
    public void Some_of_several_targets_fail()
    {
        _kernel.With(SimulatorFaultKind.Errno, Errno.EIO, "nmem3");
        var ran = Console.Run("dsm nmem* --function 1 --json", _kernel);
        Assert.Equal(ExitCodes.SeveralTargets, ran.Exit);
        Assert.Equal(12, ran.Json.GetProperty("results").GetArrayLength());
        Assert.Equal("nmem3", ran.Json.GetProperty("error").GetProperty("target").GetString());
        Assert.Single(ran.Error.Split('\n'), l => l.StartsWith("nvdimm:", StringComparison.Ordinal));
    }

    [Fact]
    public void All_of_several_targets_fail_alike() =>
        Assert.Equal(ExitCodes.Firmware, Console.Run("dsm nmem* --function 1", _kernel.With(SimulatorFaultKind.Status, 1)).Exit);

    [Fact]
    public void Several_targets_fail_in_several_ways()
    {
        _kernel.With(SimulatorFaultKind.Errno, Errno.EIO, "nmem0").With(SimulatorFaultKind.Status, 1);
        Assert.Equal(ExitCodes.SeveralTargets, Console.Run("dsm nmem* --function 1", _kernel).Exit);
    }

    [Fact]
    public void Every_code_is_in_the_help_and_in_the_manual()
    {
        var manual = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));
        foreach (var field in typeof(ExitCodes).GetFields().Where(f => f.IsLiteral && f.FieldType == typeof(int)))
        {
            Assert.Matches($@"(?m)^ +{field.GetRawConstantValue()} ", Console.Run("--help").Out);
            Assert.Contains($"| {field.GetRawConstantValue()} |", manual, StringComparison.Ordinal);
        }
    }

    private Ran Fails(int exit, string line)
    {
        var isOnKernel = !line.Contains("--simulate", StringComparison.Ordinal);
        var ran = Console.Run(line, isOnKernel ? _kernel : null);
        Assert.Equal((exit, ""), (ran.Exit, ran.Out));
        Assert.Matches(@"^(nvdimm: .+\nnext: .+\n)$", ran.Error);

        // The catalogue speaks of cmdlets; a shell has none.
        Assert.DoesNotMatch(@"(^|[\s'(])-[A-Z]\w+|\b(Get|Invoke|New|Remove)-Nvdimm|@\{", ran.Error);

        var json = Console.Run("--json " + line, isOnKernel ? _kernel : null);
        var error = json.Json.GetProperty("error");
        Assert.Equal(exit, json.Exit);
        Assert.Equal(["id", "kind", "target", "message", "recommendedAction", "exitCode", "errno", "status", "statusCode"], error.EnumerateObject().Select(p => p.Name));
        Assert.Equal(exit, error.GetProperty("exitCode").GetInt32());
        Assert.Contains(error.GetProperty("message").GetString()!, json.Error, StringComparison.Ordinal);
        return ran;
    }

    /// <summary>A machine that is removed between looking and opening.</summary>
    private sealed class Vanishing(SimulatedKernel kernel) : INdKernel
    {
        public KernelKind Kind => kernel.Kind;

        public string Source => kernel.Source;

        public string SysfsRoot => kernel.SysfsRoot;

        public string MountTable => kernel.MountTable;

        public INdDevice Open(NdNode node, NdAccess access)
        {
            kernel.Dispose();
            return kernel.Open(node, access);
        }
    }
}
