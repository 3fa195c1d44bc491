using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Labels;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that writes label areas. A DIMM whose area is so already is left alone.</summary>
public abstract class LabelChangeCmdlet : ChangeCmdlet
{
    private LabelPlanner? _planner;

    /// <summary>Keeps no backup of the area as it was.</summary>
    [Parameter]
    public SwitchParameter NoBackup { get; set; }

    private protected LabelPlanner Planner => _planner ??= new LabelPlanner(Machine, Caller)
    {
        KeepsBackup = !NoBackup,
        BackedUp = (dimm, folder) => Tell($"{dimm}: its labels of before are in {folder}.", "NvdimmLabel"),
        Unfinished = (dimm, folder) => WriteWarning($"{dimm}: an earlier label write was interrupted; what was before it "
            + $"is in {folder}. The labels of now are whole, those of before or the new ones: Test-NvdimmLabel tells."),
    };

    /// <summary>
    /// Changes the DIMMs one after the other, and none where one of the plans cannot be: labels of several DIMMs belong together.
    /// </summary>
    private protected void ForAll(IEnumerable<NvdimmDevice> devices, Func<NvdimmDevice, ChangePlan?> plan) => Blocking(() =>
    {
        var (all, plans) = (0, new List<(NvdimmDevice Device, ChangePlan? Plan)>());
        foreach (var device in devices)
        {
            all++;
            Try(device, () => plans.Add((device, plan(device))));
        }

        if (plans.Count == all)
        {
            plans.ForEach(p => Try(p.Device, () => Change(p.Device, p.Plan)));
        }
        else if (all > 1)
        {
            WriteWarning("Nothing was written, because one of the DIMMs cannot be changed.");
        }
    });

    /// <summary>
    /// Changes the DIMMs one after the other, but none of an interleave set of which one cannot be: the set would have labels of two kinds.
    /// </summary>
    private protected void ForSets(IReadOnlyList<NvdimmDevice> devices, Func<NvdimmDevice, ChangePlan?> plan) => Blocking(() =>
    {
        var plans = new List<(NvdimmDevice Device, ChangePlan? Plan)>();
        foreach (var device in devices.TakeWhile(_ => !Stopping))
        {
            Try(device, () => plans.Add((device, plan(device))));
        }

        var refused = devices.Select(d => d.Name).Except(plans.Select(p => p.Device.Name)).ToHashSet();
        NvdimmRegion[] sets = refused.Count == 0 ? [] : [.. Machine.Topology.GetRegions().Where(r => r.Dimms.Any(refused.Contains))];
        foreach (var (device, own) in plans.TakeWhile(_ => !Stopping))
        {
            if (Array.Find(sets, r => r.Dimms.Contains(device.Name)) is not { } set)
            {
                Try(device, () => Change(device, own));
            }
            else
            {
                var others = string.Join(", ", set.Dimms.Where(refused.Contains));
                WriteWarning($"{device.Name}: nothing was written, because {others} of the same interleave set ({set.Name}) "
                    + "cannot be changed.");
            }
        }
    });

    private void Change(NvdimmDevice device, ChangePlan? plan)
    {
        if (plan is null)
        {
            SayNothingToDo($"{device.Name}: its label area is already identical");
        }
        else if (!Apply(plan))
        {
            return;
        }

        if (PassThru)
        {
            WriteObject(Planner.Read(device, Stopped));
        }
    }
}
