namespace NvdimmPS.Abi;

/// <summary>
/// The families of _DSM functions of DIMMs by the kernel's number, <c>NVDIMM_FAMILY_*</c> of &lt;linux/ndctl.h&gt;. Whatever is kept
/// by family is kept under these names.
/// </summary>
internal enum NdFamily
{
    Intel = 0,
    Hpe1 = 1,
    Hpe2 = 2,
    Msft = 3,
    HyperV = 4,
    Papr = 5,
}
