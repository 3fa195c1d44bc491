namespace NvdimmPS.Kernel;

/// <summary>What the kernel says of a file. By statx(2), since its layout is the same on every architecture.</summary>
internal readonly record struct FileStatus
{
    private const int StructSize = 256, LinksOffset = 16, OwnerOffset = 20, GroupOffset = 24, ModeOffset = 28, InodeOffset =
        32, SizeOffset = 40;
    private const int MajorOffset = 128, MinorOffset = 132, FileSystemOffset = 136;
    private const uint STATX_BASIC_STATS = 0x7ff;
    private const uint Sticky = 0x200, GroupWrites = 0x10, OthersWrite = 2, OthersAnything = 0x3f;

    public FileKind Kind { get; private init; }

    /// <summary>The permissions, with the sticky bit.</summary>
    public uint Mode { get; private init; }

    /// <summary>Its number in its file system.</summary>
    public ulong Inode { get; private init; }

    /// <summary>Which file system it is in.</summary>
    public ulong FileSystem { get; private init; }

    /// <summary>How many names it has; 0 once it is removed.</summary>
    public uint Links { get; private init; }

    public uint Owner { get; private init; }

    public uint Group { get; private init; }

    public nint Size { get; private init; }

    /// <summary>A device's numbers.</summary>
    public uint Major { get; private init; }

    public uint Minor { get; private init; }

    public bool IsRegular => Kind == FileKind.Regular;

    public bool IsWritableByAll => (Mode & OthersWrite) != 0;

    public bool IsWritableByOthers => (Mode & (GroupWrites | OthersWrite)) != 0;

    /// <summary>True where only the owner has any access.</summary>
    public bool IsPrivate => (Mode & OthersAnything) == 0;

    /// <summary>True for a folder in which others than its owner may rename and remove what is not theirs.</summary>
    public bool LetsOthersRename => (Mode & (GroupWrites | OthersWrite)) != 0 && (Mode & Sticky) == 0;

    /// <summary>An open file, also one that is open for its path alone; null where it cannot be looked at.</summary>
    public static FileStatus? Get(int fd) => Get(fd, string.Empty, Libc.AT_EMPTY_PATH);

    /// <summary>What a folder has under a name; a link itself, not what it leads to. Null where there is nothing.</summary>
    public static FileStatus? Get(int folder, string name) => Get(folder, name, Libc.AT_SYMLINK_NOFOLLOW);

    /// <summary>What a path leads to, past all links; null where there is nothing.</summary>
    public static FileStatus? Of(string path) => Get(Libc.AT_FDCWD, path, 0);

    /// <summary>Whether both are of one file, whatever it is called.</summary>
    public bool IsOf(FileStatus other) => Inode == other.Inode && FileSystem == other.FileSystem;

    /// <summary>
    /// Whether somebody may have laid it here for us: in a folder where everybody makes files and nobody removes another's, what
    /// belongs neither to this user nor to the folder's owner. The kernel's own rule (protected_symlinks, protected_regular,
    /// protected_fifos), which a system may have switched off.
    /// </summary>
    public bool MayBeTrapIn(FileStatus folder) =>
        (folder.Mode & Sticky) != 0 && folder.IsWritableByAll && Owner != Libc.geteuid() && Owner != folder.Owner;

    private static unsafe FileStatus? Get(int folder, string name, int flags)
    {
        byte* s = stackalloc byte[StructSize];
        if (Libc.statx(folder, name, flags, STATX_BASIC_STATS, s) != 0)
        {
            return null;
        }

        var mode = *(ushort*)(s + ModeOffset);
        return new FileStatus
        {
            Kind = KindOf(mode),
            Mode = (uint)mode & 0xFFF,
            Inode = *(ulong*)(s + InodeOffset),
            FileSystem = *(ulong*)(s + FileSystemOffset),
            Links = *(uint*)(s + LinksOffset),
            Owner = *(uint*)(s + OwnerOffset),
            Group = *(uint*)(s + GroupOffset),
            Size = (nint)(*(ulong*)(s + SizeOffset)),
            Major = *(uint*)(s + MajorOffset),
            Minor = *(uint*)(s + MinorOffset),
        };
    }

    private static FileKind KindOf(ushort mode) => (mode >> 12) switch
    {
        1 => FileKind.Pipe,
        2 => FileKind.CharacterDevice,
        4 => FileKind.Folder,
        6 => FileKind.BlockDevice,
        8 => FileKind.Regular,
        10 => FileKind.Link,
        12 => FileKind.Socket,
        _ => FileKind.Unknown,
    };
}
