namespace NvdimmPS.Fuzz.Expected;

/// <summary>
/// A vendor's command as the function that carries it: the words in front of it, its fields in one version of the firmware interface,
/// and zeros up to the size that is always sent.
/// </summary>
internal static class CarriedCommand
{
    private const int Head = 8, Payload = 128, Wrapped = 12;

    /// <summary>What comes back to an input.</summary>
    public static FunctionTable Answering(FamilyTable family, VendorTable command, byte[] input, FisTableVersion? fis)
    {
        var (answering, inner) = IsWrapper(command) && input.Length >= Wrapped
            ? (Find(family, input[0], input[1]) ?? Unknown(input[0], input[1]), input[Wrapped..]) : (command, input);
        var form = answering.Forms.FirstOrDefault(f =>
            inner.Length > 0 && f.When.All(c => AnswerReader.Holds(Laid([.. Sent(answering)], 0), c, inner)));
        var fields = Of((form?.Fields ?? answering.Output ?? Bytes(isSecret: false)).Fields, fis);
        return Carrier(family) with
        {
            Input = Request(family, command, input).Input,
            Output = Laid([Word("Status"), Word("Length"), .. Padded(fields)
                .Select(f => f with { Within = [("Length", Head), .. f.Within.Select(w => (w.Field, w.Start + Head))] })], Head),
            ShortAnswers = [(Head, null)],
            IsOfVendor = true,
        };
    }

    /// <summary>What is sent.</summary>
    public static FunctionTable Request(FamilyTable family, VendorTable command, byte[] input)
    {
        var carried = IsWrapper(command) && input.Length >= Wrapped ? Find(family, input[0], input[1]) ?? Unknown(input[0], input[1]) : null;
        var hides = carried is null || carried.Input is null || carried.Input.Fields.Any(f => f.IsSecret);
        return Carrier(family) with
        {
            Input = Laid([Word("Opcode"), Word("Length"), .. Sent(command).Select(f => hides ? f : f with { IsSecret = false })], Head),
            IsOfVendor = true,
        };
    }

    /// <summary>The function that carries them.</summary>
    public static FunctionTable Carrier(FamilyTable family) => family.Functions.Single(f => f.Number == 9);

    /// <summary>A payload on its own.</summary>
    public static LayoutTable Alone(VendorTable command) => Laid([.. Sent(command)], 0);

    private static bool IsWrapper(VendorTable command) => (command.Opcode, command.SubOpcode) == (0xFD, 0x05);

    private static VendorTable? Find(FamilyTable family, byte opcode, byte subOpcode) =>
        family.VendorCommands.FirstOrDefault(c => (c.Opcode, c.SubOpcode) == (opcode, subOpcode));

    private static VendorTable Unknown(byte opcode, byte subOpcode) => new()
    {
        Opcode = opcode, SubOpcode = subOpcode, Name = "Unknown", Danger = "Unknown", IsSensitive = opcode is 3 or 9, Forms = [],
    };

    private static IEnumerable<FieldTable> Sent(VendorTable command) => command.Input is not { } input
        ? Bytes(command.IsSensitive).Fields : input.Fields.Count == 0 ? [] : Padded(input.Fields);

    /// <summary>Of fields of one name that of the version; the first one, without a value, where none is.</summary>
    private static List<FieldTable> Of(IReadOnlyList<FieldTable> fields, FisTableVersion? fis)
    {
        var chosen = new List<FieldTable>();
        foreach (var field in fields)
        {
            if (field.IsReserved)
            {
                chosen.Add(field);
            }
            else if (!chosen.Exists(f => f.Name == field.Name))
            {
                chosen.Add(fields.FirstOrDefault(f => f.Name == field.Name && (f.Fis is null || f.Fis.Has(fis)))
                    ?? field with { Absent = $"not reported ({field.Fis}; this module has {fis})" });
            }
        }

        return chosen;
    }

    private static IReadOnlyList<FieldTable> Padded(IReadOnlyList<FieldTable> fields)
    {
        var size = fields.Where(f => !f.IsOverlay && !f.IsTail).Sum(f => f.Size);
        return fields.Any(f => f.IsTail) || size >= Payload ? fields
            : [.. fields, Word(string.Empty) with { Kind = "Reserved", Size = Payload - size }];
    }

    private static LayoutTable Laid(IReadOnlyList<FieldTable> fields, int head)
    {
        var laid = new List<FieldTable>();
        var offset = 0;
        foreach (var field in fields)
        {
            laid.Add(field with { Offset = field.IsOverlay ? field.Offset + head : offset });
            offset += field.IsOverlay || field.IsTail ? 0 : field.Size;
        }

        return new LayoutTable(laid, RequiresAny: false);
    }

    private static LayoutTable Bytes(bool isSecret) =>
        new([Word("Data") with { Kind = "Bytes", Size = 1, IsTail = true, Unit = null, IsSecret = isSecret }], RequiresAny: false);

    private static FieldTable Word(string name) => new()
    {
        Name = name, Kind = "Unsigned", Size = 4, Offset = 0, Unit = name == "Length" ? "bytes" : null, Words = [], NotReported = [],
        ValidWhen = [], Sets = [], Ignored = [], Within = [],
    };
}
