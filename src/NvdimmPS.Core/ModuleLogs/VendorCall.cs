using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.ModuleLogs;

/// <summary>Makes calls of the vendor commands of Intel's modules; they are sent as any call is.</summary>
public static class VendorCall
{
    /// <summary>The call of a command.</summary>
    /// <param name="command">Its name or code (<c>GetIdentity</c>, <c>08:03</c>).</param>
    /// <param name="arguments">Its input as named values in engineering units.</param>
    /// <exception cref="NvdimmException">There is no such command, or an argument does not fit it.</exception>
    public static DsmCall Create(string command, IReadOnlyDictionary<string, object?>? arguments = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        var found = ModuleCaller.Command(command);
        var payload = DsmInput.FromArguments(VendorFunctions.Payload(found), arguments ?? new Dictionary<string, object?>());
        return new DsmCall(VendorFunctions.Of(found, payload), VendorFunctions.Wrap(found, payload))
        {
            OutputSize = LargePayload.RoomFor(found, payload) ?? VendorFunctions.OutputSize(found),
        };
    }
}
