namespace NvdimmPS.Fuzz.Expected;

/// <summary>
/// A vendor's command as the function that carries it: the words in front of it, its fields in one version of the firmware interface,
/// and zeros up to the size that is always sent. What was worked out once is kept.
/// </summary>
/// <param name="family">The family that has them.</param>
internal sealed class CarriedCommands(FamilyTable family)
{
    private const int Head = 8, Payload = 128, Wrapped = 12;

    private readonly Dictionary<(string Command, string? Carried, string? Form, FisTableVersion? Fis), FunctionTable> _answering = [];
    private readonly Dictionary<(string Command, string? Carried), FunctionTable> _requests = [];
    private readonly Dictionary<string, LayoutTable> _alone = [];

    /// <summary>The function that carries them.</summary>
    public FunctionTable Carrier { get; } = family.Functions.Single(f => f.Number == 9);

    /// <summary>What comes back to an input.</summary>
    public FunctionTable Answering(VendorTable command, byte[] input, FisTableVersion? fis)
    {
        var carried = CarriedBy(command, input);
        var (answering, inner) = carried is null ? (command, input) : (carried, input[Wrapped..]);
        var form = answering.Forms.FirstOrDefault(f =>
            inner.Length > 0 && f.When.All(c => AnswerReader.Holds(Alone(answering), c, inner)));
        var key = (command.ToString(), carried?.ToString(), form?.Name, fis);
        return _answering.TryGetValue(key, out var known) ? known
            : _answering[key] = Answering(answering, form, fis) with { Input = Request(command, input).Input };
    }

    private FunctionTable Answering(VendorTable answering, VendorFormTable? form, FisTableVersion? fis)
    {
        var fields = Of((form?.Fields ?? answering.Output ?? Bytes(isSecret: false)).Fields, fis);
        return Carrier with
        {
            Output = Laid([Word("Status"), Word("Length"), .. Padded(fields)
                .Select(f => f with { Within = [("Length", Head), .. f.Within.Select(w => (w.Field, w.Start + Head))] })], Head),
            ShortAnswers = [(Head, null)],
            IsOfVendor = true,
        };
    }

    /// <summary>What is sent.</summary>
    public FunctionTable Request(VendorTable command, byte[] input)
    {
        var carried = CarriedBy(command, input);
        var hides = carried is null || carried.Input is null || carried.Input.Fields.Any(f => f.IsSecret);
        var key = (command.ToString(), carried?.ToString());
        return _requests.TryGetValue(key, out var known) ? known : _requests[key] = Carrier with
        {
            Input = Laid([Word("Opcode"), Word("Length"), .. Sent(command).Select(f => hides ? f : f with { IsSecret = false })], Head),
            IsOfVendor = true,
        };
    }

    /// <summary>A payload on its own.</summary>
    public LayoutTable Alone(VendorTable command) =>
        _alone.TryGetValue(command.ToString(), out var known) ? known : _alone[command.ToString()] = Laid([.. Sent(command)], 0);

    private VendorTable? CarriedBy(VendorTable command, byte[] input) =>
        (command.Opcode, command.SubOpcode) == (0xFD, 0x05) && input.Length >= Wrapped
            ? family.VendorCommands.FirstOrDefault(c => (c.Opcode, c.SubOpcode) == (input[0], input[1])) ?? Unknown(input[0], input[1])
            : null;

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
