using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Providers;

/// <summary>What stands behind <c>nd_desc->ndctl</c>, with the masks that libnvdimm asks before.</summary>
internal interface INdProvider
{
    /// <summary>The bus's <c>cmd_mask</c>.</summary>
    uint BusCommands { get; }

    /// <summary><c>nfit/dsm_mask</c> of the bus.</summary>
    uint BusFunctions { get; }

    /// <summary><c>bus_family_mask</c>.</summary>
    uint BusFamilies { get; }

    /// <summary><c>dimm_family_mask</c>: one for all DIMMs of the bus.</summary>
    uint DimmFamilies { get; }

    /// <summary>A DIMM's <c>cmd_mask</c>.</summary>
    uint DimmCommands(SimulatedDimm dimm);

    /// <summary><c>nfit/dsm_mask</c> of a DIMM.</summary>
    uint DimmFunctions(SimulatedDimm dimm);

    /// <summary>Sends a request on, under the bus's lock.</summary>
    /// <param name="dimm">Null for the bus itself.</param>
    /// <param name="command">The command.</param>
    /// <param name="pages">The kernel's copy of the envelope, inputs then outputs, and what is left of its last page.</param>
    /// <param name="length">The envelope's length.</param>
    /// <param name="commandResult">The firmware's status as an errno (<c>cmd_rc</c>), which no caller outside the kernel sees.</param>
    /// <returns>The ioctl's return value.</returns>
    int Control(SimulatedDimm? dimm, NdCommand command, byte[] pages, int length, out int commandResult);
}
