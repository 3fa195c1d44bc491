using System.Globalization;
using System.Text.Json;

namespace NvdimmPS.Audit;

/// <summary>A member of a line: how a record gives it, and how it takes it.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Get">A text, a number or a truth; null is not written.</param>
/// <param name="Set">Throws <see cref="FormatException"/> or <see cref="InvalidOperationException"/> for what it cannot be.</param>
internal sealed record AuditField(string Name, Func<NvdimmAuditRecord, object?> Get, Action<NvdimmAuditRecord, JsonElement> Set)
{
    private Action<NvdimmAuditRecord>? Clean { get; init; }

    /// <summary>All of them, in the order of a line.</summary>
    public static readonly AuditField[] All =
    [
        Text("id", r => r.Id, (r, v) => r.Id = v),
        new("time", r => r.Time.ToString("O", CultureInfo.InvariantCulture), (r, v) => r.Time = v.GetDateTimeOffset().UtcDateTime),
        Text("host", r => r.HostName, (r, v) => r.HostName = v),
        Text("source", r => r.Source, (r, v) => r.Source = v),
        Number("uid", r => r.UserId, (r, v) => r.UserId = v),
        Text("user", r => r.User, (r, v) => r.User = v),
        Number("loginUid", r => r.LoginUserId, (r, v) => r.LoginUserId = v),
        Number("loginSession", r => r.LoginSession, (r, v) => r.LoginSession = v),
        Text("sudoUser", r => r.SudoUser, (r, v) => r.SudoUser = v),
        Text("sshClient", r => r.SshClient, (r, v) => r.SshClient = v),
        Number("pid", r => r.ProcessId, (r, v) => r.ProcessId = v),
        Text("process", r => r.Process, (r, v) => r.Process = v),
        Text("command", r => r.Command, (r, v) => r.Command = v),
        Text("target", r => r.Target, (r, v) => r.Target = v),
        Text("serial", r => r.Serial, (r, v) => r.Serial = v),
        Text("uniqueId", r => r.UniqueId, (r, v) => r.UniqueId = v),
        Text("family", r => r.Family, (r, v) => r.Family = v),
        Number("function", r => r.Function, (r, v) => r.Function = v),
        Text("functionName", r => r.FunctionName, (r, v) => r.FunctionName = v),
        Number("opcode", r => r.Opcode, (r, v) => r.Opcode = v),
        Text("attribute", r => r.Attribute, (r, v) => r.Attribute = v),
        Text("value", r => r.Value, (r, v) => r.Value = v),
        Text("route", r => r.Route, (r, v) => r.Route = v),
        Text("danger", r => r.Danger, (r, v) => r.Danger = v),
        new("sensitive", r => r.Sensitive, (r, v) => r.Sensitive = v.GetBoolean()),
        new("rawInput", r => r.RawInput, (r, v) => r.RawInput = v.GetBoolean()),
        Number("inputLength", r => r.InputLength, (r, v) => r.InputLength = v),
        Text("inputSha256", r => r.InputSha256, (r, v) => r.InputSha256 = v),
        Text("outcome", r => r.Answered ? r.Outcome : null, (r, v) => r.Outcome = v),
        Number("errno", r => r.Errno, (r, v) => r.Errno = v),
        Number("returnValue", r => r.ReturnValue, (r, v) => r.ReturnValue = v),
        Number("status", r => r.StatusCode, (r, v) => r.StatusCode = v),
        Number("microseconds", r => (long?)r.Duration?.TotalMicroseconds,
            (r, v) => r.Duration = TimeSpan.FromMicroseconds(Math.Clamp(v, 0, long.MaxValue >> 8))),
    ];

    /// <summary>
    /// The record with texts that are short and steer no terminal: names come from the environment, from sysfs and from whoever
    /// calls.
    /// </summary>
    public static NvdimmAuditRecord Cleaned(NvdimmAuditRecord record)
    {
        foreach (var field in All)
        {
            field.Clean?.Invoke(record);
        }

        return record;
    }

    private static AuditField Text(string name, Func<NvdimmAuditRecord, string?> get, Action<NvdimmAuditRecord, string> set) =>
        new(name, get, (r, v) => set(r, Printable.Line(v.GetString() ?? throw new FormatException())))
        {
            Clean = r =>
            {
                if (get(r) is { } text)
                {
                    set(r, Printable.Quote(text));
                }
            },
        };

    private static AuditField Number(string name, Func<NvdimmAuditRecord, long?> get, Action<NvdimmAuditRecord, long> set) =>
        new(name, r => get(r), (r, v) => set(r, v.GetInt64()));
}
