using System.Security.Cryptography;
using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Simulation.Security;

/// <summary>
/// The keys of a simulated kernel: of the types <c>user</c> and <c>encrypted</c>, in the user's ring and in one for each thread.
/// Faults meet its calls as <c>keys/add_key</c>, <c>keys/search</c>, <c>keys/read</c>, <c>keys/link</c> and <c>keys/unlink</c>.
/// </summary>
internal sealed class SimulatedKeyRing(SimulatorFaultCollection faults) : INdKeyRing
{
    private const int MostUserBytes = 32767;
    private const string UserType = "user";

    private readonly object _gate = new();
    private readonly List<Key> _user = [];
    private readonly Dictionary<int, List<Key>> _threads = [];
    private int _last = 0x0100_0000;

    private static int Thread => Environment.CurrentManagedThreadId;

    public int Reach() => 0;

    public int Add(string type, string description, ReadOnlySpan<byte> payload, KeyPlace place)
    {
        if (faults.Meet("keys/add_key") is { } errno)
        {
            return errno;
        }

        lock (_gate)
        {
            var made = new Key(0, type, description, []);
            var result = type switch
            {
                UserType => payload.Length is > 0 and <= MostUserBytes ? Content(made, payload.ToArray()) : -Errno.EINVAL,
                EncryptedKey.Type => Encrypted(made, Encoding.ASCII.GetString(payload), Ring(place)),
                _ => -Errno.ENODEV,
            };
            if (result < 0)
            {
                return result;
            }

            made = made with { Number = ++_last };
            Put(made, Ring(place));
            return made.Number;
        }
    }

    public int Find(string type, string description)
    {
        if (faults.Meet("keys/search") is { } errno)
        {
            return errno;
        }

        lock (_gate)
        {
            return Find(_user, type, description)?.Number ?? -Errno.ENOKEY;
        }
    }

    public int Read(int key, Span<byte> buffer)
    {
        if (faults.Meet("keys/read") is { } errno)
        {
            return errno;
        }

        lock (_gate)
        {
            if (Find(key) is not { } found)
            {
                return -Errno.ENOKEY;
            }

            var shown = found.Content;
            if (found.EncryptedBy is { } master)
            {
                // Encrypted anew each time, to the same bytes.
                if (Master(master) is null)
                {
                    return -Errno.ENOKEY;
                }

                shown = Encoding.ASCII.GetBytes(found.Blob);
            }

            shown.AsSpan(0, Math.Min(shown.Length, buffer.Length)).CopyTo(buffer);
            return shown.Length;
        }
    }

    public int Link(int key, KeyPlace place)
    {
        if (faults.Meet("keys/link") is { } errno)
        {
            return errno;
        }

        lock (_gate)
        {
            if (Find(key) is not { } found)
            {
                return -Errno.ENOKEY;
            }

            Put(found, Ring(place));
            return 0;
        }
    }

    public int Unlink(int key, KeyPlace place)
    {
        if (faults.Meet("keys/unlink") is { } errno)
        {
            return errno;
        }

        lock (_gate)
        {
            return Ring(place).RemoveAll(k => k.Number == key) > 0 ? 0 : Find(key) is null ? -Errno.ENOKEY : -Errno.ENOENT;
        }
    }

    /// <summary>nvdimm_lookup_user_key(): the passphrase in a key of the caller's; null where it is none.</summary>
    public byte[]? Passphrase(uint key)
    {
        lock (_gate)
        {
            return Find(unchecked((int)key)) is { EncryptedBy: not null } found ? found.Content : null;
        }
    }

    /// <summary>nvdimm_request_key(): the same by its name.</summary>
    public byte[]? Passphrase(string description)
    {
        lock (_gate)
        {
            return (Find(Ring(KeyPlace.Thread), EncryptedKey.Type, description) ?? Find(_user, EncryptedKey.Type, description))?.Content;
        }
    }

    /// <summary>encrypted_instantiate(), and encrypted_update() where it is there already, which takes neither word.</summary>
    private int Encrypted(Key made, string text, List<Key> ring)
    {
        var words = text.Split(' ', 2);
        if (Find(ring, made.Type, made.Description) is not null || words is not [var verb, var rest])
        {
            return -Errno.EINVAL;
        }

        var master = verb == "new" ? NewMaster(rest) : verb == "load" ? EncryptedKey.EncryptedBy(rest) : null;
        if (master is null)
        {
            return -Errno.EINVAL;
        }

        if (Master(master) is not { } kek)
        {
            return -Errno.ENOKEY;
        }

        var content = new byte[EncryptedKey.Length];
        if (verb == "new")
        {
            RandomNumberGenerator.Fill(content);
        }
        else if (!EncryptedKey.Open(rest, kek, content))
        {
            return -Errno.EINVAL;
        }

        (made.EncryptedBy, made.Blob) = (master, verb == "new" ? EncryptedKey.Seal(master, kek, content) : rest);
        return Content(made, content);
    }

    private static string? NewMaster(string text) =>
        text.Split(' ') is [EncryptedKey.Format, var master, "32"] && EncryptedKey.IsMaster(master) ? master : null;

    private static int Content(Key key, byte[] content)
    {
        key.Content = content;
        return 0;
    }

    private byte[]? Master(string name) => name.Split(':', 2) is [UserType, var description]
        ? (Find(Ring(KeyPlace.Thread), UserType, description) ?? Find(_user, UserType, description))?.Content
        : null;

    private List<Key> Ring(KeyPlace place) => place == KeyPlace.User ? _user
        : _threads.TryGetValue(Thread, out var own) ? own
        : _threads[Thread] = [];

    private Key? Find(int number) => Ring(KeyPlace.Thread).Concat(_user).FirstOrDefault(k => k.Number == number);

    private static Key? Find(List<Key> ring, string type, string description) =>
        ring.Find(k => k.Type == type && k.Description == description);

    private static void Put(Key key, List<Key> ring)
    {
        ring.RemoveAll(k => k.Type == key.Type && k.Description == key.Description);
        ring.Add(key);
    }

    private sealed record Key(int Number, string Type, string Description, byte[] Content)
    {
        public byte[] Content { get; set; } = Content;

        public string? EncryptedBy { get; set; }

        public string Blob { get; set; } = string.Empty;
    }
}
