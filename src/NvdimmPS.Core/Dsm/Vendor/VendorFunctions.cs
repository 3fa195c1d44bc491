using System.Buffers.Binary;

namespace NvdimmPS.Dsm.Vendor;

/// <summary>
/// A vendor's command as a function: the pass-through with the command's fields in place of its bytes. So decoding, explaining
/// and hiding are those of every function.
/// </summary>
internal static class VendorFunctions
{
    /// <summary>The bytes of a payload, each way.</summary>
    public const int PayloadSize = 128;

    private const int Head = 2 * sizeof(uint);
    private const string Length = "Length", CarrierName = "PassThrough";

    /// <summary>The function that carries the commands.</summary>
    public static DsmFunction Carrier => DsmFamilies.Intel.Find(CarrierName)!;

    /// <summary>A command's payload on its own: what people give.</summary>
    public static DsmFunction Payload(VendorCommand command) => Of(command) with { Input = new DsmLayout(InputFields(command)) };

    /// <summary>A command with the two words in front of its payload, status and all.</summary>
    /// <param name="command">The command.</param>
    /// <param name="input">Its payload, by which the answer's form is known.</param>
    /// <param name="fis">The version of the module's firmware interface; null where it is not known, then nothing is hidden.</param>
    public static DsmFunction Of(VendorCommand command, ReadOnlySpan<byte> input = default, FisVersion? fis = null)
    {
        var carrier = Carrier;
        var answers = VendorCommands.Wrapped(command, input) ?? command;
        var inner = answers == command ? input : input[VendorCommands.WrappedStart..];
        var fields = InputFields(command, hides: answers == command || answers.Input?.Any(f => f.IsSecret) != false);
        return carrier with
        {
            Vendor = command,
            Title = $"{command.Code} {command.Title}",
            Danger = answers.Danger,
            IsSensitive = carrier.IsSensitive || command.IsSensitive || answers.IsSensitive,
            Source = command.Source,
            Input = new DsmLayout([
                Field.U32("Opcode", $"Vendor opcode {command.Code}").Default(command.Word),
                Field.U32(Length, "Bytes of the command's input", "bytes").Default((ulong)new DsmLayout(fields).FixedSize),
                .. fields.Select(Behind)]),
            Output = new DsmLayout([
                Families.IntelFamily.Status,
                Field.U32(Length, "Bytes of the command's output", "bytes"),
                .. Padded([.. Reported(OutputFields(answers, inner), fis)]).Select(Answered)]),
            ShortAnswers = [new DsmShortAnswer(Head)],
        };
    }

    /// <summary>Room for the answer: a whole payload; null where as much comes back as the input says.</summary>
    public static int? OutputSize(VendorCommand command) => command.Output is [{ IsTail: true }] ? null : Head + PayloadSize;

    /// <summary>Room for so many bytes of a command's output.</summary>
    public static int RoomFor(int output) => Head + output;

    /// <summary>What comes back of a command, in each of its forms, whatever the version of the firmware interface.</summary>
    public static IEnumerable<(string? Form, DsmLayout Layout)> Outputs(VendorCommand command)
    {
        foreach (var form in command.Forms)
        {
            yield return (form.Name, new DsmLayout([.. Reported(form.Fields, null)]));
        }

        if (command.Output is { } fields && command.Forms is not [.., { When: [] }])
        {
            yield return (command.Forms.Length > 0 ? "otherwise" : null, new DsmLayout([.. Reported(fields, null)]));
        }
    }

    /// <summary>The two words and the payload.</summary>
    public static byte[] Wrap(VendorCommand command, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[Head + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, command.Word);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(sizeof(uint)), (uint)payload.Length);
        payload.CopyTo(bytes.AsSpan(Head));
        return bytes;
    }

    /// <summary>The command of a request of the pass-through; null where the function is another or the table has none.</summary>
    public static VendorCommand? Find(DsmFunction function, ReadOnlySpan<byte> request) =>
        function.Vendor ?? (IsCarrier(function) && request.Length >= sizeof(uint)
            ? VendorCommands.Find(BinaryPrimitives.ReadUInt32LittleEndian(request))
            : null);

    /// <summary>
    /// The pass-through with the fields of the command that a request names; the function as it is where that is not known, or the
    /// request has another size than the command's and holds no passphrase.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="request">What was sent.</param>
    /// <param name="fis">The version of the module's firmware interface; null where it is not known.</param>
    public static DsmFunction Describe(DsmFunction function, ReadOnlySpan<byte> request, FisVersion? fis = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (function.Vendor is not null || Find(function, request) is not { } command)
        {
            return function;
        }

        var described = Of(command, request.Length > Head ? request[Head..] : [], fis);
        var layout = described.Input!;
        var fits = layout.Tail is null ? request.Length == layout.FixedSize : request.Length >= layout.FixedSize;
        return fits || described.HasSecret ? described : function;
    }

    /// <summary>The same where a passphrase is among the request's fields, which then counts as one everywhere.</summary>
    public static DsmFunction Hide(DsmFunction function, ReadOnlySpan<byte> request) =>
        Describe(function, request) is { HasSecret: true } secret ? secret : function;

    private static bool IsCarrier(DsmFunction function) =>
        DsmFamilies.Intel is var intel && function.Family.IsSameAs(intel) && intel.Find(function.Number) is { Name: CarrierName };

    private static DsmField Behind(DsmField field) => field.IsOverlay ? field with { Offset = field.Offset + Head } : field;

    /// <summary>No further than the length word says.</summary>
    private static DsmField Answered(DsmField field) =>
        Behind(field) with { Within = [(Length, Head), .. field.Within.Select(w => (w.Field, w.Start + Head))] };

    /// <summary>What is sent. The register set is always sent whole, but for commands that take nothing.</summary>
    private static DsmField[] InputFields(VendorCommand command, bool hides = true) => command.Input switch
    {
        null => [Field.Tail("Data", "The command's input; its layout is not published") with { IsSecret = command.IsSensitive }],
        [] => [],
        var fields => Padded(hides ? fields : [.. fields.Select(f => f with { IsSecret = false })]),
    };

    private static DsmField[] OutputFields(VendorCommand command, ReadOnlySpan<byte> input)
    {
        if (command.Forms.Length == 0)
        {
            return OtherOutput(command);
        }

        var request = new DsmLayout(InputFields(command));
        foreach (var form in command.Forms)
        {
            var holds = input.Length > 0;
            foreach (var condition in form.When)
            {
                holds = holds && DsmDecoder.Holds(request, condition, input);
            }

            if (holds)
            {
                return form.Fields;
            }
        }

        return OtherOutput(command);
    }

    /// <summary>What comes back where no form holds; bytes of which any form is secret may be these.</summary>
    public static DsmField[] OtherOutput(VendorCommand command) => command.Output ??
    [
        Field.Tail("Data", "The command's output; its layout is not known") with
        {
            IsSecret = command.Forms.Any(form => form.Fields.Any(f => f.HoldsSecret)),
        },
    ];

    /// <summary>
    /// The fields of one version of the firmware interface. Of a field that has one form a version, the right one; a field that
    /// this version does not have stands there without a value.
    /// </summary>
    private static IEnumerable<DsmField> Reported(DsmField[] fields, FisVersion? fis)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var alternatives = field.Kind == DsmFieldKind.Reserved ? [field] : Array.FindAll(fields, f => f.Name == field.Name);
            if (alternatives.Length > 1 && !done.Add(field.Name))
            {
                continue;
            }

            yield return Array.Find(alternatives, f => f.Fis?.Has(fis) != false)
                ?? field with { Absent = $"not reported ({field.Fis}; this module has {fis})" };
        }
    }

    private static DsmField[] Padded(DsmField[] fields)
    {
        var layout = new DsmLayout(fields);
        return layout.Tail is not null || layout.FixedSize >= PayloadSize ? fields
            : [.. fields, Field.Reserved(PayloadSize - layout.FixedSize)];
    }
}
