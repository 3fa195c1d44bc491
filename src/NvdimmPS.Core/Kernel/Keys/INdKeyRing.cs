using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>
/// The kernel's keys, which alone it takes passphrases of DIMMs from. What a method returns is a key's number or a length; a refusal
/// is the negated errno. What a key gives belongs to the thread that asked: a kernel lets only those use a key who can reach it from
/// their own rings.
/// </summary>
public interface INdKeyRing
{
    /// <summary>Lets the calling thread use the keys of its user, and for no longer than the thread lives.</summary>
    int Reach();

    /// <summary>Makes a key.</summary>
    /// <param name="type"><c>user</c> or <c>encrypted</c>.</param>
    /// <param name="description">Its name.</param>
    /// <param name="payload">What it is made from.</param>
    /// <param name="place">The ring that it comes into.</param>
    int Add(string type, string description, ReadOnlySpan<byte> payload, KeyPlace place);

    /// <summary>A key of the user's ring; ENOKEY where there is none.</summary>
    int Find(string type, string description);

    /// <summary>What a key shows: its content, of an encrypted one its blob. The length may be larger than the buffer.</summary>
    int Read(int key, Span<byte> buffer);

    /// <summary>Puts a key into a ring, in the place of one of the same type and name.</summary>
    int Link(int key, KeyPlace place);

    /// <summary>Takes a key out of a ring; where it is in no other one, it is gone.</summary>
    int Unlink(int key, KeyPlace place);
}

/// <summary>A ring that keys are in.</summary>
public enum KeyPlace
{
    /// <summary>The user's, which all his processes share (<c>@u</c>).</summary>
    User,

    /// <summary>The calling thread's, which ends with it (<c>@t</c>).</summary>
    Thread,
}

/// <summary>A kernel without keys, as a trace is.</summary>
internal sealed class NoKeyRing : INdKeyRing
{
    public static readonly NoKeyRing Only = new();

    public int Reach() => -Errno.ENOSYS;

    public int Add(string type, string description, ReadOnlySpan<byte> payload, KeyPlace place) => -Errno.ENOSYS;

    public int Find(string type, string description) => -Errno.ENOSYS;

    public int Read(int key, Span<byte> buffer) => -Errno.ENOSYS;

    public int Link(int key, KeyPlace place) => -Errno.ENOSYS;

    public int Unlink(int key, KeyPlace place) => -Errno.ENOSYS;
}
