using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.KernelRing;

/// <summary>The part with firmware: calls, waits, and what the attributes of a runtime activation read.</summary>
internal sealed partial class WriteSubject
{
    private string Wait(string milliseconds)
    {
        (pause ?? Thread.Sleep)(TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)));
        return "ok";
    }

    private string Call(string name, string value)
    {
        var words = value.Split(' ');
        _ = NdNode.TryParse(name, out var node);
        try
        {
            using var device = kernel.Open(node, NdAccess.ReadWrite);
            var reply = NdCaller.Send(device, NdRequest.Call(node.Kind, ulong.Parse(words[0], CultureInfo.InvariantCulture),
                ulong.Parse(words[1], CultureInfo.InvariantCulture), Convert.FromHexString(words[2]), int.Parse(words[3], CultureInfo.InvariantCulture)));
            return reply.Errno != 0 ? Errno.Name(reply.Errno) : Convert.ToHexString(reply.Output);
        }
        catch (NdOpenException e)
        {
            return Errno.Name(e.Errno);
        }
    }

    /// <summary>The bus first: reading it is what has the kernel ask anew.</summary>
    private void AddFirmware(SortedDictionary<string, string> state, List<string> dimms)
    {
        Add(state, "ndbus0", "ndbus0", ["firmware/activate", "firmware/capability", "nfit/firmware_activate_noidle"]);
        foreach (var dimm in dimms)
        {
            Add(state, dimm, dimm, ["firmware/activate", "firmware/result"]);
        }
    }
}
