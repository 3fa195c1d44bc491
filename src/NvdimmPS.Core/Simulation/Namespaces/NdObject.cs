namespace NvdimmPS.Simulation.Namespaces;

/// <summary>A device of the kernel's nd bus, by its name: one of these.</summary>
internal readonly record struct NdObject(
    SimulatedBus Bus, SimulatedDimm? Dimm = null, SimulatedRegion? Region = null, SimulatedNamespace? Namespace = null,
    SimulatedClaim? Claim = null)
{
    public static NdObject? Find(IReadOnlyList<SimulatedBus> buses, string name)
    {
        foreach (var bus in buses)
        {
            if (bus.Name == name)
            {
                return new NdObject(bus);
            }

            if (bus.Dimms.FirstOrDefault(d => d.Name == name) is { } dimm)
            {
                return new NdObject(bus, Dimm: dimm);
            }

            foreach (var region in bus.Regions)
            {
                if (region.Name == name)
                {
                    return new NdObject(bus, Region: region);
                }

                if (region.Devices?.Namespaces.FirstOrDefault(n => n.Name == name) is { } ns)
                {
                    return new NdObject(bus, Namespace: ns);
                }

                if (region.Devices?.Claims.FirstOrDefault(c => c.Name == name) is { } claim)
                {
                    return new NdObject(bus, Claim: claim);
                }
            }
        }

        return null;
    }
}
