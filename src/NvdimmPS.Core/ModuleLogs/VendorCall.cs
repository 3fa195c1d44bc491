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
        return Create(ModuleCaller.Command(command), arguments ?? new Dictionary<string, object?>());
    }

    /// <summary>The same of a command that is known.</summary>
    internal static DsmCall Create(VendorCommand command, IReadOnlyDictionary<string, object?> arguments) =>
        Create(command, DsmInput.FromArguments(VendorFunctions.Payload(command), arguments));

    /// <summary>The same with its input as bytes.</summary>
    internal static DsmCall Create(VendorCommand command, byte[] payload) =>
        new(VendorFunctions.Of(command, payload), VendorFunctions.Wrap(command, payload))
        {
            OutputSize = LargePayload.RoomFor(command, payload) ?? VendorFunctions.OutputSize(command),
        };
}
