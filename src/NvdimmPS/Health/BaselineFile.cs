using System.Management.Automation;
using System.Text;
using System.Xml;
using NvdimmPS.Binding;
using NvdimmPS.Data;
using NvdimmPS.Health.Baselines;

namespace NvdimmPS.Health;

/// <summary>A baseline's file: of Export-Clixml, or JSON.</summary>
internal static class BaselineFile
{
    /// <exception cref="NvdimmException">It cannot be read, or is no baseline.</exception>
    public static HealthBaseline Load(string path, CancellationToken stop)
    {
        var text = TextFile.ReadText(path, Errors.BaselineUnreadable, Errors.BaselineTooLarge, stop);
        return BaselineJson.IsXml(text) ? OfClixml(path, text) : BaselineJson.Parse(path, Encoding.UTF8.GetBytes(text));
    }

    private static HealthBaseline OfClixml(string path, string text)
    {
        try
        {
            return HealthBaseline.Of(path, [.. Nested.Items(PSSerializer.Deserialize(text)).Select(HealthObject.Of)]);
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or FormatException)
        {
            throw Errors.BaselineInvalid(path, $"it is no Clixml, or it is cut: {e.Message.TrimEnd('.')}", e);
        }
    }
}
