using System.Runtime.InteropServices;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Files;

/// <summary>
/// A folder of this user's for what is kept: nobody else can make, exchange or remove anything in it, nor on the way to it, and no
/// link leads there that others could have laid.
/// </summary>
internal static class OwnFolder
{
    private const uint OwnerOnly = 0x1C0; // 0700

    /// <summary>Makes it where it is not there yet, with the folders on the way.</summary>
    /// <exception cref="IOException">It cannot be made, or others could get at it.</exception>
    public static void Make(string path)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!OperatingSystem.IsLinux())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (Path.GetDirectoryName(path) is { } parent)
        {
            if (!Directory.Exists(parent))
            {
                Make(parent);
            }

            // By the folder's descriptor, found without a link that may be a trap: what is checked is what it is made in.
            using var place = FilePlace.Find(Path.Join(parent, "." + Path.GetFileName(path)), PrivateFolder.RefuseUnsafe);
            var errno = Libc.mkdirat(place.Folder, Path.GetFileName(path), OwnerOnly) == 0
                ? -FileCall.FlushFolder(place.Folder)
                : Marshal.GetLastPInvokeError();
            if (errno is not (0 or Errno.EEXIST))
            {
                throw FileCall.Failure(errno);
            }
        }

        using var made = FilePlace.Find(Path.Join(path, ".nvdimmps"), PrivateFolder.RefuseUnsafe);
    }
}
