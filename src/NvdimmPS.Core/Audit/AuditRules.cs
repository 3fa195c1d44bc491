using System.Buffers.Binary;
using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Audit;

/// <summary>Which calls are logged, and what of them.</summary>
internal static class AuditRules
{
    /// <summary>In place of a hash.</summary>
    public const string Hidden = "hidden";

    /// <summary>
    /// True for what changes something or may do so: all but the reads of the built-in tables with an input that was made by
    /// them. An imported table's word that a function only reads is not trusted.
    /// </summary>
    public static bool Concern(DsmCall call) => call.Function.Danger != DsmDanger.Read || call.RawInput || call.Function.Origin is not null;

    /// <summary>The question as it is logged.</summary>
    public static NvdimmAuditRecord Record(INdKernel kernel, DsmTarget target, DsmCall call, in NdRequest request, DateTime time,
        string? command)
    {
        var function = call.Function;
        var (serial, uniqueId) = Identity(kernel, target.Node);
        return AuditField.Cleaned(Begin(kernel, target.Name, time, command) with
        {
            Serial = serial,
            UniqueId = uniqueId,
            Family = function.Family.Name,
            Function = function.Number,
            FunctionName = function.Name,
            Opcode = function.HasVendorPayload && call.Input.Length >= sizeof(uint)
                ? BinaryPrimitives.ReadUInt32LittleEndian(call.Input.Span)
                : null,
            Route = request.Route.ToString(),
            Danger = function.Danger.ToString(),
            Sensitive = function.IsSensitive,
            RawInput = call.RawInput,
            InputLength = call.Input.Length,
            InputSha256 = MayBeSecret(target.Node, function, request) ? Hidden : HexText.Format(Sha256.Hash(call.Input.Span)),
        });
    }

    /// <summary>The write of a sysfs attribute or a disk as it is logged. No attribute that is written takes a secret itself.</summary>
    public static NvdimmAuditRecord Record(INdKernel kernel, KernelWrite write, DateTime time, string? command)
    {
        var (serial, uniqueId) = NdNode.TryParse(write.Target, out var node) ? Identity(kernel, node) : default;
        return AuditField.Cleaned(Begin(kernel, write.Target, time, command) with
        {
            Serial = serial,
            UniqueId = uniqueId,
            FunctionName = string.Join('/', write.Path.Split('/')[^2..]),
            Attribute = write.Path,
            Value = write.Value,
            Route = write.Path.StartsWith("/dev/", StringComparison.Ordinal) ? "Disk" : "Sysfs",
            Danger = write.IsDestructive ? nameof(DsmDanger.Destructive) : nameof(DsmDanger.Write),
            InputLength = write.Bytes.Length,
            InputSha256 = HexText.Format(write.Hash),
        });
    }

    /// <summary>Who changes what, and when.</summary>
    private static NvdimmAuditRecord Begin(INdKernel kernel, string target, DateTime time, string? command)
    {
        var who = AuditWho.Here;
        return new NvdimmAuditRecord
        {
            Id = Guid.NewGuid().ToString("N"),
            Time = time,
            HostName = who.Host,
            Source = kernel.Source,
            UserId = who.UserId,
            User = who.User,
            LoginUserId = who.LoginUserId,
            LoginSession = who.LoginSession,
            SudoUser = who.SudoUser,
            SshClient = who.SshClient,
            ProcessId = who.ProcessId,
            Process = who.Process,
            Command = command,
            Target = target,
        };
    }

    /// <summary>True where any of the input may be a secret.</summary>
    private static bool MayBeSecret(NdNode node, DsmFunction function, in NdRequest request)
    {
        var buffer = request.ToEnvelope();
        try
        {
            return function.MayHoldSecret
                || (!request.Input.IsEmpty && DsmSecrets.Find(node.Kind, request.Command.Request, buffer).Any(s => !s.IsAnswer));
        }
        finally
        {
            Array.Clear(buffer);
        }
    }

    /// <summary>What tells one DIMM from another, in whatever slot it is the next time.</summary>
    private static (string? Serial, string? UniqueId) Identity(INdKernel kernel, NdNode node)
    {
        if (node.Kind != NdNodeKind.Dimm)
        {
            return default;
        }

        var folder = Path.Join(kernel.SysfsRoot, "bus/nd/devices", node.ObjectName);
        return (SysfsFile.Read(folder, "nfit/serial").Text,
            SysfsFile.Read(folder, "nfit/id").Text ?? SysfsFile.Read(folder, "papr/id").Text ?? SysfsFile.Read(folder, "cxl/id").Text);
    }
}
