using System.Security.Cryptography;
using System.Text;
using NvdimmPS.Files;
using NvdimmPS.Kernel;

namespace NvdimmPS.Security;

/// <summary>
/// The files of keys, as ndctl lays them out: <c>nvdimm_ID_HOST.blob</c> and the like with encrypted keys, <c>nvdimm-master.blob</c>
/// with the key that encrypts them. A file or folder that others could have written is not read.
/// </summary>
/// <param name="folder">Their folder.</param>
internal sealed class KeyFiles(string folder)
{
    private const string Ending = ".blob", KekFile = "nvdimm-master.blob";
    private const int MostBlobBytes = 1024, MostKekBytes = 4096;

    private static readonly string Host = HostName();

    /// <summary>ndctl's folder; a simulator's own, where its tree is.</summary>
    public static KeyFiles For(INdKernel kernel) =>
        new(kernel.Kind == KernelKind.Device ? "/etc/ndctl/keys" : Path.Join(kernel.SysfsRoot, "ndctl/keys"));

    /// <summary>The file of the key that encrypts.</summary>
    public string Kek => Path.Join(folder, KekFile);

    /// <summary>Where the file of a key is to be.</summary>
    public string PathOf(KeyName name, string id) => Path.Join(folder, name.FileStart(id) + Host + Ending);

    /// <summary>The file of a key, this host's or the only one of another; null where there is none.</summary>
    /// <exception cref="NvdimmException">There are several, all of other hosts.</exception>
    public string? Find(KeyName name, string id)
    {
        var (own, all) = (PathOf(name, id), All(name, id));
        return all.Contains(own) ? own
            : all.Count > 1 ? throw SecurityErrors.SeveralFiles(own, all)
            : all is [var only] ? only : null;
    }

    /// <summary>Every file of a key. ndctl loads each, whatever host it is of.</summary>
    public IReadOnlyList<string> All(KeyName name, string id)
    {
        try
        {
            return !Directory.Exists(folder) ? []
                : [.. Directory.EnumerateFiles(folder, name.FileStart(id) + "*" + Ending).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw SecurityErrors.KeyFileUnreadable(PathOf(name, id), e);
        }
    }

    /// <summary>The text of a file with an encrypted key.</summary>
    /// <exception cref="NvdimmException">It cannot be read or trusted, or is no such text.</exception>
    public static string ReadBlob(string path)
    {
        var text = Encoding.ASCII.GetString(Read(path, MostBlobBytes)).TrimEnd('\n', '\0');
        return EncryptedKey.EncryptedBy(text) is null ? throw SecurityErrors.NotAKeyFile(path) : text;
    }

    /// <summary>The content of the key that encrypts; null where there is no file.</summary>
    public byte[]? ReadKek() => File.Exists(Kek) ? Read(Kek, MostKekBytes) : null;

    /// <summary>Writes a file whole or not at all, for its owner alone.</summary>
    public void Write(string path, ReadOnlySpan<byte> bytes, bool overwrite)
    {
        try
        {
            OwnFolder.Make(folder);
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw SecurityErrors.File.Unwritable(path, e);
        }

        var copy = bytes.ToArray();
        try
        {
            AtomicFile.Write(path, copy, overwrite, SecurityErrors.File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <summary>Removes a file; that it is not there is no failure.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw SecurityErrors.KeyFileNotRemoved(path, e);
        }
    }

    private static byte[] Read(string path, int limit)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                using var place = FilePlace.Find(path, PrivateFolder.RefuseUnsafe);
                if (place.Status is { } status
                    && (!status.IsRegular || status.IsWritableByOthers || !PrivateFolder.IsTrusted(status.Owner)))
                {
                    throw new IOException("others than its owner can write it, or it belongs to another user");
                }
            }

            using var file = InputFile.Open(path, default);
            if (!file.CanSeek || file.Length > limit)
            {
                throw SecurityErrors.NotAKeyFile(path);
            }

            // One array, of which no copy stays behind.
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw SecurityErrors.KeyFileUnreadable(path, e);
        }
    }

    /// <summary>With its domain, as ndctl has it from gethostname(); .NET cuts that off.</summary>
    private static string HostName() => SysfsFile.Read("/proc/sys/kernel/hostname").Text is { Length: > 0 } name
        && !name.Contains('/', StringComparison.Ordinal) ? name : Environment.MachineName;
}
