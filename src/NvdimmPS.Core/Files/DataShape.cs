namespace NvdimmPS.Files;

/// <summary>What holds other values.</summary>
internal enum DataShape
{
    List,
    Table,
}
