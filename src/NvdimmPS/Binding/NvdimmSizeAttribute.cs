using System.Globalization;
using System.Management.Automation;

namespace NvdimmPS.Shell.Binding;

/// <summary>Takes sizes as people write them: numbers (16MB is one to PowerShell), and texts such as 16M or 16MiB.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NvdimmSizeAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is string text ? ByteSize.TryParse(text, out var bytes) : Number(value, out bytes))
        {
            return bytes;
        }

        var why = $"'{Printable.Quote($"{value}")}' is not a size: give {ByteSize.Forms}.";
        throw new ArgumentTransformationMetadataException(why, new PSInvalidCastException(why));
    }

    private static bool Number(object? value, out ulong bytes)
    {
        bytes = 0;
        if (value is not (int or uint or long or ulong or short or ushort or byte or sbyte or double or float or decimal))
        {
            return false;
        }

        try
        {
            var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
            bytes = number >= 0 && number == decimal.Truncate(number) ? (ulong)number : 0;
            return number >= 0 && number == decimal.Truncate(number);
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
