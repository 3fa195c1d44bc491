using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Objects;

/// <summary>Takes what came back from a file or another session for the bad blocks that it was: where they are, and of which bus.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BadBlockObjectAttribute : ArgumentTransformationAttribute
{
    private static readonly string Type = "Deserialized." + typeof(NvdimmBadBlockRange).FullName;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var ranges = Nested.Items(inputData).Select(item => item is null ? null : Read(PSObject.AsPSObject(item))).ToList();
        if (ranges.Count > 0 && !ranges.Contains(null))
        {
            return ranges.ToArray();
        }

        // The engine takes a refusal with this cause for "try its properties, and other parameters".
        var why = $"'{Printable.Quote($"{inputData}")}' is no bad block, such as Get-NvdimmBadBlock gives.";
        throw new ArgumentTransformationMetadataException(why, new PSInvalidCastException(why));
    }

    private static NvdimmBadBlockRange? Read(PSObject item)
    {
        if (item.BaseObject is NvdimmBadBlockRange live)
        {
            return live;
        }

        var foreign = new ForeignObject(item);
        if (!item.TypeNames.Contains(Type) || foreign.Text(nameof(live.Bus)) is not { } bus
            || foreign.Text(nameof(live.Region)) is not { } region)
        {
            return null;
        }

        // A physical address of another machine is some other place here.
        if (!string.Equals(foreign.Host, Environment.MachineName, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentTransformationMetadataException(Printable.Line($"{foreign} is on {foreign.Host}, not on this machine. "
                + $"Run the command there: Invoke-Command -HostName {foreign.Host} {{ … }}.", Printable.MostOfMessage));
        }

        ulong? Number(string name) => foreign.Get(name) is IConvertible value
            && ulong.TryParse(value.ToString(CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
        return new NvdimmBadBlockRange
        {
            Region = region, Bus = bus, Dimms = [], DimmMatch = "None", Source = foreign.Text(nameof(live.Source)) ?? string.Empty,
            Sector = Number(nameof(live.Sector)) ?? 0, Count = Number(nameof(live.Count)) ?? 0, Length = Number(nameof(live.Length)) ?? 0,
            SystemPhysicalAddress = Number(nameof(live.SystemPhysicalAddress)), Namespace = foreign.Text(nameof(live.Namespace)),
        };
    }
}
