using NvdimmPS.Abi;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Dsm;

/// <summary>Explains calls: what would be sent, which bytes mean what, how dangerous it is.</summary>
public static class DsmExplainer
{
    /// <summary>nd_cmd_pkg, in the words of the tables.</summary>
    private static readonly DsmLayout Package = new(
        Field.U64("nd_family", "DSM family; the kernel picks the GUID"),
        Field.U64("nd_command", "Function; the kernel picks the revision"),
        Field.U32("nd_size_in", "Input size", "bytes"),
        Field.U32("nd_size_out", "Room for the output", "bytes"),
        Field.Bytes("nd_reserved2", 36, "Must be zero"),
        Field.U32("nd_fw_size", "The kernel writes here how much the firmware returned"));

    /// <summary>Explains a call on a route.</summary>
    public static DsmExplanation Explain(DsmTarget target, DsmCall call, NdRoute route, IEnumerable<string>? notes = null,
        IReadOnlyList<ValueChange>? changes = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(call);
        var request = DsmCaller.Request(target, call, route);
        var function = VendorFunctions.Describe(call.Function, call.Input.Span);
        return new DsmExplanation
        {
            Target = target.Name,
            Family = function.Family.Name,
            Function = function.Number,
            FunctionName = function.Name,
            Title = function.Title,
            Danger = function.Danger.ToString(),
            Sensitive = function.IsSensitive,
            Route = route.ToString(),
            Request = $"0x{request.Command.Request:X8}",
            Command = request.Command.Name,
            Access = request.Command.Access.ToString(),
            Length = NdEnvelope.Size(request),
            Rows = [.. PackageRows(request), .. InputRows(function, request), .. OutputRows(function, request)],
            Changes = [.. changes ?? []],
            Notes = [.. notes ?? [], .. Notes(function)],
            Reference = function.Source,
        };
    }

    private static IEnumerable<DsmExplanationRow> PackageRows(NdRequest request) => request.Route == NdRoute.Legacy
        ? []
        : DsmDecoder.Decode(Package, request.ToEnvelope().AsMemory(0, NdEnvelope.PackageSize))
            .Select(v => new DsmExplanationRow("Package", v.Offset, v.Length, v.Raw, v.Name, v.Name == "nd_reserved2" ? "0" : v.Text,
                v.Description));

    private static IEnumerable<DsmExplanationRow> InputRows(DsmFunction function, NdRequest request)
    {
        var origin = request.Route == NdRoute.Call ? NdEnvelope.PackageSize : 0;
        if (function.Input is not null)
        {
            return DsmDecoder.DecodeInput(function, request.Input)
                .Select(v => new DsmExplanationRow("Input", origin + v.Offset, v.Length, v.Field.IsSecret ? "…" : v.Raw, v.Name, v.Text,
                    v.Description));
        }

        return request.Input.Length == 0
            ? []
            : [new DsmExplanationRow("Input", origin, request.Input.Length, function.IsSensitive ? "…" : HexText.Format(request.Input.Span),
                "(bytes)", Plural.Of(request.Input.Length, "byte"), "The layout is not known")];
    }

    private static IEnumerable<DsmExplanationRow> OutputRows(DsmFunction function, NdRequest request)
    {
        var origin = NdEnvelope.OutputOffset(request);
        if (function.Output is not { } layout)
        {
            return request.OutputSize < sizeof(uint)
                ? []
                : [new DsmExplanationRow("Output", origin, request.OutputSize, string.Empty, "Status", "comes back",
                    "0 is success; what follows has no known layout")];
        }

        return layout.Fields.Where(f => f.Kind != DsmFieldKind.Reserved
            && (f.IsTail ? f.Offset < request.OutputSize : f.Offset + f.Size <= request.OutputSize))
            .Select(f =>
                new DsmExplanationRow("Output", origin + f.Offset, f.IsTail ? request.OutputSize - f.Offset : f.Size, string.Empty, f.Name,
                "comes back" + (f.Unit is null ? string.Empty : $" in {f.Unit}"), f.Description));
    }

    private static IEnumerable<string> Notes(DsmFunction function)
    {
        yield return function.Danger switch
        {
            DsmDanger.Read => "Reads only: nothing on the DIMM changes.",
            DsmDanger.Write => "Changes settings or metadata of the DIMM.",
            DsmDanger.Destructive => "Can lose data or make the DIMM unusable.",
            _ => "No published table names this function: it counts as destructive.",
        };
        if (function.EffectLog is not null)
        {
            yield return "What the opcode does is looked up in the DIMM's command effect log before it is sent; one without effects "
                + "needs no consent.";
        }

        if (function.IsSensitive)
        {
            yield return "Security or firmware activation: refused unless sensitive calls are allowed, and then to be confirmed. The "
                + "kernel does not stop it.";
        }
    }
}
