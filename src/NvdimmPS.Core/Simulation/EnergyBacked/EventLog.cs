using System.Text;

namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>The vendor's log page: the last events as text, the newest last, padded with zeros.</summary>
internal sealed class EventLog
{
    /// <summary>The page's size in bytes.</summary>
    public const int Size = 256;

    private string _text = "";

    public void Add(string line)
    {
        _text += line + "\n";
        while (_text.Length > Size)
        {
            _text = _text[(_text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        }
    }

    public byte[] Page()
    {
        var page = new byte[Size];
        Encoding.ASCII.GetBytes(_text, page);
        return page;
    }
}
