namespace NvdimmPS.Tracing;

/// <summary>What an entry of a recorded tree is.</summary>
internal enum SysfsEntryKind
{
    Folder,
    Link,
    Attribute,
}
