namespace NvdimmPS.Configuration;

/// <summary>What form a value of a configuration has.</summary>
internal enum ConfigurationValueKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>Texts, in order.</summary>
    Texts,
}
