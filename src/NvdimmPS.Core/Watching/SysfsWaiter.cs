using System.Diagnostics;
using System.Runtime.InteropServices;
using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Watching;

/// <summary>
/// Waits with poll(2) on the attributes that the kernel notifies: a DIMM's <c>nfit/flags</c> and <c>security</c>, a bus's
/// <c>nfit/scrub</c>, a region's <c>badblocks</c>; and on the kernel's uevents, which tell what comes and goes. An eventfd
/// among them ends the wait.
/// </summary>
internal sealed unsafe class SysfsWaiter : ChangeWaiter
{
    private readonly NdTree _tree;
    private readonly Dictionary<string, NdHandle> _open = new(StringComparer.Ordinal);
    private readonly NdHandle _wake;
    private readonly UeventSocket? _uevents;
    private readonly string? _gap;

    public SysfsWaiter(string root)
    {
        _tree = new NdTree(root);
        var fd = Libc.eventfd(0, Libc.O_CLOEXEC);
        _wake = fd >= 0 ? new NdHandle(fd) : throw new IOException($"eventfd: {Errno.Name(Marshal.GetLastPInvokeError())}");
        _uevents = UeventSocket.Open(out _gap);
    }

    public override string? Gap => _gap;

    /// <summary>How many attributes are waited on.</summary>
    public int Count => _open.Count;

    public override void Arm()
    {
        var wanted = Attributes().ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _open.Keys.Where(path => !wanted.Contains(path)).ToList())
        {
            Close(gone);
        }

        foreach (var path in wanted)
        {
            if (!_open.ContainsKey(path) && FileCall.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK) is >= 0 and var fd)
            {
                _open[path] = new NdHandle(fd);
            }

            // Without a read first, poll returns at once. What cannot be read any more would never wait again.
            if (_open.TryGetValue(path, out var handle) && !Read(handle))
            {
                Close(path);
            }
        }
    }

    public override bool Wait(TimeSpan limit)
    {
        // poll(2) passes over a negative descriptor.
        var entries = new PollEntry[_open.Count + 2];
        entries[0] = new PollEntry { Descriptor = (int)_wake.DangerousGetHandle(), Wanted = PollEntry.In };
        entries[1] = new PollEntry { Descriptor = _uevents?.Descriptor ?? -1, Wanted = PollEntry.In };
        var at = 2;
        foreach (var handle in _open.Values)
        {
            entries[at++] = new PollEntry { Descriptor = (int)handle.DangerousGetHandle(), Wanted = PollEntry.Priority };
        }

        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = limit == Timeout.InfiniteTimeSpan
                ? -1
                : (int)Math.Ceiling(Math.Clamp((limit - Stopwatch.GetElapsedTime(began)).TotalMilliseconds, 0, int.MaxValue));
            int ready;
            fixed (PollEntry* p = entries)
            {
                ready = Libc.poll(p, (nuint)entries.Length, left);
            }

            // Interrupted is taken for a change: one look too many does no harm.
            var changed =
                ready < 0 || Array.FindIndex(entries, 2, e => e.Happened != 0) >= 0 || (entries[1].Happened != 0 && _uevents!.Drain());
            if (entries[0].Happened != 0)
            {
                ulong count;
                _ = Libc.read(entries[0].Descriptor, (byte*)&count, sizeof(ulong));
                return changed;
            }

            // Other subsystems' uevents are nothing to wake up for.
            if (changed || ready == 0)
            {
                return changed;
            }
        }
    }

    public override void Wake()
    {
        ulong one = 1;
        var held = false;
        try
        {
            _wake.DangerousAddRef(ref held);
            _ = Libc.write((int)_wake.DangerousGetHandle(), (byte*)&one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // The waiting thread has ended.
        }
        finally
        {
            if (held)
            {
                _wake.DangerousRelease();
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var handle in _open.Values)
        {
            handle.Dispose();
        }

        _open.Clear();
        _wake.Dispose();
        _uevents?.Dispose();
    }

    private IEnumerable<string> Attributes()
    {
        foreach (var bus in _tree.Buses())
        {
            yield return Path.Join(bus.Folder, "nfit/scrub");
            foreach (var dimm in NdTree.Within(bus, "nmem"))
            {
                yield return Path.Join(dimm.Folder, "nfit/flags");
                yield return Path.Join(dimm.Folder, "security");
            }

            foreach (var region in NdTree.Within(bus, "region"))
            {
                yield return Path.Join(region.Folder, "badblocks");
            }
        }
    }

    private static bool Read(NdHandle handle)
    {
        byte first;
        return Libc.pread((int)handle.DangerousGetHandle(), &first, 1, 0) >= 0;
    }

    private void Close(string path)
    {
        _open[path].Dispose();
        _open.Remove(path);
    }
}
