using System.Management.Automation;
using System.Text;
using NvdimmPS.Files;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Files;

/// <summary>A baseline's file: of Export-Clixml, or JSON.</summary>
internal static class BaselineFile
{
    /// <exception cref="NvdimmException">It cannot be read, or is no baseline.</exception>
    public static HealthBaseline Load(string path, CancellationToken stop)
    {
        var text = TextFile.ReadText(path, BaselineErrors.Unreadable, BaselineErrors.TooLarge, stop);
        return BaselineJson.IsXml(text) ? OfClixml(path, text) : BaselineJson.Parse(path, Encoding.UTF8.GetBytes(text));
    }

    private static HealthBaseline OfClixml(string path, string text)
    {
        object? read;
        try
        {
            read = PSSerializer.Deserialize(text);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Each type of value that a file may name has exceptions of its own.
            throw BaselineErrors.Invalid(path, $"it is no Clixml, or it is cut: {e.Message.TrimEnd('.')}", e);
        }

        return HealthBaseline.From(path, [.. Nested.Items(read).Select(HealthObject.Read)]);
    }
}
