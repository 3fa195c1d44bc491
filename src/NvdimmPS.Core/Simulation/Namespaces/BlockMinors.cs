namespace NvdimmPS.Simulation.Namespaces;

/// <summary>The minor numbers of a machine's block devices; the lowest free one is taken.</summary>
internal sealed class BlockMinors
{
    private readonly HashSet<int> _used = [];

    /// <param name="preferred">What the machine showed for this device, if that is free.</param>
    public int Take(int? preferred)
    {
        lock (_used)
        {
            var minor = preferred ?? 0;
            if (preferred is null || _used.Contains(minor))
            {
                for (minor = 0; _used.Contains(minor); minor++)
                {
                }
            }

            _used.Add(minor);
            return minor;
        }
    }

    public void Free(int minor)
    {
        lock (_used)
        {
            _used.Remove(minor);
        }
    }
}
