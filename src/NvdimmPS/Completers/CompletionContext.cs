using System.Collections;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Completers;

/// <summary>What may be offered.</summary>
/// <param name="Text">What is completed.</param>
/// <param name="ToolTip">What it is.</param>
/// <param name="IsCode">True for script, which takes no quotes.</param>
internal sealed record Candidate(string Text, string? ToolTip, bool IsCode = false);

/// <summary>What is known while an argument is completed.</summary>
/// <param name="Machine">The machine, or the active simulator.</param>
/// <param name="Command">The cmdlet.</param>
/// <param name="Bound">The parameters that were typed already.</param>
internal sealed record CompletionContext(NvdimmMachine Machine, string Command, IDictionary Bound)
{
    /// <summary>True where the call goes to a bus.</summary>
    public bool IsForBus => Bound.Contains("Bus");

    /// <summary>The family that was typed, that of the DIMM that was typed, or the machine's first one, in this order.</summary>
    public DsmFamily? Family
    {
        get
        {
            var kind = IsForBus ? NdNodeKind.Bus : NdNodeKind.Dimm;
            if (Bound["Family"] is { } family)
            {
                return DsmFamilies.Find(NdNodeKind.Dimm, family.ToString()) ?? DsmFamilies.Find(NdNodeKind.Bus, family.ToString());
            }

            return kind == NdNodeKind.Bus ? DsmFamilies.NfitBus : (Device is { } device ? NvdimmMachine.Target(device).Family : null);
        }
    }

    /// <summary>The DIMM that was typed, else the machine's first one.</summary>
    private NvdimmDevice? Device
    {
        get
        {
            var names = Bound["Dimm"] is { } typed ? new NvdimmNameAttribute(NvdimmNoun.Dimm).Transform(null!, typed) as string[] : null;
            return names is [var name, ..] && Machine.Topology.FindDevice(name, TopologyDetail.Summary) is { } device
                ? device
                : Machine.Topology.GetDevices().FirstOrDefault();
        }
    }
}
