using System.Runtime.InteropServices;
using System.Text;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>The keys of the running Linux kernel (keyctl(2), add_key(2)).</summary>
internal sealed unsafe class LinuxKeyRing : INdKeyRing
{
    /// <summary>
    /// A key is reached from the rings of a thread: its own, its process's, its session's. Whether the user's ring hangs on one of
    /// these depends on how the session was begun, so it is hung on the thread's.
    /// </summary>
    public int Reach() => Link(Libc.KEY_SPEC_USER_KEYRING, KeyPlace.Thread);

    public int Add(string type, string description, ReadOnlySpan<byte> payload, KeyPlace place)
    {
        if (Libc.KeyCalls is not { } calls)
        {
            return -Errno.ENOSYS;
        }

        fixed (byte* typeName = Text(type), name = Text(description), bytes = payload)
        {
            return Result(Libc.syscall(calls.AddKey, (nint)typeName, (nint)name, (nint)bytes, payload.Length, Number(place)));
        }
    }

    public int Find(string type, string description)
    {
        fixed (byte* typeName = Text(type), name = Text(description))
        {
            return Control(Libc.KEYCTL_SEARCH, Libc.KEY_SPEC_USER_KEYRING, (nint)typeName, (nint)name, 0);
        }
    }

    public int Read(int key, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            return Control(Libc.KEYCTL_READ, key, (nint)bytes, buffer.Length, 0);
        }
    }

    public int Link(int key, KeyPlace place) => Control(Libc.KEYCTL_LINK, key, Number(place), 0, 0);

    public int Unlink(int key, KeyPlace place) => Control(Libc.KEYCTL_UNLINK, key, Number(place), 0, 0);

    private static int Control(int operation, nint a, nint b, nint c, nint d) => Libc.KeyCalls is { } calls
        ? Result(Libc.syscall(calls.KeyCtl, operation, a, b, c, d))
        : -Errno.ENOSYS;

    private static int Result(nint result) => result < 0 ? -Marshal.GetLastPInvokeError() : (int)result;

    private static int Number(KeyPlace place) => place == KeyPlace.User ? Libc.KEY_SPEC_USER_KEYRING : Libc.KEY_SPEC_THREAD_KEYRING;

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + "\0");
}
