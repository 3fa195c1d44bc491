using NvdimmPS.Abi;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>What a family must keep to as a whole, with what a file adds to it.</summary>
internal static class FamilyRules
{
    /// <exception cref="NvdimmException">It does not; the message names the place in the file.</exception>
    public static void Check(DsmFamily family, FamilyDraft draft)
    {
        if (!family.Statuses.Any(s => s.IsSuccess))
        {
            throw draft.Node.Wrong("statuses", $"no status of {family} is a success",
                "Add { \"code\": 0, \"name\": \"Success\", \"success\": true }.");
        }

        if (family.Statuses.FirstOrDefault(s => (s.Code & family.StatusMask) != s.Code) is { } hidden)
        {
            throw draft.Node.Wrong("statuses",
                $"the status 0x{hidden.Code:x} has bits outside the mask 0x{family.StatusMask:x}, so it would never be seen",
                "Correct \"statusMask\", or make it a status of the function, which is the whole word.");
        }

        if (draft.VendorCommands.Count > 0 && (family.Node != NdNodeKind.Dimm || family.Code != 0))
        {
            throw draft.Node.Wrong("vendorCommands", $"the {family} family has no vendor commands: they travel in a function of Intel's",
                "Make them functions of this family, or add them to the family Intel.");
        }

        foreach (var (function, node) in draft.Functions)
        {
            CheckStatuses(family, function, node);
            CheckLegacy(family, function, node);
            CheckReader(family, function.Getter, "getter", node);
            CheckReader(family, function.EffectLog, "effectLog", node);
        }
    }

    private static void CheckStatuses(DsmFamily family, DsmFunction function, DataNode node)
    {
        if (function.Statuses.FirstOrDefault(s => (s.Code & family.FunctionStatusMask) != s.Code) is { } hidden)
        {
            throw node.Wrong("statuses",
                $"the status 0x{hidden.Code:x} has bits outside the mask 0x{family.FunctionStatusMask:x}, so it would never be seen",
                    "Correct it, or \"functionStatusMask\".");
        }

        foreach (var code in function.FieldsWithStatus)
        {
            if (!function.Statuses.Any(s => s.Code == (code & family.FunctionStatusMask))
                && !family.Statuses.Any(s => s.Code == (code & family.StatusMask)))
            {
                throw node.Wrong("fieldsWithStatus", $"there is no status 0x{code:x}", "Add it to the statuses.");
            }
        }
    }

    /// <summary>What is asked without consent must be known to change nothing.</summary>
    private static void CheckReader(DsmFamily family, uint? number, string property, DataNode node)
    {
        if (number is { } wanted && family.Find(wanted) is not { Danger: DsmDanger.Read, IsSensitive: false })
        {
            throw node.Wrong(property, $"function {wanted} of {family} is not there, or does not only read",
                "Name a function of this family with \"danger\": \"Read\" that is not sensitive, or leave it out.");
        }
    }

    /// <summary>The kernel ties its legacy commands to two families, number by number, and believes their sizes.</summary>
    private static void CheckLegacy(DsmFamily family, DsmFunction function, DataNode node)
    {
        if (function.LegacyCommand is not { } command)
        {
            return;
        }

        if (family.Code != 0 || family.Node != command.Node || command.Number != function.Number)
        {
            throw node.Wrong("legacyCommand",
                $"the kernel's '{command.Name}' is function {command.Number} of the {DsmFamilies.FunctionOf(command).Family} family and "
                    + $"no other", "Leave it out.");
        }

        if (!Fits(function.Input, command.Inputs) || !Fits(function.Output, command.Outputs))
        {
            throw node.Wrong("legacyCommand", $"the kernel's '{command.Name}' has other sizes than this layout",
                "Leave it out, or correct the layout.");
        }
    }

    private static bool Fits(DsmLayout? layout, int[] sizes) =>
        layout is not null && layout.FixedSize >= sizes.Where(s => s != NdCommand.Variable).Sum()
            && (layout.Tail is not null || !sizes.Contains(NdCommand.Variable));
}
