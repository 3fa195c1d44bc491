using System.Diagnostics;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Microsoft.Win32.SafeHandles;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Benchmarks;

/// <summary>One generic call (Intel GetSmart, 132 bytes of answer) on a node that answers ENOTTY at once.</summary>
[SimpleJob(warmupCount: 5, iterationCount: 20)]
[MemoryDiagnoser]
[MinColumn]
[MedianColumn]
public unsafe partial class CallBenchmarks
{
    internal const int Loop = 1000;

    private const int OutputSize = 132;

    private readonly NdRequest _request = NdRequest.Call(NdNodeKind.Dimm, 0, 1, ReadOnlyMemory<byte>.Empty, OutputSize);
    private readonly byte[] _buffer = new byte[NdEnvelope.PackageSize + OutputSize];
    private NullNode _node = null!;
    private SafeFileHandle _null = null!;
    private int _fd;
    private delegate* unmanaged<int, int, uint, uint, uint, int> _native;
    private delegate* unmanaged<int, int, uint, uint, uint, nint> _timed;

    [GlobalSetup]
    public void Setup()
    {
        _node = new NullNode();
        _null = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
        _fd = (int)_null.DangerousGetHandle();
        var folder = Directory.CreateTempSubdirectory("nvdimm-loop-");
        var library = Path.Combine(folder.FullName, "ioctl-loop.so");
        using (var compiler = Process.Start("cc", ["-O2", "-shared", "-fPIC", "-o", library, Path.Combine(AppContext.BaseDirectory, "ioctl-loop.c")]))
        {
            compiler.WaitForExit();
        }

        var loops = NativeLibrary.Load(library);
        _native = (delegate* unmanaged<int, int, uint, uint, uint, int>)NativeLibrary.GetExport(loops, "nd_call_loop");
        _timed = (delegate* unmanaged<int, int, uint, uint, uint, nint>)NativeLibrary.GetExport(loops, "nd_timed_call_loop");
        folder.Delete(recursive: true);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _node.Dispose();
        _null.Dispose();
    }

    /// <summary>The least that a C program does.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Loop)]
    public int C() => _native(_fd, Loop, 0, 1, OutputSize);

    /// <summary>The loop in C that also takes the time of each call, as a reply has it.</summary>
    [Benchmark(OperationsPerInvoke = Loop)]
    public nint TimedC() => _timed(_fd, Loop, 0, 1, OutputSize);

    /// <summary>ioctl(2) by P/Invoke and nothing else.</summary>
    [Benchmark(OperationsPerInvoke = Loop)]
    public int BareImport()
    {
        var result = 0;
        for (var i = 0; i < Loop; i++)
        {
            fixed (byte* p = _buffer)
            {
                result = Libc.ioctl(_fd, _request.Command.Request, p);
            }
        }

        return result;
    }

    /// <summary>The seam: the envelope's lengths are checked, the descriptor is held.</summary>
    [Benchmark(OperationsPerInvoke = Loop)]
    public int Device()
    {
        var result = 0;
        for (var i = 0; i < Loop; i++)
        {
            result = _node.Device.Ioctl(_request.Command.Request, _buffer);
        }

        return result;
    }

    /// <summary>A whole call: envelope, marks, latency, reply.</summary>
    [Benchmark(OperationsPerInvoke = Loop)]
    public int Caller()
    {
        var errno = 0;
        for (var i = 0; i < Loop; i++)
        {
            errno = NdCaller.Send(_node.Device, _request).Errno;
        }

        return errno;
    }
}
