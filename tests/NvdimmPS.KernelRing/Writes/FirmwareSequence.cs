namespace NvdimmPS.KernelRing;

/// <summary>
/// Writes to the attributes of a runtime activation on the kernel's test bus, after a boot, with updates by ioctl between them. Not
/// "quiesce" on an armed bus: the kernel then freezes all that runs, this among it.
/// </summary>
internal sealed class FirmwareSequence
{
    private const string Live = "ndbus0/firmware/activate", NoIdle = "ndbus0/nfit/firmware_activate_noidle";
    private const int BusyTime = 3300, VerifyTime = 1200;

    private readonly List<WriteOperation> _operations = [];

    private FirmwareSequence()
    {
    }

    public static IReadOnlyList<WriteOperation> For(string machine)
    {
        if (machine != "nfit_test")
        {
            throw new ArgumentException(machine, nameof(machine));
        }

        var sequence = new FirmwareSequence();
        sequence.Words();
        sequence.Arming();
        sequence.NoIdleWords();
        sequence.Activation();
        sequence.Update("nmem0", 1);
        sequence.Behind();
        return sequence._operations;
    }

    private static string Of(int dimm) => $"nmem{dimm}/firmware/activate";

    /// <summary>What is no word, and what there is nothing to do for.</summary>
    private void Words()
    {
        foreach (var value in (string[])["", "\n", "x", "ARM", "arm ", " arm", "arm\n\n", "armed", "1", "disarm", "disarm\n", "disarm\0x"])
        {
            Write(Of(0), value);
        }

        foreach (var value in (string[])["", "x", "LIVE", "live", "live\n", "quiesce", "quiesce\n", "idle", "live\0"])
        {
            Write(Live, value);
        }

        foreach (var target in (string[])["nmem0/firmware/result", "ndbus0/firmware/capability", "ndbus0/firmware/state", "nmem4/firmware/activate",
            "nmem5/firmware/activate", "ndbus1/firmware/activate", "ndbus1/nfit/firmware_activate_noidle", "nmem9/firmware/activate"])
        {
            Write(target, "arm");
        }
    }

    /// <summary>One after the other until it is too many, and back.</summary>
    private void Arming()
    {
        Write(Of(0), "arm");
        Write(Of(0), "arm\n");
        Write(Of(1), "arm\0");
        Write(Of(1), "disarm\n");
        Write(Of(1), "arm\n");
        Write(Of(2), "arm");
        Write(Of(3), "arm");
        Write(Of(3), "disarm");
        Write(Of(2), "disarm");
    }

    private void NoIdleWords()
    {
        foreach (var value in (string[])["", "x", "\n", "2", "1", "1", "Y\n", "on", "N", "off\n", "0"])
        {
            Write(NoIdle, value);
        }

        Write(Of(2), "arm");
        Write(Of(2), "disarm");
    }

    /// <summary>What is written while it is busy, and what it leaves.</summary>
    private void Activation()
    {
        Write(Live, "x");
        Write(Live, "live");
        Write(Live, "live");
        Write(Live, "quiesce");
        Write(Of(0), "arm");
        Write(Of(2), "disarm");
        Write(NoIdle, "1");
        Write(NoIdle, "0");
        Wait(BusyTime);
        Write(Live, "live");
        Write(Of(2), "arm");
        Write(Of(2), "disarm");
    }

    /// <summary>An image, staged and activated.</summary>
    private void Update(string dimm, int context)
    {
        var number = Word(context);
        Call(dimm, 13, "", 8);
        Call(dimm, 13, "", 8);
        Call(dimm, 14, number + Word(0) + Word(4) + "01020304", 4);
        Call(dimm, 16, number, 12);
        Call(dimm, 15, Word(0) + number, 4);
        Call(dimm, 16, number, 12);
        Wait(VerifyTime);
        Call(dimm, 16, number, 12);
        Call(dimm, 13, "", 8);
        Call(dimm, 15, Word(1) + number, 4);
        Write($"{dimm}/firmware/activate", "arm");
        Write(Of(1), "arm");
        Write(Live, "live");
        Wait(BusyTime);
        Call(dimm, 13, "", 8);
        Call(dimm, 15, Word(1) + Word(context + 1), 4);
    }

    /// <summary>What is done by ioctl, which the kernel does not know of until it asks.</summary>
    private void Behind()
    {
        Call("nmem3", 30, "01", 4);
        Write(Of(3), "disarm");
        Write(Of(3), "arm");
        Call("nmem3", 30, "00", 4);
        Write(Live, "live");
        Wait(BusyTime);
        Write(Of(3), "disarm");
        Write(Of(2), "arm");
        Call("ndctl0", 2, "00", 4, family: 1);
        Write(Of(1), "arm");
        Wait(BusyTime);
        Write(Live, "live");
        Write(Of(1), "disarm");
        Wait(BusyTime);
    }

    private static string Word(int value) => Convert.ToHexString(BitConverter.GetBytes(value));

    private void Write(string target, string value) => _operations.Add(new WriteOperation(WriteKind.Write, target, value));

    private void Wait(int milliseconds) => _operations.Add(new WriteOperation(WriteKind.Wait, "time", $"{milliseconds}"));

    private void Call(string node, int function, string input, int output, int family = 0) =>
        _operations.Add(new WriteOperation(WriteKind.Call, node, $"{family} {function} {input} {output}"));
}
