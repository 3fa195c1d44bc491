using NvdimmPS.Abi;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The Intel family's functions 1 to 18, state across calls included.</summary>
public sealed class IntelFirmwareTests : IDisposable
{
    private const uint Specific = 7;

    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void SMART_shows_the_DIMMs_state()
    {
        var dimm = _machine.Dimm;
        dimm.MediaTemperature = -5.25;
        dimm.ControllerTemperature = 61.5;
        dimm.SparesRemaining = 77;
        dimm.PercentageUsed = 12;
        dimm.DirtyShutdownCount = 9;
        dimm.LastShutdownDirty = true;
        dimm.HealthState = SimulatedHealth.Critical;

        var smart = _machine.Intel(1);
        Assert.Equal(132, smart.Output.Length);
        Assert.Equal(0xE7Fu, smart.U32(4));
        Assert.Equal([2, 77, 12, 0], smart.Output[12..16]);
        Assert.Equal(0x8000 | (5 * 16) + 4, smart.U16(16)); // sign and magnitude
        Assert.Equal((61 * 16) + 8, smart.U16(18));
        Assert.Equal(9u, smart.U32(20));
        Assert.Equal(1, smart.Output[35]);
        Assert.Equal(92u, smart.U32(36));
    }

    [Fact]
    public void The_health_status_reason_is_valid_where_the_firmware_has_one()
    {
        _machine.Dimm.HealthStatusReason = 1 << 4;
        var smart = _machine.Intel(1);
        Assert.Equal(0xEFFu, smart.U32(4));
        Assert.Equal(1 << 4, smart.U16(25));
    }

    [Fact]
    public void Thresholds_are_kept_and_trip_alarms()
    {
        Assert.Equal(0u, _machine.Intel(17, Machine.Bytes((ushort)0b111, (byte)90, (ushort)(30 * 16), (ushort)(99 * 16))).Status());
        var limits = _machine.Intel(2);
        Assert.Equal(12, limits.Output.Length);
        Assert.Equal([7, 0, 90, 30 * 16 & 0xFF, 30 * 16 >> 8, 99 * 16 & 0xFF, 99 * 16 >> 8, 0], limits.Output[4..]);

        Assert.Equal(0b010, _machine.Intel(1).Output[15]);
        _machine.Dimm.SparesRemaining = 89;
        Assert.Equal(0b011, _machine.Intel(1).Output[15]);
    }

    [Fact]
    public void A_bad_enabled_threshold_changes_nothing_and_a_disabled_one_is_ignored()
    {
        var before = _machine.Intel(2).Output;
        Assert.Equal(3u, _machine.Intel(17, Machine.Bytes((ushort)0b011, (byte)100, (ushort)(30 * 16), (ushort)0)).Status());
        Assert.Equal(before, _machine.Intel(2).Output);
        Assert.Equal(0u, _machine.Intel(17, Machine.Bytes((ushort)0b010, (byte)100, (ushort)(30 * 16), (ushort)0)).Status());
        Assert.Equal(before[6], _machine.Intel(2).Output[6]);
    }

    [Fact]
    public void Injections_stay_until_they_are_switched_off()
    {
        Assert.Equal(0u, _machine.Intel(18, Inject(0b0111, media: 900, spares: 3, fatal: 1)).Status());
        var smart = _machine.Intel(1);
        Assert.Equal(900, smart.U16(16));
        Assert.Equal([4, 3], smart.Output[12..14]);
        Assert.Equal(0u, _machine.Intel(18, Machine.Bytes(0b0111ul, new byte[7])).Status());
        smart = _machine.Intel(1);
        Assert.Equal([0, 100], smart.Output[12..14]);
        Assert.NotEqual(900, smart.U16(16));
    }

    [Fact]
    public void An_injected_dirty_shutdown_counts_in_SMART_but_not_in_sysfs()
    {
        var count = _machine.Dimm.DirtyShutdownCount;
        Assert.Equal(0u, _machine.Intel(18, Machine.Bytes(0b1000ul, new byte[6], (byte)1)).Status());
        Assert.Equal(count + 1, _machine.Intel(1).U32(20));
        Assert.Equal($"{count}\n", _machine.Attribute("nmem0/nfit/dirty_shutdown"));
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(14, 11)]
    [InlineData(17, 6)]
    [InlineData(18, 14)]
    public void Input_that_is_too_short_is_status_3(ulong function, int length) =>
        Assert.Equal(3u, _machine.Intel(function, new byte[length]).Status());

    [Fact]
    public void The_label_area_has_offset_and_length_rules()
    {
        var size = _machine.Intel(4);
        Assert.Equal((128u << 10, 4096u), (size.U32(4), size.U32(8)));
        Assert.Equal(3u, _machine.Intel(5, Machine.Bytes((128u << 10) - 3, 4u)).Status());
        Assert.Equal(3u, _machine.Intel(5, Machine.Bytes(0u, 4097u), 8192).Status());
        Assert.Equal(3u, _machine.Intel(5, Machine.Bytes(0xFFFF_FFFCu, 8u)).Status());
        Assert.Equal(4 + 4096, _machine.Intel(5, Machine.Bytes((128u << 10) - 4096, 4096u), 8192).FirmwareSize);
    }

    [Fact]
    public void Labels_written_by_one_route_are_read_by_the_other()
    {
        _machine.DisableRegions();
        Assert.Equal(0u, _machine.Intel(6, Machine.Bytes(4096u, 3u, new byte[] { 1, 2, 3 }), 4).Status());
        Assert.Equal(3u, _machine.Intel(6, Machine.Bytes(4096u, 4u, new byte[] { 1, 2, 3 }), 4).Status()); // too little data
        Assert.Equal([1, 2, 3], _machine.Legacy("nmem0", NdCommands.GetConfigData, Machine.Bytes(4096u, 3u), 7).Output[4..]);
        Assert.Equal([1, 2, 3], _machine.Dimm.Labels[4096..4099]);
    }

    [Fact]
    public void A_locked_DIMM_says_so_with_the_label_size()
    {
        _machine.Dimm.Locked = true;
        Assert.Equal(0x1_0000u, _machine.Intel(4).Status());
        Assert.Equal("label lock \n", _machine.Attribute("nmem0/flags"));
        Assert.Equal("locked\n", _machine.Attribute("nmem0/security"));
    }

    [Fact]
    public void The_effect_log_lists_the_opcodes_that_echo()
    {
        var size = _machine.Intel(7).U32(4);
        var log = _machine.Intel(8, outputSize: (int)size + 4);
        Assert.Equal(size + 4, (uint)log.Output.Length);
        Assert.Equal(56, log.U16(4));
        var opcode = log.U32(8);
        var echo = _machine.Intel(9, Machine.Bytes(opcode, 2u, new byte[] { 8, 9 }));
        Assert.Equal((0u, 2u), (echo.Status(), echo.U32(4)));
        Assert.Equal([8, 9], echo.Output[8..]);
        Assert.Equal(0x4_0007u, _machine.Intel(9, Machine.Bytes(0xDEADu, 0u)).Status());
    }

    [Fact]
    public void Latch_and_modes()
    {
        Assert.Equal(0u, _machine.Intel(10, [1]).Status());
        Assert.Equal(3u, _machine.Intel(10, [0]).Status());
        Assert.Equal(2, _machine.Intel(11).U16(4));
    }

    [Fact]
    public void A_firmware_update_takes_its_steps()
    {
        var running = _machine.Intel(12).U64(28);
        Assert.Equal(0ul, _machine.Intel(12).U64(36));
        var context = _machine.Intel(13).U32(4);
        Assert.Equal((0x1_0000u | Specific, context), (_machine.Intel(13).Status(), _machine.Intel(13).U32(4))); // in progress, and which
        Assert.Equal(0u, _machine.Intel(14, Machine.Bytes(context, 0u, 4u, new byte[4])).Status());
        Assert.Equal(3u, _machine.Intel(14, Machine.Bytes(context, 0u, 5u, new byte[4])).Status());
        Assert.Equal(3u, _machine.Intel(14, Machine.Bytes(context, 0x10_0000u, 4u, new byte[4])).Status());
        Assert.Equal(0x1_0000u | Specific, _machine.Intel(14, Machine.Bytes(context + 1, 0u, 4u, new byte[4])).Status());
        Assert.Equal(0x4_0000u | Specific, _machine.Intel(16, Machine.Bytes(context)).Status()); // not finished yet

        Assert.Equal(0u, _machine.Intel(15, Machine.Bytes(0u, context)).Status());
        Assert.Equal(0x2_0000u | Specific, _machine.Intel(16, Machine.Bytes(context)).Status());
        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        var done = _machine.Intel(16, Machine.Bytes(context));
        Assert.Equal((0u, running + 1), (done.Status(), done.U64(4)));
        Assert.Equal((running, running + 1), (_machine.Intel(12).U64(28), _machine.Intel(12).U64(36)));
        Assert.Equal(0x2_0000u | Specific, _machine.Intel(13).Status()); // it waits for a restart
    }

    [Fact]
    public void An_update_can_be_aborted_and_a_bad_image_is_refused()
    {
        var context = _machine.Intel(13).U32(4);
        Assert.Equal(0x4_0000u | Specific, _machine.Intel(15, Machine.Bytes(1u, context)).Status());
        context = _machine.Intel(13).U32(4);
        Assert.Equal(0u, _machine.Intel(14, Machine.Bytes(context, 0u, 3u, "BAD"u8.ToArray())).Status());
        Assert.Equal(0u, _machine.Intel(15, Machine.Bytes(0u, context)).Status());
        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0x3_0000u | Specific, _machine.Intel(16, Machine.Bytes(context)).Status());
        Assert.Equal(0u, _machine.Intel(13).Status());
    }

    private static byte[] Inject(ulong fields, ushort media, byte spares, byte fatal) =>
        Machine.Bytes(fields, (byte)1, media, (byte)1, spares, fatal, (byte)0);

    [Fact]
    public void A_boot_runs_what_is_staged_and_ends_what_was_injected()
    {
        var context = _machine.Intel(13).U32(4);
        Assert.Equal(0u, _machine.Intel(14, Machine.Bytes(context, 0u, 4u, 1u)).Status());
        Assert.Equal(0u, _machine.Intel(15, Machine.Bytes(0u, context)).Status());
        _machine.Time.Advance(TimeSpan.FromSeconds(2));
        var staged = _machine.Intel(16, Machine.Bytes(context)).U64(4);
        Assert.Equal(0u, _machine.Intel(18, Machine.Bytes(4ul, new byte[5], (byte)1, (byte)0)).Status());
        Assert.Equal(4, _machine.Intel(1).Output[12]);
        _machine.Dimm.PowerLoss();
        var information = _machine.Intel(12);
        Assert.Equal((staged, 0ul), (information.U64(28), information.U64(36)));
        Assert.Equal(0, _machine.Intel(1).Output[12]);
    }
}
