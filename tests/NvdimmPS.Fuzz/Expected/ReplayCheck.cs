using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Fuzz.Expected;

/// <summary>Asks a replayed machine what its trace has: the answers are those of the text.</summary>
internal static class ReplayCheck
{
    private const int Most = 20;

    /// <summary>The first difference; null where there is none.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="expected">The text of its trace.</param>
    /// <param name="refused">Gets the refusals: of an open that was refused, and of an answer that is hidden.</param>
    public static string? Difference(INdKernel machine, TraceText expected, Action<NvdimmException> refused)
    {
        foreach (var request in expected.Requests.Take(Most))
        {
            try
            {
                var node = NdNode.TryParse(request.Node, out var parsed) ? parsed : throw new InvalidOperationException(request.Node);
                using var device = machine.Open(node, request.IsReadOnly ? NdAccess.ReadOnly : NdAccess.ReadWrite);
                var buffer = request.Before.AsSpan().ToArray();
                var result = device.Ioctl(request.Request, buffer);
                if (!expected.Requests.Exists(r => IsAnswer(request, r, result, buffer)))
                {
                    return $"{request.Node} answers {result} and {Convert.ToHexStringLower(buffer)}, which nobody recorded";
                }
            }
            catch (NvdimmException e)
            {
                refused(e);
            }
        }

        return null;
    }

    /// <summary>
    /// Whether this was recorded of such a request. Bytes may also be as they were sent: the words that are marked as not written, and
    /// what is hidden, are not of the trace.
    /// </summary>
    private static bool IsAnswer(ExpectedRequest asked, ExpectedRequest recorded, int result, byte[] buffer)
    {
        if (recorded.Node != asked.Node || recorded.Result != result || recorded.Before.Length != buffer.Length)
        {
            return false;
        }

        for (var i = 0; i < buffer.Length; i++)
        {
            if (buffer[i] != asked.Before[i] && buffer[i] != recorded.After?[i])
            {
                return false;
            }

            if (recorded.After is not null && buffer[i] != recorded.After[i] && recorded.After[i] != recorded.Before[i]
                && !recorded.Hidden[i])
            {
                return false;
            }
        }

        return true;
    }
}
