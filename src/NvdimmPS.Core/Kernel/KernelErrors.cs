using System.Globalization;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>What can go wrong between this process and a control node.</summary>
public static class KernelErrors
{
    /// <summary>A node that is missing in /dev only.</summary>
    internal const string NoNodeId = "Nvdimm.Open.NoNode";

    /// <summary>By these words a reason that travelled as text is known again.</summary>
    internal const string PermissionDenied = "permission denied";

    internal const string UdevRule =
        "Use root, or give a group access: the rule SUBSYSTEM==\"nd\", KERNEL==\"nmem*|ndctl*\", GROUP=\"nvdimm\", MODE=\"0660\" "
        + "in /etc/udev/rules.d/70-nvdimm.rules, then 'udevadm trigger -s nd', and log in again as a member of that group.";

    /// <summary>errno → category, for kernel answers.</summary>
    public static NvdimmErrorKind KindOf(int errno) => errno switch
    {
        Errno.EACCES or Errno.EPERM => NvdimmErrorKind.PermissionDenied,
        Errno.ENOENT or Errno.ENODEV or Errno.ENXIO => NvdimmErrorKind.ObjectNotFound,
        Errno.ENOTTY or Errno.EOPNOTSUPP => NvdimmErrorKind.NotImplemented,
        Errno.EBUSY or Errno.EAGAIN => NvdimmErrorKind.ResourceBusy,
        Errno.EINVAL or Errno.EFAULT => NvdimmErrorKind.InvalidArgument,
        Errno.ENOMEM => NvdimmErrorKind.ResourceUnavailable,
        _ => NvdimmErrorKind.DeviceError,
    };

    internal static NvdimmException NeedsLinux(string target) =>
        new("Nvdimm.Platform.NotLinux", NvdimmErrorKind.NotImplemented, target,
            $"{target} cannot be opened: NVDIMM control nodes exist only on Linux.",
            $"Use {Mention.Simulator}, {Mention.WhatIf} or the decoders here, or run the command on the Linux host, for example with "
                + $"{Mention.OtherHost}.");

    internal static NdOpenException Open(NdNode node, string path, NdAccess access, int errno)
    {
        var how = access == NdAccess.ReadOnly ? "reading" : "reading and writing";
        (string Why, NextStep Action) reason = errno switch
        {
            Errno.EPERM => (PermissionDenied, $"In a container: start it with --device={path}. Elsewhere: {UdevRule}"),
            Errno.EACCES => (PermissionDenied, UdevRule),
            Errno.ENOENT => ("the node does not exist",
                (NextStep)$"Check with {Mention.Devices} whether the DIMM still exists. If so, make its node: 'udevadm trigger -s nd'."),
            Errno.ENXIO or Errno.ENODEV => ("its device was removed", (NextStep)$"List the current devices with {Mention.Devices}."),
            _ => (Errno.Name(errno), "Check the kernel log (dmesg) for the device."),
        };
        return new NdOpenException(errno, $"Nvdimm.Open.{Word(errno)}", KindOf(errno), node.ObjectName,
            $"{path} cannot be opened for {how}: {reason.Why}.", reason.Action);
    }

    /// <summary>An error number as a part of an id, which has no spaces.</summary>
    internal static string Word(int errno) => Errno.Name(errno).Replace(' ', '.');

    /// <summary>sysfs has it: a container sees the host's sysfs, and of /dev what it was given.</summary>
    internal static NdOpenException NoNode(NdNode node, string path) =>
        new(Errno.ENOENT, NoNodeId, NvdimmErrorKind.ObjectNotFound, node.ObjectName,
            $"{path} does not exist, although sysfs shows {node.ObjectName}.",
            $"In a container: start it with --device={path}. Elsewhere: 'udevadm trigger -s nd' makes the node.");

    internal static NdOpenException NotTheNode(NdNode node, string path) =>
        new(0, "Nvdimm.Open.WrongNode", NvdimmErrorKind.ObjectNotFound, node.ObjectName,
            $"{path} is not the character device that sysfs names for {node.ObjectName}; nothing was sent.",
            "A stale node or a foreign /dev: compare 'ls -l " + path + "' with the sysfs attribute 'dev' and let udev recreate the node.");

    internal static NdOpenException OpenDisk(string name, string path, int errno)
    {
        (string Why, NextStep Action) reason = errno switch
        {
            Errno.EPERM or Errno.EACCES => (PermissionDenied, "Use root: only root can open the disks of namespaces."),
            Errno.EBUSY => ("it is in use: mounted, swap, part of device mapper or md, or opened by another program",
                "Find its users with 'lsblk' and 'fuser -v' and stop them first."),
            Errno.ENOENT => ("the node does not exist", "In a container: run it on the host. Elsewhere: 'udevadm trigger -s block'."),
            Errno.ENXIO or Errno.ENODEV => ("the kernel has no such disk", "List the namespaces and their block devices again."),
            _ => (Errno.Name(errno), "Check the kernel log (dmesg) for the disk."),
        };
        return new NdOpenException(errno, $"Nvdimm.Disk.{Word(errno)}", KindOf(errno), name,
            $"{path} cannot be opened: {reason.Why}.", reason.Action);
    }

    internal static NdOpenException NotTheDisk(string name, string path) =>
        new(0, "Nvdimm.Disk.WrongNode", NvdimmErrorKind.ObjectNotFound, name,
            $"{path} is not the block device that sysfs names for {name}; nothing was read or written.",
            $"A stale node or a foreign /dev: compare 'ls -l {path}' with the sysfs attribute 'dev' and let udev recreate the node.");

    internal static NdOpenException NoDisks(string name, string source) =>
        new(Errno.EOPNOTSUPP, "Nvdimm.Disk.None", NvdimmErrorKind.InvalidOperation, name,
            $"{name} cannot be opened: a {source.ToLowerInvariant()} machine has no disk contents.",
            "Run it on the machine itself, or on a simulator.");

    internal static NvdimmException Disk(string name, string what, ulong offset, int length, int result) =>
        new($"Nvdimm.Disk.{(result < 0 ? Word(-result) : "Short")}", result < 0 ? KindOf(-result) : NvdimmErrorKind.DeviceError, name,
            string.Create(CultureInfo.InvariantCulture, $"{name}: {what} of {length} bytes at {offset} failed: ")
                + (result < 0 ? Errno.Name(-result) : string.Create(CultureInfo.InvariantCulture, $"only {result} bytes")) + ".",
            "Check the kernel log (dmesg) and the bad blocks of the region.");

    internal static NdOpenException WentAway(NdNode node) =>
        new(Errno.ENXIO, "Nvdimm.Open.ENXIO", NvdimmErrorKind.ObjectNotFound, node.ObjectName,
            $"{node.Name} is gone: its bus or simulator was removed.", $"List the current devices with {Mention.Devices}.");

    internal static NvdimmException Messages(string path, int errno) =>
        new($"Nvdimm.Messages.{Word(errno)}", KindOf(errno), null,
            $"The kernel's messages cannot be read from {path}: "
                + (errno is Errno.EPERM or Errno.EACCES ? PermissionDenied : Errno.Name(errno)) + ".",
            "Use root, or CAP_SYSLOG; a container needs --device=/dev/kmsg. Otherwise save the output of dmesg on the host.");

    internal static NvdimmException NoMessages(string source) =>
        new("Nvdimm.Messages.None", NvdimmErrorKind.NotImplemented, null,
            $"A {source.ToLowerInvariant()} machine has no kernel log.", "Read them on the machine itself.");

    internal static NvdimmException NoAnswer(string target, string? place, TimeSpan limit) =>
        new("Nvdimm.Kernel.NoAnswer", NvdimmErrorKind.OperationTimeout, target,
            string.Create(CultureInfo.InvariantCulture, $"{target} did not answer within {limit.TotalSeconds:0.###} s")
                + (place is null ? "." : $": the kernel has not returned from {place}."),
            "Check the kernel log (dmesg) for a scrub, a reset or a hanging DIMM. Then try again with a longer time limit.");
}
