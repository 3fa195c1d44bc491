using NvdimmPS.Dsm;
using NvdimmPS.Kernel;
using NvdimmPS.Model;

namespace NvdimmPS.Health.Findings;

/// <summary>What firmware DIMMs run, where one call tells: Intel's GetFirmwareInfo.</summary>
internal static class FirmwareRevisions
{
    private const uint GetFirmwareInfo = 12;

    /// <summary>DIMM → revision. A DIMM that does not say is left out: its health says why it does not answer.</summary>
    public static IReadOnlyDictionary<string, string> Read(INdKernel kernel, IEnumerable<NvdimmDevice> devices)
    {
        var revisions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var device in devices.Where(d => d.Family == DsmFamilies.Intel.Name))
        {
            var target = NvdimmMachine.Target(device);
            if (target.Family?.Find(GetFirmwareInfo) is not { } function || !target.Offers(function))
            {
                continue;
            }

            try
            {
                using var caller = new DsmCaller(kernel, TimeProvider.System);
                var answer = caller.Invoke(target, new DsmCall(function, DsmInput.None(function)));
                if (answer.Fields.FirstOrDefault(f => f.Name == "RunningRevision")?.Value?.ToString() is { } revision)
                {
                    revisions[device.Name] = revision;
                }
            }
            catch (NvdimmException)
            {
                // Its health is a finding already where it does not answer at all.
            }
        }

        return revisions;
    }
}
