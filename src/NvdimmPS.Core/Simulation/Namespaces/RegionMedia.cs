namespace NvdimmPS.Simulation.Namespaces;

/// <summary>What a region's memory holds. Only pages with something in them take room.</summary>
internal sealed class RegionMedia
{
    private const int PageSize = 4096;

    private readonly Dictionary<ulong, byte[]> _pages = [];
    private Action<RegionMedia>? _first;

    /// <param name="first">Writes what is there from the beginning, when somebody first looks.</param>
    public RegionMedia(Action<RegionMedia>? first) => _first = first;

    public void Read(ulong offset, Span<byte> bytes)
    {
        Prepare();
        while (bytes.Length > 0)
        {
            var part = Part(offset, bytes.Length, out var page, out var at);
            if (_pages.TryGetValue(page, out var held))
            {
                held.AsSpan(at, part).CopyTo(bytes);
            }
            else
            {
                bytes[..part].Clear();
            }

            offset += (ulong)part;
            bytes = bytes[part..];
        }
    }

    public byte[] Read(ulong offset, int count)
    {
        var bytes = new byte[count];
        Read(offset, bytes);
        return bytes;
    }

    public void Write(ulong offset, ReadOnlySpan<byte> bytes)
    {
        Prepare();
        while (bytes.Length > 0)
        {
            var part = Part(offset, bytes.Length, out var page, out var at);
            if (!_pages.TryGetValue(page, out var held) && bytes[..part].ContainsAnyExcept((byte)0))
            {
                _pages[page] = held = new byte[PageSize];
            }

            held?.AsSpan(at, part).Clear();
            if (held is not null)
            {
                bytes[..part].CopyTo(held.AsSpan(at));
            }

            offset += (ulong)part;
            bytes = bytes[part..];
        }
    }

    /// <summary>Writes zeros over whole pages.</summary>
    public void Clear(ulong offset, ulong length)
    {
        Prepare();
        foreach (var page in _pages.Keys.Where(p => p * PageSize >= offset && (p + 1) * PageSize <= offset + length).ToList())
        {
            _pages.Remove(page);
        }
    }

    private void Prepare()
    {
        var first = _first;
        _first = null;
        first?.Invoke(this);
    }

    private static int Part(ulong offset, int length, out ulong page, out int at)
    {
        (page, at) = (offset / PageSize, (int)(offset % PageSize));
        return Math.Min(length, PageSize - at);
    }
}
