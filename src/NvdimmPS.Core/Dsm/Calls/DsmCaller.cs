using System.Buffers.Binary;
using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Dsm.Families;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Kernel;

namespace NvdimmPS.Dsm;

/// <summary>What is to be sent.</summary>
public sealed record DsmCall(DsmFunction Function, ReadOnlyMemory<byte> Input)
{
    /// <summary>Room for the answer; null takes the function's default.</summary>
    public int? OutputSize { get; init; }

    /// <summary>The wanted route.</summary>
    public DsmRoute Route { get; init; }

    /// <summary>True where the answer is wanted as it is: no decoding, and no error for the firmware's status.</summary>
    public bool Raw { get; init; }

    /// <summary>True where the input was given as bytes, not made of named values by the table.</summary>
    public bool RawInput { get; init; }

    /// <summary>The fields that were given by name; the table filled in the others.</summary>
    public IReadOnlyCollection<string> Named { get; init; } = [];

    /// <summary>The call as sensitive as it was judged to be; what it was already, it stays.</summary>
    public DsmCall As(DsmFunction judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        return judged.IsSensitive && !Function.IsSensitive ? this with { Function = Function with { IsSensitive = true } } : this;
    }
}

/// <summary>
/// Sends functions to targets, by either route. Keeps each node open until it is disposed, so that a batch opens a DIMM
/// once. Not thread-safe: one a pipeline.
/// </summary>
public sealed class DsmCaller(INdKernel kernel, TimeProvider? time = null) : IDisposable
{
    /// <summary>The kernel passes on functions 0 to 31 (NVDIMM_CMD_MAX).</summary>
    public const uint LastFunction = 31;

    private readonly Dictionary<(NdNode, NdAccess), INdDevice> _open = [];
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Whether a recording answers.</summary>
    internal bool IsReplayed => kernel.Kind == KernelKind.Replayed;

    /// <summary>The cmdlet or command that calls, for the audit log.</summary>
    public string? Command { get; init; }

    /// <summary>Called with a sentence after each call, on the thread that sends it.</summary>
    public Action<string>? Called { get; init; }

    /// <summary>Sends one function and decodes the answer.</summary>
    /// <exception cref="NvdimmException">It cannot be sent, the kernel refused, the firmware refused, or the answer is
    /// malformed.</exception>
    public DsmResult Invoke(DsmTarget target, DsmCall call)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(call);
        call = call with { Function = VendorFunctions.Hide(call.Function, call.Input.Span) };
        var routes = target.Routes(call.Function, call.Route);
        for (var i = 0; ; i++)
        {
            var last = i == routes.Length - 1;
            try
            {
                var started = _time.GetUtcNow().UtcDateTime;
                var request = Request(target, call, routes[i]);
                var reply = Logged(target, call, request);
                Called?.Invoke(Sentence(target, call.Function, request, reply));
                if (reply.Errno == 0)
                {
                    return Result(target, call, request, reply, started);
                }

                // ENOTTY says that this spelling is not known, so nothing was done and the other one may be.
                if (last || reply.Errno != Errno.ENOTTY)
                {
                    throw CallErrors.Ioctl(target, call.Function, request, reply.Errno);
                }
            }
            catch (NdOpenException e) when (!last && e.Kind == NvdimmErrorKind.PermissionDenied)
            {
                // A legacy command may do with a read-only node.
            }
        }
    }

    /// <summary>The ioctl that a call becomes on a route.</summary>
    public static NdRequest Request(DsmTarget target, DsmCall call, NdRoute route)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(call);
        var function = call.Function;
        if (route == NdRoute.Legacy && function.LegacyCommand is null)
        {
            throw CallErrors.NoLegacy(target, function);
        }

        var size = OutputSize(call, route);
        var least = LeastOutputSize(call, route);
        if (size < least)
        {
            throw CallErrors.NoRoom(target.Name, function, size, least);
        }

        if ((long)call.Input.Length + size + NdEnvelope.PackageSize > NdCommands.MaxLength)
        {
            throw CallErrors.TooLarge(target.Name, (long)call.Input.Length + size + NdEnvelope.PackageSize);
        }

        if (route == NdRoute.Call)
        {
            return NdRequest.Call(target.Node.Kind, function.Family.Code, function.Number, call.Input, size, function.Family.InPlace);
        }

        var request = NdRequest.Legacy(function.LegacyCommand!, call.Input, size);
        CheckLegacy(target, request);
        return request;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var device in _open.Values)
        {
            device.Dispose();
        }

        _open.Clear();
    }

    /// <summary>
    /// The generic call takes any room; a legacy command's is fixed by the kernel, or by the input's length word
    /// (get_data), or preset by the caller (vendor, ars_status).
    /// </summary>
    private static int OutputSize(DsmCall call, NdRoute route)
    {
        var function = call.Function;
        if (LabelOutputSize(function, call.Input) is { } labels && (route == NdRoute.Legacy || call.OutputSize is null))
        {
            return labels;
        }

        return route == NdRoute.Legacy && function.Output is { Tail: null } layout
            ? layout.FixedSize
            : call.OutputSize ?? function.DefaultOutputSize;
    }

    /// <summary>Of a label read, the status and as much as the input's length word says.</summary>
    private static int? LabelOutputSize(DsmFunction function, ReadOnlyMemory<byte> input) =>
        function.LegacyCommand == NdCommands.GetConfigData && input.Length >= 2 * sizeof(uint)
            ? (int)Math.Min(sizeof(uint) + (long)BinaryPrimitives.ReadUInt32LittleEndian(input.Span[sizeof(uint)..]), int.MaxValue / 2)
            : null;

    /// <summary>
    /// A call needs room for the status, or its outcome would be lost. vendor and ars_status have a
    /// length word behind it.
    /// </summary>
    private static int LeastOutputSize(DsmCall call, NdRoute route)
    {
        var command = call.Function.LegacyCommand;
        return route == NdRoute.Legacy && (command == NdCommands.Vendor || command == NdCommands.ArsStatus) ? 2 * sizeof(uint)
            : call.Raw ? 0
            : sizeof(uint);
    }

    /// <summary>A legacy input carries its own length; the kernel would believe it and run past the buffer.</summary>
    private static void CheckLegacy(DsmTarget target, in NdRequest request)
    {
        var command = request.Command;
        var input = request.Input.Span;
        long expected = 0;
        var varies = false;
        foreach (var size in command.Inputs)
        {
            varies |= size == NdCommand.Variable;
            expected += size == NdCommand.Variable ? 0 : size;
        }

        if (varies && input.Length >= expected)
        {
            expected += BinaryPrimitives.ReadUInt32LittleEndian(input[sizeof(uint)..]); // set_data, vendor: in_length
        }

        if (input.Length != expected)
        {
            throw CallErrors.UnsafeEnvelope(target.Name,
                $"the input of '{command.Name}' has {Plural.Of(input.Length, "byte")} where "
                    + $"{(varies ? "its length word and what stands before the data make" : "the command has")} {expected}.");
        }
    }

    /// <summary>The one place where anything is sent.</summary>
    private NdReply Send(DsmTarget target, in NdRequest request) => NdCaller.Send(Open(target.Node, request.Command.Access), request);

    /// <summary>The same with a line in the log before it, so that a call that never comes back is known, and one after it.</summary>
    private NdReply Logged(DsmTarget target, DsmCall call, in NdRequest request)
    {
        var entry = CallLog.Announce?.Invoke(kernel, target, call, request, _time, Command);
        try
        {
            var reply = Send(target, request);
            entry?.Answer(call.Function, reply);
            return reply;
        }
        catch (Exception e)
        {
            entry?.Fail(e);
            throw;
        }
    }

    private static string Sentence(DsmTarget target, DsmFunction function, in NdRequest request, NdReply reply) =>
        string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {function}, route {request.Route}, ")
        + (reply.Errno == 0
            ? string.Create(CultureInfo.InvariantCulture,
                $"{Plural.Of(reply.Output.Length, "byte")}, {reply.Latency.TotalMilliseconds:0.###} ms.")
            : string.Create(CultureInfo.InvariantCulture, $"{Errno.Name(reply.Errno)}, {reply.Latency.TotalMilliseconds:0.###} ms."));

    private INdDevice Open(NdNode node, NdAccess access)
    {
        if (access == NdAccess.ReadOnly && _open.TryGetValue((node, NdAccess.ReadWrite), out var writable))
        {
            return writable;
        }

        if (!_open.TryGetValue((node, access), out var device))
        {
            device = kernel.Open(node, access);
            _open.Add((node, access), device);
        }

        return device;
    }

    private DsmResult Result(DsmTarget target, DsmCall call, in NdRequest request, NdReply reply, DateTime started)
    {
        var function = LabelMethods.InTheirWords(target, call.Function, request.Route);
        var answer = call.Raw ? RawAnswer(function, reply) : Answer(target, function, request, reply);
        return new DsmResult
        {
            Target = target.Name,
            Dimm = target.Node.Kind == NdNodeKind.Dimm ? target.Name : null,
            Bus = target.Node.Kind == NdNodeKind.Bus ? target.Name : null,
            Family = (request.Route == NdRoute.Legacy && target.Family is { } own ? own : function.Family).Name,
            Function = function.Number,
            FunctionName = function.Name,
            VendorCommand = VendorFunctions.Find(function, call.Input.Span)?.ToString(),
            Definition = function,
            Route = request.Route == NdRoute.Legacy ? nameof(NdRoute.Legacy) : nameof(NdRoute.Call),
            Status = answer?.Status.Word ?? "None",
            StatusCode = answer?.Status.Code,
            StatusMessage = answer?.Status.Message ?? "the answer is too short to have a status",
            Fields = [.. answer?.Fields ?? []],
            Generation = answer?.Generation,
            GenerationReason = answer?.GenerationReason,
            InputBytes = function.IsSensitive ? [] : call.Input.ToArray(),
            OutputBytes = Shown(call.Function, reply.Output),
            FirmwareSize = reply.FirmwareSize,
            Truncated = reply.Truncated,
            ReturnValue = reply.Result,
            Latency = reply.Latency,
            Time = started,
            Source = kernel.Source,
        };
    }

    /// <summary>An answer without the passphrases in it, which are zeros there.</summary>
    private static byte[] Shown(DsmFunction function, byte[] output)
    {
        if (SecretRanges.InOutput(function, output.Length) is not { Count: > 0 } secret)
        {
            return output;
        }

        // The decoded fields go on looking at the bytes as they came.
        var shown = output.AsSpan().ToArray();
        foreach (var range in secret)
        {
            shown.AsSpan(range.Start, range.Length).Clear();
        }

        return shown;
    }

    private static DsmAnswer? RawAnswer(DsmFunction function, NdReply reply) => reply.Output.Length < sizeof(uint)
        ? null
        : new DsmAnswer(reply.Written ? function.Family.Describe(function, BinaryPrimitives.ReadUInt32LittleEndian(reply.Output))
            : DsmStatus.NotReported, []);

    private static DsmAnswer Answer(DsmTarget target, DsmFunction function, in NdRequest request, NdReply reply)
    {
        if (!reply.Written && !IsByErrno(target, request) && IsAsSent(request, reply.Output))
        {
            throw CodecErrors.NoReply(target.Name, function);
        }

        var answer = DsmDecoder.DecodeOutput(function, reply.Output, reply.Truncated, target.Name,
            function.Family.IsSameAs(target.Family) ? target.Mask : null);
        if (!reply.Written)
        {
            // Some providers fill in the rest and leave the status alone (nfit_test's translation, papr_scm's labels).
            return answer with { Status = DsmStatus.NotReported };
        }

        if (!answer.Status.IsSuccess)
        {
            throw CodecErrors.FirmwareStatus(target.Name, function, answer.Status);
        }

        // The layout alone cannot tell: label data have no count of their own, only the one in the request.
        var expected = Math.Min(LabelOutputSize(function, request.Input) ?? 0, request.OutputSize);
        return reply.Output.Length < expected ? throw CodecErrors.ShortReply(target.Name, function, expected, reply.Output.Length) : answer;
    }

    /// <summary>
    /// True where the errno is all the answer there is: papr_scm reads and writes labels and leaves the status word alone
    /// (arch/powerpc/platforms/pseries/papr_scm.c).
    /// </summary>
    private static bool IsByErrno(DsmTarget target, in NdRequest request) =>
        (request.Command == NdCommands.GetConfigData || request.Command == NdCommands.SetConfigData)
        && target.Family?.Code == (uint)NdFamily.Papr;

    /// <summary>True where nothing stands behind the status word but what was sent: zeros, a length word, or in place the input.</summary>
    private static bool IsAsSent(in NdRequest request, ReadOnlySpan<byte> output)
    {
        if (output.Length <= sizeof(uint))
        {
            return true;
        }

        var sent = request.ToEnvelope();
        var isSame = output[sizeof(uint)..]
            .SequenceEqual(sent.AsSpan(NdEnvelope.OutputOffset(request) + sizeof(uint), output.Length - sizeof(uint)));
        sent.AsSpan().Clear(); // a passphrase may be in it
        return isSame;
    }
}
