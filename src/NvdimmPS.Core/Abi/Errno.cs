namespace NvdimmPS.Abi;

/// <summary>The error numbers that libnvdimm and its providers return (asm-generic values: x86, arm64, riscv, s390, powerpc).</summary>
public static class Errno
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int EINTR = 4;
    public const int EIO = 5;
    public const int ENXIO = 6;
    public const int E2BIG = 7;
    public const int EBADF = 9;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int EACCES = 13;
    public const int EFAULT = 14;
    public const int EBUSY = 16;
    public const int EEXIST = 17;
    public const int ENODEV = 19;
    public const int ENOTDIR = 20;
    public const int EISDIR = 21;
    public const int EINVAL = 22;
    public const int ENOTTY = 25;
    public const int ENOSPC = 28;
    public const int EROFS = 30;
    public const int EPIPE = 32;
    public const int ERANGE = 34;
    public const int ENAMETOOLONG = 36;
    public const int ENOSYS = 38;
    public const int ELOOP = 40;
    public const int EOPNOTSUPP = 95;
    public const int ETIMEDOUT = 110;
    public const int EDQUOT = 122;
    public const int ENOKEY = 126;
    public const int EKEYEXPIRED = 127;
    public const int EKEYREVOKED = 128;

    /// <summary>What the kernel means by "not supported" among itself and lets out where a DIMM cannot be overwritten.</summary>
    public const int ENOTSUPP = 524;

    /// <summary>The largest that a system call can return (MAX_ERRNO).</summary>
    public const int Last = 4095;

    /// <summary>The symbol of an error number, or <c>errno 123</c>.</summary>
    public static string Name(int errno) => errno switch
    {
        EPERM => nameof(EPERM),
        ENOENT => nameof(ENOENT),
        EINTR => nameof(EINTR),
        EIO => nameof(EIO),
        ENXIO => nameof(ENXIO),
        E2BIG => nameof(E2BIG),
        EBADF => nameof(EBADF),
        EAGAIN => nameof(EAGAIN),
        ENOMEM => nameof(ENOMEM),
        EACCES => nameof(EACCES),
        EFAULT => nameof(EFAULT),
        EBUSY => nameof(EBUSY),
        EEXIST => nameof(EEXIST),
        ENODEV => nameof(ENODEV),
        ENOTDIR => nameof(ENOTDIR),
        EISDIR => nameof(EISDIR),
        EINVAL => nameof(EINVAL),
        ENOTTY => nameof(ENOTTY),
        ENOSPC => nameof(ENOSPC),
        EROFS => nameof(EROFS),
        EPIPE => nameof(EPIPE),
        ERANGE => nameof(ERANGE),
        ENAMETOOLONG => nameof(ENAMETOOLONG),
        ENOSYS => nameof(ENOSYS),
        ELOOP => nameof(ELOOP),
        EOPNOTSUPP => nameof(EOPNOTSUPP),
        ETIMEDOUT => nameof(ETIMEDOUT),
        EDQUOT => nameof(EDQUOT),
        ENOKEY => nameof(ENOKEY),
        EKEYEXPIRED => nameof(EKEYEXPIRED),
        EKEYREVOKED => nameof(EKEYREVOKED),
        ENOTSUPP => nameof(ENOTSUPP),
        _ => $"errno {errno}",
    };

    /// <summary>Reads a symbol (<c>EIO</c>, any case) or a number.</summary>
    public static bool TryParse(string? text, out int errno)
    {
        if (int.TryParse(text, out errno))
        {
            return errno is > 0 and < 4096;
        }

        for (errno = 1; errno <= ENOTSUPP; errno++)
        {
            if (string.Equals(Name(errno), text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
