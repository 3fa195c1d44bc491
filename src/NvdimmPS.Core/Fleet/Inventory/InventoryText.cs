using System.Collections;
using System.Globalization;

namespace NvdimmPS.Fleet.Inventory;

/// <summary>Values as text, the same whether they come live, from a session, out of CLIXML or out of JSON.</summary>
internal static class InventoryText
{
    private static readonly HashSet<string> InHex = new(StringComparer.OrdinalIgnoreCase) { nameof(NvdimmDevice.Handle),
        nameof(NvdimmDevice.DsmMask), nameof(NvdimmDevice.PhysicalId) };

    /// <summary>The text of a value; null where it is not known.</summary>
    public static string? Format(string property, object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "True" : "False",
        DateTime time => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(' ', list.Cast<object?>().Select(item => Format(property, item))),
        IConvertible number and not Enum when InHex.Contains(property) && Whole(number) is { } whole =>
            string.Create(CultureInfo.InvariantCulture, $"0x{whole:x}"),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static ulong? Whole(IConvertible number)
    {
        try
        {
            return number.ToUInt64(CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
