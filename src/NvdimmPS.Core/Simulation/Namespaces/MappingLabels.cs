namespace NvdimmPS.Simulation.Namespaces;

/// <summary>A DIMM's part in an enabled region, with the labels that the kernel keeps track of there (<c>nd_mapping</c>).</summary>
internal sealed class MappingLabels(SimulatedMapping mapping)
{
    public SimulatedMapping Mapping => mapping;

    public SimulatedDimm Dimm => mapping.Dimm;

    /// <summary>The DIMM's driver as it is now; null for a DIMM that is unbound or has no labels.</summary>
    public DimmLabels? Labels => mapping.Dimm.KnownLabels;

    /// <summary>Whether the region keeps the DIMM active.</summary>
    public bool IsActive { get; set; } = true;

    public List<Entry> Entries { get; } = [];

    /// <summary>Those entries that have a label, with it.</summary>
    public IEnumerable<(Entry Entry, LabelView Label)> Tracked =>
        Entries.Where(e => e.Slot is not null).Select(e => (e, Labels!.Label(e.Slot!.Value)));

    /// <summary>Takes up the labels of a DIMM: all of them, of whatever region.</summary>
    public void Load()
    {
        Entries.Clear();
        Entries.AddRange((Labels?.ActiveSlots ?? []).Select(slot => new Entry { Slot = slot }));
    }

    public void MoveToFront(Entry entry)
    {
        Entries.Remove(entry);
        Entries.Insert(0, entry);
    }

    /// <summary>A place for a label, which may have none yet.</summary>
    public sealed class Entry
    {
        public int? Slot { get; set; }

        /// <summary>To be freed when the next label is written: its namespace was renamed.</summary>
        public bool IsOutdated { get; set; }
    }
}
