using System.Runtime.CompilerServices;

namespace NvdimmPS;

/// <summary>
/// A command or an option in a <see cref="NextStep"/>. As a ref struct it cannot become text on the way there: only a front end
/// can name it.
/// </summary>
public readonly ref struct Mention
{
    private Mention(MentionKind kind, params string[] arguments)
    {
        Kind = kind;
        Arguments = arguments;
    }

    /// <summary>What is mentioned.</summary>
    public MentionKind Kind { get; }

    /// <summary>What it is given.</summary>
    public string[] Arguments { get; }

    /// <summary>Lists the DIMMs.</summary>
    public static Mention Devices => new(MentionKind.Devices);

    /// <summary>Lists the kinds of findings.</summary>
    public static Mention FindingKinds => new(MentionKind.FindingKinds);

    /// <summary>Lists the buses.</summary>
    public static Mention Buses => new(MentionKind.Buses);

    /// <summary>Lists the regions.</summary>
    public static Mention Regions => new(MentionKind.Regions);

    /// <summary>Lists the namespaces.</summary>
    public static Mention Namespaces => new(MentionKind.Namespaces);

    /// <summary>Shows info blocks.</summary>
    public static Mention InfoBlocks => new(MentionKind.InfoBlocks);

    /// <summary>Disables a namespace, and releases it from what claims it.</summary>
    public static Mention DisableNamespace => new(MentionKind.DisableNamespace);

    /// <summary>Lists the functions of all families.</summary>
    public static Mention Functions => new(MentionKind.Functions);

    /// <summary>Listing vendor commands.</summary>
    public static Mention VendorCommands => new(MentionKind.VendorCommands);

    /// <summary>Sends a function.</summary>
    public static Mention Call => new(MentionKind.Call);

    /// <summary>Sends a legacy command.</summary>
    public static Mention LegacyCall => new(MentionKind.LegacyCall);

    /// <summary>Reads health.</summary>
    public static Mention Health => new(MentionKind.Health);

    /// <summary>Saves health as a baseline.</summary>
    public static Mention MakeBaseline => new(MentionKind.MakeBaseline);

    /// <summary>Judges health.</summary>
    public static Mention TestHealth => new(MentionKind.TestHealth);

    /// <summary>Reads firmware versions.</summary>
    public static Mention Firmware => new(MentionKind.Firmware);

    /// <summary>Reads thresholds.</summary>
    public static Mention Thresholds => new(MentionKind.Thresholds);

    /// <summary>Sets thresholds, and leaves the rest as it is.</summary>
    public static Mention SetThresholds => new(MentionKind.SetThresholds);

    /// <summary>Starts a simulator.</summary>
    public static Mention Simulator => new(MentionKind.Simulator);

    /// <summary>Records a trace.</summary>
    public static Mention StartTrace => new(MentionKind.StartTrace);

    /// <summary>Waits for the end of a scrub.</summary>
    public static Mention WaitScrub => new(MentionKind.WaitScrub);

    /// <summary>Starts a scrub.</summary>
    public static Mention StartScrub => new(MentionKind.StartScrub);

    /// <summary>Arms DIMMs for a firmware activation.</summary>
    public static Mention ArmFirmware => new(MentionKind.ArmFirmware);

    /// <summary>The same, where the bus then takes longer than the platform allows.</summary>
    public static Mention ArmWithOverflow => new(MentionKind.ArmWithOverflow);

    /// <summary>Reads the state of an activation.</summary>
    public static Mention FirmwareActivation => new(MentionKind.FirmwareActivation);

    /// <summary>Disarms DIMMs.</summary>
    public static Mention DisarmFirmware => new(MentionKind.DisarmFirmware);

    /// <summary>Activates firmware.</summary>
    public static Mention ActivateFirmware => new(MentionKind.ActivateFirmware);

    /// <summary>Waits for the end of an overwrite.</summary>
    public static Mention WaitOverwrite => new(MentionKind.WaitOverwrite);

    /// <summary>Writes a family to a file.</summary>
    public static Mention ExportSchema => new(MentionKind.ExportSchema);

    /// <summary>Takes families out of a file.</summary>
    public static Mention ImportSchema => new(MentionKind.ImportSchema);

    /// <summary>Takes back what came out of a file.</summary>
    public static Mention RemoveSchema => new(MentionKind.RemoveSchema);

    /// <summary>Writes the configuration of a machine.</summary>
    public static Mention ExportConfiguration => new(MentionKind.ExportConfiguration);

    /// <summary>Reads labels.</summary>
    public static Mention Labels => new(MentionKind.Labels);

    /// <summary>Saves labels in files.</summary>
    public static Mention ExportLabels => new(MentionKind.ExportLabels);

    /// <summary>Brings labels back from files.</summary>
    public static Mention ImportLabels => new(MentionKind.ImportLabels);

    /// <summary>Makes fresh label areas.</summary>
    public static Mention InitializeLabels => new(MentionKind.InitializeLabels);

    /// <summary>Clears label areas.</summary>
    public static Mention ClearLabels => new(MentionKind.ClearLabels);

    /// <summary>The ways to give input as bytes.</summary>
    public static Mention InputBytes => new(MentionKind.InputBytes);

    /// <summary>Turns the question off that a dangerous call asks.</summary>
    public static Mention NoQuestion => new(MentionKind.NoQuestion);

    /// <summary>Has a file replaced that is there already.</summary>
    public static Mention ReplaceFile => new(MentionKind.ReplaceFile);

    /// <summary>Runs the same on another host.</summary>
    public static Mention OtherHost => new(MentionKind.OtherHost);

    /// <summary>Named values for the input.</summary>
    public static Mention Argument => Option();

    /// <summary>The size of the output.</summary>
    public static Mention OutputSize => Option();

    /// <summary>The family.</summary>
    public static Mention Family => Option();

    /// <summary>The function.</summary>
    public static Mention Function => Option();

    /// <summary>Explains without sending.</summary>
    public static Mention WhatIf => Option();

    /// <summary>The answer as bytes.</summary>
    public static Mention Raw => Option();

    /// <summary>The route.</summary>
    public static Mention Route => Option();

    /// <summary>Allows what concerns security or firmware activation.</summary>
    public static Mention AllowSensitive => Option();

    /// <summary>Allows what can lose data on a DIMM that is in use.</summary>
    public static Mention AllowInUse => Option();

    /// <summary>Allows injected errors on the hardware of a real machine.</summary>
    public static Mention AllowHardware => Option();

    /// <summary>Replaces what is there, or asks no question.</summary>
    public static Mention Force => Option();

    /// <summary>The file.</summary>
    public static Mention Path => Option();

    /// <summary>Enables a region.</summary>
    public static Mention EnableRegion(string name) => new(MentionKind.EnableRegion, name);

    /// <summary>Sets something of a region.</summary>
    public static Mention SetRegion(string name, string option, string value) => new(MentionKind.SetRegion, name, option, value);

    /// <summary>Enables a DIMM.</summary>
    public static Mention EnableDevice(string name) => new(MentionKind.EnableDevice, name);

    /// <summary>Shows the security of a DIMM.</summary>
    public static Mention Security(string name) => new(MentionKind.Security, name);

    /// <summary>Sets the passphrase of a DIMM.</summary>
    public static Mention SetPassphrase(string name) => new(MentionKind.SetPassphrase, name);

    /// <summary>Removes the passphrase of a DIMM.</summary>
    public static Mention RemovePassphrase(string name) => new(MentionKind.RemovePassphrase, name);

    /// <summary>Unlocks a DIMM.</summary>
    public static Mention UnlockSecurity(string name) => new(MentionKind.UnlockSecurity, name);

    /// <summary>Makes a namespace.</summary>
    public static Mention NewNamespace => new(MentionKind.NewNamespace);

    /// <summary>Changes a namespace.</summary>
    public static Mention SetNamespace(string name) => new(MentionKind.SetNamespace, name);

    /// <summary>Removes a namespace.</summary>
    public static Mention RemoveNamespace(string name) => new(MentionKind.RemoveNamespace, name);

    /// <summary>Enables a namespace.</summary>
    public static Mention EnableNamespace(string name) => new(MentionKind.EnableNamespace, name);

    /// <summary>Says why a namespace cannot be made or changed.</summary>
    public static Mention TestNamespace(string option, string name) => new(MentionKind.TestNamespace, option, name);

    /// <summary>Lists what a DIMM or bus offers.</summary>
    public static Mention FunctionsOf(string kind, string name) => new(MentionKind.FunctionsOf, kind, name);

    /// <summary>Shows the layout of a function.</summary>
    public static Mention LayoutOf(string family, string function) => new(MentionKind.LayoutOf, family, function);

    /// <summary>Shows the layout of a vendor command.</summary>
    public static Mention LayoutOfCommand(string command) => new(MentionKind.LayoutOfCommand, command);

    /// <summary>Gives one field of the input by name.</summary>
    public static Mention ArgumentOf(string field) => new(MentionKind.ArgumentOf, field);

    /// <summary>A secret field of the input, given as a SecureString.</summary>
    public static Mention Passphrase(string field) => new(MentionKind.Passphrase, field);

    /// <summary>A DIMM or bus as the target of a call.</summary>
    public static Mention Target(string kind) => new(MentionKind.Target, kind);

    /// <summary>Disables regions.</summary>
    public static Mention DisableRegions(string names) => new(MentionKind.DisableRegions, names);

    /// <summary>An example of a file that a command reads.</summary>
    public static Mention ExampleFor(MentionKind command) => new(MentionKind.ExampleFor, command.ToString());

    /// <summary>An option by its name, or with a value.</summary>
    public static Mention Named(string name, params string[] value) => new(MentionKind.Option, [name, .. value]);

    private static Mention Option([CallerMemberName] string name = "") => new(MentionKind.Option, name);
}
