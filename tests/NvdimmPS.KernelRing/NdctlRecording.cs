using System.Buffers.Binary;
using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.KernelRing;

/// <summary>
/// Takes the ioctls that ndctl was seen to make a moment ago and makes them again from family, function and payload alone:
/// our envelope must be ndctl's to the byte, and the kernel's answer the same.
/// </summary>
internal static class NdctlRecording
{
    public static int Replay(INdKernel kernel, string path)
    {
        var report = new Report("ndctl's own ioctls through our envelopes", new Dictionary<string, string>());
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line);
            Replay(kernel, document.RootElement, $"{++number} {document.RootElement.GetProperty("name").GetString()}", report);
        }

        return report.Close();
    }

    private static void Replay(INdKernel kernel, JsonElement line, string id, Report report)
    {
        var path = line.GetProperty("dev").GetString()!;
        if (!NdNode.TryParse(Path.GetFileName(path), out var node))
        {
            report.Failed(id, $"no NVDIMM node: {path}");
            return;
        }

        var before = Convert.FromHexString(line.GetProperty("before").GetString()!);
        var request = Request(node.Kind, line, before);
        var ours = request.ToEnvelope();
        KeepPresets(ours, before, request);
        if (!ours.AsSpan().SequenceEqual(before))
        {
            report.Failed(id, $"ndctl sent {Convert.ToHexString(before)}\n    we build   {Convert.ToHexString(ours)}");
            return;
        }

        using var device = kernel.Open(node, request.Command.Access);
        var result = device.Ioctl(request.Command.Request, ours);
        if (result != line.GetProperty("rc").GetInt32() || !string.Equals(Convert.ToHexString(ours), line.GetProperty("after").GetString(), StringComparison.OrdinalIgnoreCase))
        {
            report.Failed(id, $"ndctl got {line.GetProperty("after").GetString()}\n    we got    {Convert.ToHexString(ours).ToLowerInvariant()} ({result})");
            return;
        }

        report.Passed();
    }

    private static NdRequest Request(NdNodeKind kind, JsonElement line, byte[] before)
    {
        var command = NdCommands.Find(kind, line.GetProperty("cmd").GetInt32())!;
        if (command.Number == NdCommands.CallNumber)
        {
            var size = line.GetProperty("size_in").GetInt32();
            return NdRequest.Call(kind, line.GetProperty("family").GetUInt64(), line.GetProperty("func").GetUInt64(),
                before.AsMemory(NdEnvelope.PackageSize, size), line.GetProperty("size_out").GetInt32());
        }

        var measured = NdEnvelope.Measure(command, before);
        return NdRequest.Legacy(command, before.AsMemory(0, (int)measured.Input), (int)measured.Output);
    }

    /// <summary>libndctl presets nd_fw_size and some output words; that is its habit, not the ABI.</summary>
    private static void KeepPresets(byte[] ours, byte[] theirs, NdRequest request)
    {
        const int firmwareSize = 60;
        var output = NdEnvelope.OutputOffset(request);
        theirs.AsSpan(output, Math.Min(ours.Length, theirs.Length) - output).CopyTo(ours.AsSpan(output));
        if (request.Route == NdRoute.Call)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(ours.AsSpan(firmwareSize), BinaryPrimitives.ReadUInt32LittleEndian(theirs.AsSpan(firmwareSize)));
        }
    }
}
