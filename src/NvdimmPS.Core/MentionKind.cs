namespace NvdimmPS;

/// <summary>What a <see cref="NextStep"/> can mention. The comments give the arguments.</summary>
public enum MentionKind
{
    /// <summary>A name, and a value if there is one.</summary>
    Option,
    Devices,
    Buses,
    Regions,
    Namespaces,
    InfoBlocks,
    DisableNamespace,
    Functions,

    /// <summary>Lists vendor commands.</summary>
    VendorCommands,

    /// <summary>Dimm or Bus, and its name.</summary>
    FunctionsOf,

    /// <summary>The family and the function.</summary>
    LayoutOf,

    /// <summary>The field's name.</summary>
    ArgumentOf,

    /// <summary>The field's name.</summary>
    Passphrase,

    /// <summary>Dimm or Bus.</summary>
    Target,

    /// <summary>The command that reads the file.</summary>
    ExampleFor,
    InputBytes,
    Call,
    LegacyCall,
    Health,
    MakeBaseline,
    TestHealth,
    TestFirmware,
    Firmware,
    Thresholds,
    SetThresholds,
    Simulator,
    StartTrace,
    WaitScrub,

    /// <summary>Starts a scrub.</summary>
    StartScrub,
    ArmFirmware,
    DisarmFirmware,
    ActivateFirmware,
    WaitOverwrite,

    /// <summary>The DIMM.</summary>
    Security,

    /// <summary>The DIMM.</summary>
    SetPassphrase,

    /// <summary>The DIMM.</summary>
    RemovePassphrase,

    /// <summary>The DIMM.</summary>
    UnlockSecurity,
    ExportSchema,
    ImportSchema,
    RemoveSchema,
    ExportConfiguration,
    Labels,
    ExportLabels,
    ImportLabels,
    InitializeLabels,
    ClearLabels,

    /// <summary>The regions, with commas.</summary>
    DisableRegions,

    /// <summary>The region.</summary>
    EnableRegion,

    /// <summary>The region, the option and its value.</summary>
    SetRegion,

    /// <summary>The DIMM.</summary>
    EnableDevice,
    NewNamespace,

    /// <summary>The namespace.</summary>
    SetNamespace,

    /// <summary>The namespace.</summary>
    RemoveNamespace,

    /// <summary>The namespace.</summary>
    EnableNamespace,

    /// <summary>Region or Namespace, and its name.</summary>
    TestNamespace,
    NoQuestion,
    ReplaceFile,
    OtherHost,
    ArmWithOverflow,
    FirmwareActivation,
    FindingKinds,

    /// <summary>A vendor command.</summary>
    LayoutOfCommand,
}
