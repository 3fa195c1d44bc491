using System.Runtime.InteropServices;

namespace NvdimmPS.Kernel;

/// <summary>The system calls of keys. The C library has no functions for them, only libkeyutils.</summary>
internal static unsafe partial class Libc
{
    public const int KEYCTL_GET_KEYRING_ID = 0;
    public const int KEYCTL_LINK = 8;
    public const int KEYCTL_UNLINK = 9;
    public const int KEYCTL_SEARCH = 10;
    public const int KEYCTL_READ = 11;
    public const int KEY_SPEC_THREAD_KEYRING = -1;
    public const int KEY_SPEC_USER_KEYRING = -4;

    private const Architecture RiscV64 = (Architecture)9; // .NET 8 does not name it

    /// <summary>The numbers of add_key and keyctl; between them is request_key.</summary>
    public static readonly (int AddKey, int KeyCtl)? KeyCalls = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (248, 250),
        Architecture.Arm64 or Architecture.LoongArch64 or RiscV64 => (217, 219), // asm-generic
        Architecture.Ppc64le => (269, 271),
        Architecture.S390x => (278, 280),
        _ => null,
    };

    /// <summary>Variadic in C, as <see cref="ioctl"/>.</summary>
    [LibraryImport("libc", SetLastError = true)]
    public static partial nint syscall(nint number, nint a, nint b, nint c, nint d, nint e);
}
