namespace NvdimmPS.Abi;

/// <summary>The commands of <c>&lt;linux/ndctl.h&gt;</c>: the generic call, and the legacy commands of DIMM and bus.</summary>
public static class NdCommands
{
    /// <summary>The number of the generic call, the same on both nodes.</summary>
    public const int CallNumber = 10;

    /// <summary>The kernel's limit on one request, both ways together (ND_IOCTL_MAX_BUFLEN).</summary>
    public const int MaxLength = 4 << 20;

    private const int V = NdCommand.Variable;

    public static readonly NdCommand Smart = new(NdNodeKind.Dimm, 1, "smart", 132, [], [4, 128], readOnly: true);
    public static readonly NdCommand SmartThreshold = new(NdNodeKind.Dimm, 2, "smart_thresh", 12, [], [4, 8]);
    public static readonly NdCommand DimmFlags = new(NdNodeKind.Dimm, 3, "flags", 8, [], [4, 4], readOnly: true);
    public static readonly NdCommand GetConfigSize = new(NdNodeKind.Dimm, 4, "get_size", 12, [], [4, 4, 4]);
    public static readonly NdCommand GetConfigData = new(NdNodeKind.Dimm, 5, "get_data", 12, [4, 4], [4, V], readOnly: true);
    public static readonly NdCommand SetConfigData = new(NdNodeKind.Dimm, 6, "set_data", 8, [4, 4, V], [4]);
    public static readonly NdCommand Vendor = new(NdNodeKind.Dimm, 9, "vendor", 8, [4, 4, V], [4, 4, V]);
    public static readonly NdCommand DimmCall = new(NdNodeKind.Dimm, CallNumber, "cmd_call", 64, [64, V], [V]);

    public static readonly NdCommand ArsCap = new(NdNodeKind.Bus, 1, "ars_cap", 32, [8, 8], [4, 4, 4, 4], readOnly: true);
    public static readonly NdCommand ArsStart = new(NdNodeKind.Bus, 2, "ars_start", 32, [8, 8, 2, 1, 5], [4, 4]);
    public static readonly NdCommand ArsStatus = new(NdNodeKind.Bus, 3, "ars_status", 48, [], [4, 4, V], readOnly: true);
    public static readonly NdCommand ClearError = new(NdNodeKind.Bus, 4, "clear_error", 32, [8, 8], [4, 4, 8]);
    public static readonly NdCommand BusCall = new(NdNodeKind.Bus, CallNumber, "cmd_call", 64, [64, V], [V]);

    private static readonly NdCommand[] Table =
    [
        Smart, SmartThreshold, DimmFlags, GetConfigSize, GetConfigData, SetConfigData, Vendor, DimmCall,
        ArsCap, ArsStart, ArsStatus, ClearError, BusCall,
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NdCommand> All => Table;

    /// <summary>The generic call of a kind of node.</summary>
    public static NdCommand Call(NdNodeKind node) => node == NdNodeKind.Dimm ? DimmCall : BusCall;

    /// <summary>The command of that number, or null where the kernel has no descriptor.</summary>
    public static NdCommand? Find(NdNodeKind node, int number)
    {
        // A loop over the array: this stands on the call path, which allocates nothing.
        foreach (var command in Table)
        {
            if (command.Number == number && command.Node == node)
            {
                return command;
            }
        }

        return null;
    }

    /// <summary>The command of that sysfs name, or null.</summary>
    public static NdCommand? Find(NdNodeKind node, string name) =>
        Array.Find(Table, c => c.Node == node && string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
}
