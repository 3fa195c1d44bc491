namespace NvdimmPS.Tests.Simulation;

/// <summary>Functions 19 to 30 of the Intel family: security, and runtime activation with the bus family beside it.</summary>
public sealed class IntelSecurityTests : IDisposable
{
    private const uint InvalidState = 10, InvalidPassphrase = 11;

    private static readonly byte[] None = new byte[32];
    private static readonly byte[] Mine = [.. Enumerable.Repeat((byte)7, 32)];

    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_passphrase_is_set_used_and_removed()
    {
        Assert.Equal(InvalidPassphrase, _machine.Intel(20, [.. Mine, .. Mine]).Status());
        Assert.Equal(0u, _machine.Intel(20, [.. None, .. Mine]).Status());
        Assert.Equal("unlocked\n", _machine.Attribute("nmem0/security"));
        Assert.Equal(2, _machine.Intel(19).Output[8]);
        Assert.Equal(InvalidState, _machine.Intel(22, Mine).Status());

        _machine.Dimm.Locked = true;
        Assert.Equal(InvalidPassphrase, _machine.Intel(22, None).Status());
        Assert.Equal(InvalidState, _machine.Intel(21, None).Status()); // the state goes first
        Assert.Equal(0u, _machine.Intel(22, Mine).Status());
        Assert.Equal(0u, _machine.Intel(21, Mine).Status());
        Assert.Equal("disabled\n", _machine.Attribute("nmem0/security"));
    }

    [Fact]
    public void A_frozen_DIMM_refuses()
    {
        Assert.Equal(InvalidState, _machine.Intel(23).Status());
        Assert.Equal(0u, _machine.Intel(20, [.. None, .. Mine]).Status());
        Assert.Equal(0u, _machine.Intel(23).Status());
        Assert.Equal("1\n", _machine.Attribute("nmem0/frozen"));
        foreach (var function in (ulong[])[21, 24, 25])
        {
            Assert.Equal(InvalidState, _machine.Intel(function, Mine).Status());
        }
    }

    [Fact]
    public void An_erase_removes_the_passphrase()
    {
        Assert.Equal(0u, _machine.Intel(20, [.. None, .. Mine]).Status());
        Assert.Equal(InvalidPassphrase, _machine.Intel(24, None).Status());
        Assert.Equal(0u, _machine.Intel(24, Mine).Status());
        Assert.Equal(0, _machine.Intel(19).Output[8]);
    }

    [Fact]
    public void An_overwrite_takes_its_time_and_everything_else_waits()
    {
        Assert.Equal(0x2_0007u, _machine.Intel(26).Status());
        Assert.Equal(0u, _machine.Intel(25, None).Status());
        Assert.Equal("overwrite\n", _machine.Attribute("nmem0/security"));
        Assert.Equal(0x1_0007u, _machine.Intel(26).Status());
        Assert.Equal(InvalidState, _machine.Intel(20, [.. None, .. Mine]).Status());
        _machine.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0u, _machine.Intel(26).Status());
        Assert.Equal("disabled\n", _machine.Attribute("nmem0/security"));
    }

    [Fact]
    public void The_master_passphrase_opens_a_forgotten_DIMM()
    {
        Assert.Equal(1, _machine.Intel(19).Output[4]);
        Assert.Equal(0u, _machine.Intel(27, [.. None, .. Mine]).Status());
        Assert.Equal(0u, _machine.Intel(20, [.. None, .. Mine]).Status());
        Assert.Equal(InvalidPassphrase, _machine.Intel(28, None).Status());
        Assert.Equal(0u, _machine.Intel(28, Mine).Status());
        Assert.Equal(0, _machine.Intel(19).Output[8]);
    }

    [Fact]
    public void A_staged_image_is_activated_at_run_time()
    {
        Stage();
        Assert.Equal(0u, _machine.Intel(30, [1]).Status());
        Assert.Equal(0u, _machine.Call("nmem1", 0, 30, [1]).Status()); // nothing is staged there
        Assert.Equal("idle\n", _machine.Attribute("nmem0/firmware/activate")); // the kernel does not know of it

        var bus = _machine.Call("ndctl0", 1, 1);
        Assert.Equal(1, bus.Output[6]);
        Assert.Equal(2_000_000ul, bus.U64(8));
        Assert.Equal(0u, _machine.Call("ndctl0", 1, 2, [0]).Status());
        Assert.Equal(0x2_0006u, _machine.Call("ndctl0", 1, 2, [0]).Status()); // busy now

        _machine.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0x1_0006u, _machine.Call("ndctl0", 1, 2, [0]).Status()); // none is armed
        Assert.Equal((1, 2), (_machine.Intel(29).U16(4), _machine.Call("nmem1", 0, 29).U16(4))); // success; nothing staged
        Assert.Equal(0ul, _machine.Intel(12).U64(36));
    }

    private void Stage()
    {
        var context = _machine.Intel(13).U32(4);
        _machine.Intel(14, Machine.Bytes(context, 0u, 4u, new byte[4]));
        _machine.Intel(15, Machine.Bytes(0u, context));
        _machine.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0u, _machine.Intel(16, Machine.Bytes(context)).Status());
    }
}
