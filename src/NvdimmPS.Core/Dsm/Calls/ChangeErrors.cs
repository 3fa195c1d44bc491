using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm;

/// <summary>Why a call that may change something is not sent.</summary>
public static class ChangeErrors
{
    /// <summary>A sensitive function that was not allowed.</summary>
    public static NvdimmException Sensitive(string target, DsmFunction function) =>
        new("Nvdimm.Dsm.Sensitive", NvdimmErrorKind.SecurityError, target,
            $"{function} concerns security or firmware activation and was refused for {target}: the kernel would not stop it, and an all-zero payload can erase a DIMM. Nothing was sent.",
            $"Look at it with {Mention.WhatIf} first. If it is really meant, add {Mention.AllowSensitive} and confirm, or give {Mention.Force} too where nobody can be asked.");

    /// <summary>A dangerous function that was not confirmed.</summary>
    public static NvdimmException NotConfirmed(string target, DsmFunction function) =>
        new("Nvdimm.Dsm.NotConfirmed", NvdimmErrorKind.InvalidOperation, target,
            $"{function} counts as {function.Danger.ToString().ToLowerInvariant()} and was not confirmed for {target}. Nothing was sent.",
            $"Look at it with {Mention.WhatIf}, then confirm it, or give {Mention.NoQuestion} where nobody can be asked.");

    /// <summary>A dangerous call where nobody can be asked.</summary>
    internal static NvdimmException CannotAsk(string target, DsmFunction function, Exception cause) =>
        new("Nvdimm.Dsm.NotConfirmed", NvdimmErrorKind.InvalidOperation, target,
            $"{function} is to be confirmed for {target} ({function.Danger.ToString().ToLowerInvariant()}{(function.IsSensitive ? ", sensitive" : string.Empty)}), "
            + "but this session is not interactive: nobody can be asked. Nothing was sent.",
            $"Look at it with {Mention.WhatIf}; if it is really meant, give {Mention.NoQuestion}.", cause);
}
