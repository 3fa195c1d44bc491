using System.Diagnostics;

namespace NvdimmPS.Benchmarks;

/// <summary>
/// The call benchmarks by turns, a thousand calls each time: on a machine that others use too, the least of many rounds
/// compares what BenchmarkDotNet's blocks, each in another minute, cannot.
/// </summary>
internal static class CallRounds
{
    private const int Rounds = 1000;

    public static void Run()
    {
        var calls = new CallBenchmarks();
        calls.Setup();
        (string Name, Action Run)[] rows =
        [
            ("C", () => calls.C()), ("C, timed", () => calls.TimedC()), ("bare P/Invoke", () => calls.BareImport()),
            ("LinuxDevice.Ioctl", () => calls.Device()), ("NdCaller.Send", () => calls.Caller()),
        ];
        var times = Array.ConvertAll(rows, _ => new double[Rounds]);
        for (var round = -Rounds / 2; round < Rounds; round++)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                rows[i].Run();
                if (round >= 0)
                {
                    times[i][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / CallBenchmarks.Loop;
                }
            }
        }

        calls.Cleanup();
        Console.WriteLine("| call | least ns | median ns | least / C | least / C, timed |");
        Console.WriteLine("|---|---|---|---|---|");
        for (var i = 0; i < rows.Length; i++)
        {
            Array.Sort(times[i]);
            Console.WriteLine($"| {rows[i].Name} | {times[i][0]:0} | {times[i][Rounds / 2]:0} | {times[i][0] / times[0][0]:0.00} | {times[i][0] / times[1][0]:0.00} |");
        }
    }
}
