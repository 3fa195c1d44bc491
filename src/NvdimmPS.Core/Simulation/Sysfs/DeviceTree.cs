using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>Keeps the folders of devices true: what differs from what was shown last is written, anything else is left alone.</summary>
internal sealed class DeviceTree(SysfsTree tree)
{
    /// <summary>Shows the devices as they are now, where <paramref name="shown"/> holds them as they were.</summary>
    public void Update(Dictionary<string, DeviceView> shown, IEnumerable<DeviceView> now)
    {
        var views = now.ToDictionary(v => v.Path, StringComparer.Ordinal);
        foreach (var gone in shown.Values.Where(v => !views.ContainsKey(v.Path)).ToList())
        {
            Remove(gone);
            shown.Remove(gone.Path);
        }

        foreach (var view in views.Values)
        {
            if (!shown.TryGetValue(view.Path, out var before))
            {
                Add(view);
            }
            else
            {
                Change(before, view);
            }

            shown[view.Path] = view;
        }
    }

    private void Add(DeviceView view)
    {
        NdDevices.Add(tree, view.Path, view.Type, view.Modalias, view.Driver);
        foreach (var (name, text) in view.Attributes)
        {
            tree.Add($"{view.Path}/{name}", SysfsTree.Bytes(text));
        }

        AddBelow(view);
    }

    private void Change(DeviceView before, DeviceView view)
    {
        var isOther = before.Driver != view.Driver || before.Block != view.Block || before.Dax != view.Dax;
        if (isOther)
        {
            RemoveBelow(before);
        }

        foreach (var name in before.Attributes.Keys.Where(name => !view.Attributes.ContainsKey(name)))
        {
            tree.Remove($"{view.Path}/{name}");
        }

        if (before.Driver != view.Driver)
        {
            if (before.Driver is not null)
            {
                NdDevices.UnbindDriver(tree, view.Path, before.Driver);
            }

            NdDevices.Bind(tree, view.Path, view.Type, view.Modalias, view.Driver);
        }

        foreach (var (name, text) in view.Attributes)
        {
            if (before.Attributes.GetValueOrDefault(name) != text)
            {
                tree.Replace($"{view.Path}/{name}", SysfsTree.Bytes(text));
            }
        }

        if (isOther)
        {
            AddBelow(view);
        }
        else if (view.Block is { } block && before.BlockReadOnly != view.BlockReadOnly)
        {
            BlockFiles.UpdateReadOnly(tree, view.Path, block, view.BlockReadOnly);
        }
    }

    private void Remove(DeviceView view)
    {
        RemoveBelow(view);
        if (view.Driver is not null)
        {
            NdDevices.UnbindDriver(tree, view.Path, view.Driver);
        }

        NdDevices.Unlink(tree, view.Path);
        tree.RemoveFolder(view.Path);
    }

    /// <summary>What the driver makes below the device.</summary>
    private void AddBelow(DeviceView view)
    {
        if (view.Block is { } block)
        {
            BlockFiles.Add(tree, view.Path, block, view.BlockReadOnly);
        }

        if (view.Dax is { } dax)
        {
            var device = $"{view.Path}/{dax}";
            tree.Link($"{device}/subsystem", "bus/dax");
            tree.Link($"{device}/driver", "bus/dax/drivers/device_dax");
            tree.Link($"bus/dax/devices/{dax}", device);
        }
    }

    private void RemoveBelow(DeviceView view)
    {
        if (view.Block is { } block)
        {
            BlockFiles.Remove(tree, view.Path, block);
        }

        if (view.Dax is { } dax)
        {
            tree.Remove($"bus/dax/devices/{dax}");
            tree.RemoveFolder($"{view.Path}/{dax}");
            tree.RemoveFolder($"{view.Path}/dax_region");
        }
    }
}
