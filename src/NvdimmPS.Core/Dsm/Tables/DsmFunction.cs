using NvdimmPS.Abi;

namespace NvdimmPS.Dsm;

/// <summary>What a call can do to the DIMM.</summary>
public enum DsmDanger
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Changes settings or metadata.</summary>
    Write,

    /// <summary>Can lose data or make the DIMM unusable.</summary>
    Destructive,

    /// <summary>No specification that we know says; treated as destructive.</summary>
    Unknown,
}

/// <summary>One function of a family: everything that is known of it, in one place.</summary>
public sealed record DsmFunction
{
    /// <summary>A function of a number and a name.</summary>
    public DsmFunction(uint number, string name, DsmDanger danger, string title)
    {
        Number = number;
        Name = name;
        Danger = danger;
        Title = title;
    }

    /// <summary>The family that it belongs to.</summary>
    public DsmFamily Family { get; internal init; } = null!;

    /// <summary>The function index of the _DSM, and nd_command.</summary>
    public uint Number { get; init; }

    /// <summary>The name, such as <c>GetSmart</c>.</summary>
    public string Name { get; init; }

    /// <summary>The specification's name.</summary>
    public string Title { get; init; }

    /// <summary>What it can do.</summary>
    public DsmDanger Danger { get; init; }

    /// <summary>
    /// True for security and firmware activation: the module refuses it unless that is allowed in so many words, since
    /// the kernel does not.
    /// </summary>
    public bool IsSensitive { get; init; }

    /// <summary>True where the tails of input and output are a vendor's own, and may hold secrets: they are not recorded.</summary>
    public bool HasVendorPayload { get; init; }

    /// <summary>The revision id that the kernel sends with it.</summary>
    public uint Revision { get; init; } = 1;

    /// <summary>What is sent, or null where it is not known.</summary>
    public DsmLayout? Input { get; init; }

    /// <summary>What comes back, status word first, or null where it is not known.</summary>
    public DsmLayout? Output { get; init; }

    /// <summary>The version of the specification that <see cref="Output"/> is of; null where there is only one form.</summary>
    public string? Generation { get; init; }

    /// <summary>What the evidence for <see cref="Generation"/> is.</summary>
    public string? GenerationReason { get; init; }

    /// <summary>The forms of other versions. The first one that an answer shows to be its own is taken.</summary>
    public IReadOnlyList<DsmGeneration> Generations { get; init; } = [];

    /// <summary>What the family's status words were in the version that was asked for, where that is an older one.</summary>
    internal IReadOnlyList<DsmStatusWord>? OlderStatuses { get; private init; }

    /// <summary>The sizes in words where the layouts are not known.</summary>
    public (string Input, string Output)? Sizes { get; init; }

    /// <summary>The legacy ioctl that is another spelling of it.</summary>
    public NdCommand? LegacyCommand { get; init; }

    /// <summary>The function that reads what this one sets, by the same field names.</summary>
    public uint? Getter { get; init; }

    /// <summary>The function that lists what each opcode of this one does.</summary>
    public uint? EffectLog { get; init; }

    /// <summary>Whole status words with a meaning of their own in this function.</summary>
    public IReadOnlyList<DsmStatusWord> Statuses { get; init; } = [];

    /// <summary>Status words other than success with which the fields are there too.</summary>
    public IReadOnlyList<uint> FieldsWithStatus { get; init; } = [];

    /// <summary>Shorter answers that older firmware gives.</summary>
    public IReadOnlyList<DsmShortAnswer> ShortAnswers { get; init; } = [];

    /// <summary>Document, version, table.</summary>
    public string? Source { get; init; }

    /// <summary>The file that it was imported from; null where it is built in.</summary>
    public string? Origin { get; init; }

    /// <summary>The vendor's command that it carries, where its layouts are of one.</summary>
    internal Vendor.VendorCommand? Vendor { get; init; }

    /// <summary>True where a passphrase is among its fields.</summary>
    internal bool HasSecret
    {
        get
        {
            var has = Input is { HasSecret: true } || Output is { HasSecret: true };
            for (var i = 0; i < Generations.Count && !has; i++)
            {
                has = Generations[i].Output.HasSecret;
            }

            return has;
        }
    }

    /// <summary>True where what is given for its fields is not repeated: a passphrase may stand in a wrong one.</summary>
    internal bool MayHoldSecret => HasSecret || HasVendorPayload;

    /// <summary>Every form that the output has.</summary>
    internal IEnumerable<DsmLayout?> Outputs => Generations.Select(g => (DsmLayout?)g.Output).Prepend(Output);

    /// <summary>The size of the input in words.</summary>
    public string InputSizeText => Input?.SizeText ?? Sizes?.Input ?? "?";

    /// <summary>The size of the output in words.</summary>
    public string OutputSizeText => Output?.SizeText ?? Sizes?.Output ?? "?";

    /// <summary>The default size of the output buffer: the output's size, or a page where that varies.</summary>
    public int DefaultOutputSize => KnownOutputSize ?? 4096;

    /// <summary>The output's size by its layout, or as the specification gives it; null where it varies or is not known.</summary>
    internal int? KnownOutputSize =>
        Output is { } layout ? (layout.Tail is null ? layout.FixedSize : null)
        : int.TryParse(Sizes?.Output, out var size) ? size
        : null;

    /// <summary>The function as one version of the specification has it, whatever an answer shows.</summary>
    /// <exception cref="NvdimmException">There is no such version; the message names those there are.</exception>
    public DsmFunction In(string generation)
    {
        if (string.Equals(generation, Generation, StringComparison.OrdinalIgnoreCase))
        {
            return this with { Generations = [], GenerationReason = "as asked for" };
        }

        var other = Generations.FirstOrDefault(g => string.Equals(g.Name, generation, StringComparison.OrdinalIgnoreCase))
            ?? throw CodecErrors.UnknownGeneration(this, generation);
        return this with
        {
            Output = other.Output,
            OlderStatuses = other.Statuses,
            Source = other.Source ?? Source,
            Generation = other.Name,
            GenerationReason = "as asked for",
            Generations = [],
        };
    }

    /// <summary>Whether older firmware answers in so few bytes.</summary>
    internal bool MayBeShort(int size, uint status)
    {
        for (var i = 0; i < ShortAnswers.Count; i++)
        {
            if (ShortAnswers[i].Allows(size, status))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The form that an answer shows to be its own; null for <see cref="Output"/>.</summary>
    internal DsmGeneration? GenerationOf(ReadOnlySpan<byte> answer, ulong? offered, out string? reason)
    {
        string? doubt = null;
        for (var i = 0; i < Generations.Count; i++)
        {
            var other = Generations[i];
            if (!other.Shows(answer))
            {
                continue;
            }

            if (offered is null && other.FunctionsBelow is not null)
            {
                // The bytes alone do not decide; what the DIMM offers would.
                doubt ??= $"the bytes would fit {other.Name} too, and it is not known which functions the DIMM offers";
            }
            else if (other.Fits(offered ?? 0))
            {
                reason = doubt ?? other.Reason;
                return other;
            }
        }

        reason = doubt ?? GenerationReason;
        return null;
    }

    /// <summary>Whether a form of the output has a field of that name.</summary>
    internal bool MayAnswer(string field)
    {
        var has = Output?.Find(field)?.Name == field;
        for (var i = 0; i < Generations.Count && !has; i++)
        {
            has = Generations[i].Output.Find(field)?.Name == field;
        }

        return has;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Family?.Name} {Number} {Name}{(Vendor is null ? string.Empty : $" {Vendor}")}";
}
