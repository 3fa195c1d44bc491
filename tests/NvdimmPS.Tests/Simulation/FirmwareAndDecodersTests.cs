using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Simulation;

/// <summary>
/// Firmware and tables were written apart from each other: each function of each family is called by name on a machine that
/// offers it, and what was set in the simulator has to arrive in words and units.
/// </summary>
public class FirmwareAndDecodersTests
{
    private const uint Everything = 0xFFFF_FFFE;

    [Theory]
    [InlineData("Intel", "1x1")]
    [InlineData("IntelBus", "1x1")]
    [InlineData("NfitBus", "1x1")]
    [InlineData("Msft", "nvdimm-n")]
    [InlineData("Msft", "1x2:msft")]
    [InlineData("Hpe1", "hpe-nvdimm-n")]
    [InlineData("Hpe1", "2x1:hpe1")]
    [InlineData("Hpe2", "hpe2-nvdimm-n")]
    [InlineData("Hpe2", "1x1:hpe2")]
    [InlineData("HyperV", "hyperv")]
    [InlineData("HyperV", "1x2:hyperv")]
    [InlineData("Papr", "papr")]
    [InlineData("Papr", "1x2:papr")]
    public void What_each_function_answers_the_tables_decode(string family, string topology)
    {
        using var calls = new NamedCalls(topology, family == "Papr" ? 0 : Everything);
        Hold(family, calls);
        var all = Assert.Single(DsmFamilies.All, f => f.Name == family).Functions.Where(f => f.Output is not null).Select(f => f.Name);
        Assert.Equal(all.Order(), calls.Decoded.Where(f => f.Family.Name == family).Select(f => f.Name).Order());
    }

    private static void Hold(string family, NamedCalls calls)
    {
        switch (family)
        {
            case "NfitBus":
                BusConversation.Hold(calls);
                break;
            case "Msft":
                MsftConversation.Hold(calls);
                break;
            case "Hpe1":
                Hpe1Conversation.Hold(calls);
                break;
            case "Hpe2":
                Hpe2Conversation.Hold(calls);
                break;
            case "HyperV":
                VirtualConversations.HyperV(calls);
                break;
            case "Papr":
                VirtualConversations.Papr(calls);
                break;
            default:
                IntelConversation.Hold(calls); // the bus's functions are part of it
                break;
        }
    }
}
