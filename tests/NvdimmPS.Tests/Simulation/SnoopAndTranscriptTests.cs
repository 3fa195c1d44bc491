using NvdimmPS.Abi;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The hook where a payload can be looked at, and the record of what came.</summary>
public sealed class SnoopAndTranscriptTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_snoop_sees_both_routes_alike()
    {
        var seen = new List<NdSnoopedRequest>();
        _machine.Kernel.Snoop = request =>
        {
            seen.Add(request);
            return 0;
        };
        var input = Machine.Bytes(16u, 4u);
        _machine.Intel(5, input, 8);
        _machine.Legacy("nmem0", NdCommands.GetConfigData, input, 8);
        _machine.Call("ndctl0", 1, 1);

        Assert.Equal([NdRoute.Call, NdRoute.Legacy, NdRoute.Call], seen.Select(s => s.Route));
        Assert.Equal(["nmem0", "nmem0", "ndctl0"], seen.Select(s => s.Node.Name));
        Assert.Equal([5u, 5u, 1u], seen.Select(s => s.Function));
        Assert.Equal([0ul, 0ul, 1ul], seen.Select(s => s.Family));
        Assert.All(seen.Take(2), s => Assert.Equal(input, s.Input.ToArray()));
    }

    [Fact]
    public void A_snoop_can_refuse_and_the_firmware_is_not_asked()
    {
        // What the kernel's own hook was meant to do.
        _machine.Kernel.Snoop = request => request is { Family: 0, Function: >= 19 and <= 30 } ? Errno.EOPNOTSUPP : 0;
        Assert.Equal(Errno.EOPNOTSUPP, _machine.Intel(20, new byte[64]).Errno);
        Assert.Equal(0u, _machine.Intel(1).Status());
        _machine.Kernel.Snoop = null;
        Assert.Equal(0, _machine.Intel(19).Output[8]);
    }

    /// <summary>A script block runs on its pipeline's thread, not on the one that sends.</summary>
    [Fact]
    public void A_snoop_may_change_a_DIMM_and_send_a_request_from_another_thread()
    {
        _machine.Kernel.Snoop = request => request.Function != 1 ? 0 : OnAnotherThread(() =>
        {
            _machine.Kernel.Dimm("nmem0").MediaTemperature = 71;
            return _machine.Intel(2, outputSize: 12).Errno;
        });
        Assert.Equal(0u, _machine.Intel(1).Status());
        Assert.Equal(71, _machine.Kernel.Dimm("nmem0").MediaTemperature);
    }

    [Fact]
    public void A_machine_that_a_snoop_removes_answers_no_more()
    {
        _machine.Kernel.Snoop = _ => OnAnotherThread(() =>
        {
            _machine.Kernel.Dispose();
            return 0;
        });
        Assert.Equal(Errno.ENXIO, _machine.Intel(1).Errno);
    }

    private static int OnAnotherThread(Func<int> action)
    {
        var call = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return call.Wait(TimeSpan.FromMinutes(1), CancellationToken.None) ? call.Result : throw new TimeoutException();
    }

    [Fact]
    public void A_snoop_comes_after_the_kernels_rules()
    {
        var count = 0;
        _machine.Kernel.Snoop = _ => ++count;
        Assert.Equal(Errno.EINVAL, _machine.Call("nmem0", 3, 1).Errno);
        Assert.Equal(Errno.EBUSY, _machine.Intel(6, new byte[8]).Errno);
        Assert.Equal(0, count);
        Assert.Equal(Errno.EPERM, _machine.Intel(31).Errno); // 1, before the provider's ENOTTY
    }

    [Fact]
    public void The_transcript_has_every_request_in_order()
    {
        _machine.Time.Advance(TimeSpan.FromDays(1));
        _machine.Intel(2, outputSize: 12);
        _machine.Send("nmem1", 0xC0084E06, Machine.Bytes(0u, 4u, 0u, 0u), NdAccess.ReadOnly);
        var requests = _machine.Kernel.Transcript;

        Assert.Equal([1L, 2L], requests.Select(r => r.Sequence));
        Assert.Equal(["nmem0", "nmem1"], requests.Select(r => r.Node.Name));
        Assert.Equal([NdRoute.Call, NdRoute.Legacy], requests.Select(r => r.Route));
        Assert.Equal([NdAccess.ReadWrite, NdAccess.ReadOnly], requests.Select(r => r.Access));
        Assert.Equal([2u, 6u], requests.Select(r => r.Function));
        Assert.Equal([0, -Errno.EPERM], requests.Select(r => r.Result));
        Assert.Equal(new DateTime(1970, 1, 2, 0, 0, 0, DateTimeKind.Utc), requests[0].Time);
        Assert.Equal(DateTimeKind.Utc, requests[0].Time.Kind);
        Assert.NotEqual(requests[0].Before.ToArray(), requests[0].After.ToArray());
        Assert.Equal(requests[1].Before.ToArray(), requests[1].After.ToArray());
    }

    [Fact]
    public void The_transcript_is_bounded_in_number_and_in_bytes()
    {
        _machine.Kernel.TranscriptCapacity = 3;
        for (var i = 0; i < 5; i++)
        {
            _machine.Intel(2);
        }

        Assert.Equal([3L, 4L, 5L], _machine.Kernel.Transcript.Select(r => r.Sequence));
        _machine.Kernel.TranscriptCapacity = 1000;
        for (var i = 0; i < 40; i++)
        {
            _machine.Intel(31, outputSize: 1 << 20);
        }

        Assert.True(_machine.Kernel.Transcript.Sum(r => (long)r.Before.Length + r.After.Length) <= 16 << 20);
        _machine.Kernel.TranscriptCapacity = 0;
        _machine.Intel(2);
        Assert.Empty(_machine.Kernel.Transcript);
    }

    [Theory]
    [InlineData(20, 64)]
    [InlineData(21, 32)]
    [InlineData(22, 32)]
    [InlineData(24, 32)]
    [InlineData(25, 32)]
    [InlineData(27, 64)]
    [InlineData(28, 32)]
    public void Passphrases_are_blanked(ulong function, int length)
    {
        byte[] secret = [.. Enumerable.Repeat((byte)0x5A, length)];
        var status = _machine.Intel(function, secret, 4).Status();
        var request = Assert.Single(_machine.Kernel.Transcript);
        Assert.DoesNotContain((byte)0x5A, request.Before.ToArray());
        Assert.DoesNotContain((byte)0x5A, request.After.ToArray());
        Assert.Equal(status, BitConverter.ToUInt32(request.After.Span[(64 + length)..]));

        // Also one whose sizes are wrong, so that it stands where the output should be.
        var misplaced = Machine.Package(function | 0xF_0000_0000, [], length);
        secret.CopyTo(misplaced, 64);
        _machine.Send("nmem0", Machine.CallRequest, misplaced);
        Assert.DoesNotContain((byte)0x5A, _machine.Kernel.Transcript[^1].Before.ToArray());
    }

    /// <summary>The same bytes as in a trace: a vendor's payload both ways, what no table describes, and what is more than a table has.</summary>
    [Theory]
    [InlineData(9, 8)]
    [InlineData(3, 0)]
    [InlineData(40, 0)]
    public void What_may_be_a_passphrase_is_blanked_too(ulong function, int known)
    {
        byte[] secret = [.. Enumerable.Repeat((byte)0x5A, 32)];
        _machine.Send("nmem0", Machine.CallRequest, Machine.Package(function, [.. Machine.Bytes(5u, 32u).AsSpan(0, known), .. secret], known + 32));
        var request = Assert.Single(_machine.Kernel.Transcript);
        Assert.DoesNotContain((byte)0x5A, request.Before.ToArray());
        Assert.DoesNotContain((byte)0x5A, request.After.ToArray());
        Assert.Equal(function, BitConverter.ToUInt64(request.Before.Span[8..]));
    }
}
