using System.Buffers;
using System.Text.Json;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Inventory;

namespace NvdimmPS.Support;

/// <summary>
/// Asks a DIMM every function of its family that only reads, is of no passphrase and needs no input; of Intel's modules every
/// vendor command of that kind too.
/// </summary>
internal static class ReadingFunctions
{
    private static readonly JsonWriterOptions Options = new() { Indented = true };

    /// <summary>The answers as JSON. What one function comes to says nothing of the others.</summary>
    /// <exception cref="NvdimmException">None of the kind is offered.</exception>
    public static SupportPart Ask(DsmCaller caller, NvdimmDevice device, CancellationToken stop)
    {
        var target = NvdimmMachine.Target(device);
        var calls = Calls(target).ToList();
        if (calls.Count == 0)
        {
            throw SupportErrors.NoFunctions(device.Name, target.FamilyReason);
        }

        var buffer = new ArrayBufferWriter<byte>();
        var (answered, failure) = (false, (NvdimmException?)null);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (var call in calls)
            {
                stop.ThrowIfCancellationRequested();
                json.WriteStartObject();
                failure = Ask(json, caller, target, call);
                answered |= failure is null;
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return new SupportPart(buffer.WrittenSpan.ToArray(),
            answered ? null : $"none of {calls.Count} was answered, the last: {failure!.Message}");
    }

    /// <summary>The functions, then the vendor commands.</summary>
    internal static IEnumerable<DsmCall> Calls(DsmTarget target)
    {
        foreach (var function in target.Family?.Functions ?? [])
        {
            if (IsPlainRead(function) && function is { Input: { Tail: null, FixedSize: 0 }, HasVendorPayload: false }
                && target.Offers(function))
            {
                yield return new DsmCall(function, DsmInput.None(function));
            }
        }

        if (!DsmFamilies.Intel.IsSameAs(target.Family) || !target.Offers(VendorFunctions.Carrier))
        {
            yield break;
        }

        foreach (var command in VendorCommands.All.Where(c => c is { Input: [], Origin: null }))
        {
            var function = VendorFunctions.Of(command);
            if (IsPlainRead(function))
            {
                yield return new DsmCall(function, VendorFunctions.Wrap(command, [])) { OutputSize = VendorFunctions.OutputSize(command) };
            }
        }
    }

    /// <summary>Of one from a file nobody but the file says that it reads.</summary>
    private static bool IsPlainRead(DsmFunction function) =>
        function is { Danger: DsmDanger.Read, IsSensitive: false, HasSecret: false, Output: not null, Origin: null };

    private static NvdimmException? Ask(Utf8JsonWriter json, DsmCaller caller, DsmTarget target, DsmCall call)
    {
        json.WriteNumber("function", call.Function.Number);
        json.WriteString("name", call.Function.Name);
        json.WriteString("vendorCommand", call.Function.Vendor?.ToString());
        DsmResult? answer = null;
        NvdimmException? failure = null;
        try
        {
            answer = caller.Invoke(target, call);
        }
        catch (NvdimmException e)
        {
            failure = e;
        }

        json.WriteString("status", answer?.Status);
        json.WriteString("error", failure?.Message);
        json.WriteStartArray("fields");
        FieldJson.Write(json, answer?.Fields ?? []);
        json.WriteEndArray();
        json.WriteString("output", answer?.OutputHex);
        return failure;
    }
}
