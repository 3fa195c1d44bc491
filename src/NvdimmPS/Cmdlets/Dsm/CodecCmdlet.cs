using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Output;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that turns bytes into fields or fields into bytes: the tables alone, no machine.</summary>
public abstract class CodecCmdlet : NvdimmCmdlet
{
    /// <summary>The family of a name or a DIMM family's number.</summary>
    private protected static DsmFamily Find(string family) =>
        DsmFamilies.Find(NdNodeKind.Dimm, family) ?? DsmFamilies.Find(NdNodeKind.Bus, family)
            ?? NvdimmMachine.Family(NdNodeKind.Dimm, family);

    /// <summary>The function of a family's name and its own.</summary>
    private protected static DsmFunction Find(string? family, string? function) =>
        string.IsNullOrEmpty(family) ? throw CodecErrors.NoFunctionNamed("the family")
        : string.IsNullOrEmpty(function) ? throw CodecErrors.NoFunctionNamed("the function")
        : NvdimmMachine.Function(Find(family), function);

    /// <summary>The function as one version of the specification has it, where one is asked for.</summary>
    private protected static DsmFunction Versioned(DsmFunction function, string? generation) => generation is null
        ? function
        : function.In(generation);

    /// <summary>Writes a payload, and says what about it is not as it should be.</summary>
    private protected void Write(DsmPayload payload)
    {
        if (!payload.HasLayout)
        {
            WriteWarning($"{payload}: no public document has its layout, so its bytes are not decoded.");
        }

        if (payload.ExtraBytes > 0)
        {
            var (stand, were) = payload.ExtraBytes == 1 ? ("stands", "was") : ("stand", "were");
            WriteWarning($"{payload}: {Plural.Of(payload.ExtraBytes, "byte")} {stand} behind the last field and {were} not looked at. "
                + "Is it the right family and function?");
        }

        if (payload.Generation is not null && payload.GenerationReason?.StartsWith("the bytes would fit", StringComparison.Ordinal) == true)
        {
            WriteWarning($"{payload}: read as {payload.Generation}, but {payload.GenerationReason}. -Generation decides.");
        }

        WriteObject(ResultObject.Create(payload));
    }
}
