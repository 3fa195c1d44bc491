namespace NvdimmPS.Simulation;

/// <summary>
/// Looks at a request after the kernel has let it pass and before its provider sees it: the one place where a payload can
/// be opened, for both routes. The bus is not locked meanwhile, so it may look at DIMMs, change them and send requests.
/// </summary>
/// <returns>0 to let the request go on, or the error number to refuse it with.</returns>
public delegate int NdSnoop(NdSnoopedRequest request);
