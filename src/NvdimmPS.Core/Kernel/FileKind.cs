namespace NvdimmPS.Kernel;

/// <summary>What a file is.</summary>
internal enum FileKind
{
    Unknown,
    Regular,
    Folder,
    Link,
    Pipe,
    CharacterDevice,
    BlockDevice,
    Socket,
}
