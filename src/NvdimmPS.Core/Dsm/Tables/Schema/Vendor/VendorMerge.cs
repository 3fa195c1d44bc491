using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Adds a file's vendor commands to those that are known; of these it makes none less dangerous, sensitive or secret.</summary>
/// <param name="origin">The file.</param>
/// <param name="replace">Whether it may say otherwise than what is known.</param>
/// <param name="kept">Is told of each command of which something stays as it is known, whatever the file says.</param>
internal sealed class VendorMerge(string origin, bool replace, Action<NvdimmException>? kept)
{
    /// <exception cref="NvdimmException">The file says otherwise, and may not replace.</exception>
    public IReadOnlyList<VendorCommand> Merge(IReadOnlyList<VendorCommand> known, IReadOnlyList<VendorDraft> drafts)
    {
        if (drafts.Count == 0)
        {
            return known;
        }

        var commands = known.ToDictionary(c => c.Word);
        foreach (var (command, node) in drafts)
        {
            commands[command.Word] = commands.TryGetValue(command.Word, out var other) ? Replaced(other, command, node)
                : Added(command, node);
        }

        CheckNames(commands, drafts);
        return [.. commands.Values.OrderBy(c => c.Code, StringComparer.Ordinal)];
    }

    private VendorCommand Added(VendorCommand command, DataNode node)
    {
        var added = AsOfOpcode(command);
        string[] stays =
        [
            .. added.IsSensitive != command.IsSensitive ? ["that it is sensitive"] : Array.Empty<string>(),
            .. IsSame(added with { IsSensitive = command.IsSensitive }, command) ? [] : (string[])["that its bytes are secret"],
        ];
        if (stays.Length > 0)
        {
            kept?.Invoke(node.Kept($"{command} keeps {string.Join(" and ", stays)}, as all of its opcode"));
        }

        return added with { Origin = origin };
    }

    /// <summary>
    /// What concerns security or firmware is sensitive whatever it does, in a table or in none; and the bytes that are sent with a command
    /// that no table has are secret, in fields as without them.
    /// </summary>
    private static VendorCommand AsOfOpcode(VendorCommand command) =>
        VendorCommand.Unknown(command.Opcode, command.SubOpcode).IsSensitive
            ? command with
            {
                IsSensitive = true,
                Input = command.Input is { } input ? Array.ConvertAll(input, Secret) : null,
            }
            : command;

    private static DsmField Secret(DsmField field) => field switch
    {
        { Kind: DsmFieldKind.Bytes } => field with { IsSecret = true },
        { Element: { } element } => field with { Element = new DsmLayout([.. element.Fields.Select(Secret)]) },
        _ => field,
    };

    private VendorCommand Replaced(VendorCommand known, VendorCommand command, DataNode node)
    {
        if (IsSame(command, known) || (known.Origin is not null && IsSame(AsOfOpcode(command), known)))
        {
            return known;
        }

        if (!replace)
        {
            throw node.Taken($"{command.Code} is {known.Name} already{(known.Origin is null ? ", which is built in" : string.Empty)}",
                $"Give it other opcodes, or replace the known one with {Mention.ImportSchema}.");
        }

        var stays = new List<string>();
        var merged = VendorCommands.Wraps(known) ? known : Raised(known, command, stays);
        if (VendorCommands.Wraps(known))
        {
            stays.Add("all that it was, since it carries other commands");
        }

        if (stays.Count > 0)
        {
            kept?.Invoke(node.Kept($"{known} keeps {string.Join(", ", stays)}"));
        }

        return IsSame(merged, known) ? known : merged with { Origin = origin };
    }

    private static VendorCommand Raised(VendorCommand known, VendorCommand claimed, List<string> stays)
    {
        var merged = RaiseOnly.Merge(known, claimed, stays);
        if (HidesInput(known, merged) && HidesOutput(known, merged))
        {
            return merged;
        }

        // Which form an answer has, the input says: they stay together.
        stays.Add("its input and output");
        return merged with { Input = known.Input, Output = known.Output, Forms = known.Forms };
    }

    private static bool HidesInput(VendorCommand known, VendorCommand merged) => ByteRange.Cover(
        SecretRanges.OfInput(VendorFunctions.Payload(merged)), SecretRanges.OfInput(VendorFunctions.Payload(known)));

    private static bool HidesOutput(VendorCommand known, VendorCommand merged)
    {
        ByteRange[] hidden = [.. VendorRules.Outputs(known).SelectMany(Secrets)];
        return VendorRules.Outputs(merged).All(o => ByteRange.Cover(Secrets(o), hidden));
    }

    private static IEnumerable<ByteRange> Secrets(DsmField[] fields) => SecretRanges.In(new DsmLayout(fields));

    private static bool IsSame(VendorCommand one, VendorCommand other) =>
        VendorCommandSchema.Table.TextOf(one) == VendorCommandSchema.Table.TextOf(other);

    private static void CheckNames(Dictionary<uint, VendorCommand> commands, IReadOnlyList<VendorDraft> drafts)
    {
        var names = new Dictionary<string, VendorCommand>(StringComparer.OrdinalIgnoreCase);
        foreach (var command in commands.Values)
        {
            if (!names.TryAdd(command.Name, command))
            {
                var other = names[command.Name];
                var (_, node) = drafts.Last(d => d.Command.Word == command.Word || d.Command.Word == other.Word);
                throw node.Taken($"'{command.Name}' is the name of {other.Code} already, and would be that of {command.Code} too",
                    "Give it another name.");
            }
        }
    }
}
