using System.Security.Cryptography;
using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Security;

/// <summary>
/// The keys of a DIMM, in the kernel's ring and in files. What is needed for one operation alone is put into the ring of the thread that
/// carries it out, and taken out of it in the end.
/// </summary>
internal sealed class DimmKeys(INdKernel kernel, NvdimmDevice device) : IDisposable
{
    public const string UserType = "user";

    private const int MostBytes = 4096;

    private readonly INdKeyRing _ring = kernel.Keys;
    private readonly List<int> _borrowed = [];

    public KeyFiles Files { get; } = KeyFiles.For(kernel);

    /// <summary>The DIMM's identity, of which file names are made too.</summary>
    public string Id { get; } = device.UniqueId is { Length: > 0 and < 128 } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        ? id
        : throw SecurityErrors.NoIdentity(device.Name);

    /// <summary>The key in the user's ring; null where there is none.</summary>
    public int? Find(KeyName name) => Find(EncryptedKey.Type, name.Describe(Id));

    /// <summary>The same of any key.</summary>
    public int? Find(string type, string description)
    {
        var key = _ring.Find(type, description);
        if (key == -Errno.ENOKEY && type != UserType && _ring.Find(UserType, description) > 0)
        {
            throw SecurityErrors.WrongType(description, type, UserType);
        }

        return key == -Errno.ENOKEY ? null : Done(key, description, "looked for");
    }

    /// <summary>A key of the ring as this thread can use it.</summary>
    public int Reach(int key, string description)
    {
        Done(_ring.Reach(), description, "reached");
        return key;
    }

    /// <summary>The key of a file, under a name of its own.</summary>
    public int Load(string file, string description)
    {
        var blob = KeyFiles.ReadBlob(file);
        ReachKek(EncryptedKey.EncryptedBy(blob)!, create: false);
        return Borrow(EncryptedKey.Type, description, EncryptedKey.Load(blob));
    }

    /// <summary>A key with a passphrase that somebody typed, which only this thread can use and nobody can read.</summary>
    public int Hold(Passphrase passphrase, string? description = null)
    {
        var name = $"nvdimmps-{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}";
        var kek = RandomNumberGenerator.GetBytes(EncryptedKey.Length);
        try
        {
            var blob = EncryptedKey.Seal($"{UserType}:{name}", kek, passphrase.Span);
            var outer = Borrow(UserType, name, kek);
            var key = Borrow(EncryptedKey.Type, description ?? name, EncryptedKey.Load(blob));
            Return(outer);
            return key;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(kek);
        }
    }

    /// <summary>A new key, and the text of its file.</summary>
    /// <param name="name">Which.</param>
    /// <param name="kek">The key that encrypts it.</param>
    /// <param name="passphrase">What it is to hold; random bytes when null.</param>
    /// <param name="create">Whether the key that encrypts is made where there is none.</param>
    public (int Key, string Blob) Make(KeyName name, string kek, Passphrase? passphrase, bool create)
    {
        var (outer, type) = (ReachKek(kek, create), kek[..kek.IndexOf(':', StringComparison.Ordinal)]);
        if (passphrase is null)
        {
            var made = Borrow(EncryptedKey.Type, name.Describe(Id), EncryptedKey.New(kek));
            return (made, Encoding.ASCII.GetString(Read(made, name.Describe(Id))));
        }

        if (type != UserType)
        {
            throw SecurityErrors.TrustedKek(kek);
        }

        var content = Read(outer, kek);
        try
        {
            var blob = EncryptedKey.Seal(kek, content, passphrase.Span);
            return (Borrow(EncryptedKey.Type, name.Describe(Id), EncryptedKey.Load(blob)), blob);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Fails where the key that encrypts could not be used, before anything is done.</summary>
    public void CheckKek(string kek, bool typed, bool create)
    {
        if (!EncryptedKey.IsMaster(kek))
        {
            throw SecurityErrors.BadKekName(kek);
        }

        if (typed && !kek.StartsWith(UserType + ":", StringComparison.Ordinal))
        {
            throw SecurityErrors.TrustedKek(kek);
        }

        var (type, name) = Split(kek);
        if (Find(type, name) is null && !(IsOfFile(kek) && Path.Exists(Files.Kek)) && !(create && IsOfFile(kek)))
        {
            throw SecurityErrors.NoKek(kek, Files.Kek);
        }
    }

    /// <summary>
    /// Puts a key into the user's ring. Where that fails the one of before goes all the same: with it the kernel would give a DIMM a
    /// passphrase that is wrong by now, and without one the file is looked at.
    /// </summary>
    public void Replace(int key, string description)
    {
        var result = _ring.Link(key, KeyPlace.User);
        if (result < 0)
        {
            Forget(description);
        }

        Done(result, description, "put into the user's key ring");
    }

    /// <summary>Takes a key out of the user's ring; that it is not there is no failure.</summary>
    public void Forget(string description)
    {
        if (Find(EncryptedKey.Type, description) is { } key)
        {
            Done(_ring.Unlink(key, KeyPlace.User), description, "taken out of the key ring");
        }
    }

    /// <summary>Takes out of the thread's ring what was put there.</summary>
    public void Dispose()
    {
        foreach (var key in _borrowed)
        {
            _ = _ring.Unlink(key, KeyPlace.Thread);
        }

        _borrowed.Clear();
    }

    /// <summary>The key that encrypts: of the ring, of its file, or a new one of both.</summary>
    private int ReachKek(string kek, bool create)
    {
        var (type, name) = Split(kek);
        if (Find(type, name) is { } there)
        {
            return Reach(there, kek);
        }

        if (!IsOfFile(kek))
        {
            throw SecurityErrors.NoKek(kek, Files.Kek);
        }

        var content = Files.ReadKek();
        var isNew = content is null && create;
        content ??= create ? RandomNumberGenerator.GetBytes(EncryptedKey.Length) : throw SecurityErrors.NoKek(kek, Files.Kek);
        try
        {
            return isNew ? MakeKek(kek, name, content) : Borrow(UserType, name, content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>In both places or in none: where one of them fails, the other one is taken back.</summary>
    private int MakeKek(string kek, string name, byte[] content)
    {
        Files.Write(Files.Kek, content, overwrite: false);
        var made = 0;
        try
        {
            made = Done(_ring.Add(UserType, name, content, KeyPlace.User), kek, "made");
            return Reach(made, kek);
        }
        catch
        {
            if (made > 0)
            {
                _ = _ring.Unlink(made, KeyPlace.User);
            }

            KeyFiles.Remove(Files.Kek);
            throw;
        }
    }

    /// <summary>Only this one has a file.</summary>
    private static bool IsOfFile(string kek) => kek == $"{UserType}:nvdimm-master";

    private static (string Type, string Name) Split(string kek)
    {
        var end = kek.IndexOf(':', StringComparison.Ordinal);
        return (kek[..end], kek[(end + 1)..]);
    }

    private byte[] Read(int key, string description)
    {
        var buffer = new byte[MostBytes];
        var length = Done(_ring.Read(key, buffer), description, "read");
        var exact = buffer[..Math.Min(length, buffer.Length)];
        CryptographicOperations.ZeroMemory(buffer);
        return exact;
    }

    private int Borrow(string type, string description, ReadOnlySpan<byte> payload)
    {
        Done(_ring.Reach(), description, "reached");
        var key = Done(_ring.Add(type, description, payload, KeyPlace.Thread), description, "made");
        _borrowed.Add(key);
        return key;
    }

    private void Return(int key)
    {
        _borrowed.Remove(key);
        _ = _ring.Unlink(key, KeyPlace.Thread);
    }

    private static int Done(int result, string description, string what) =>
        result < 0 ? throw SecurityErrors.Ring(description, what, -result) : result;
}
