using System.CommandLine;

namespace NvdimmPS.Cli;

/// <summary>A failure as the console tells it.</summary>
internal sealed record Failure(string Id, string Kind, string? Target, string Message, string? RecommendedAction, int ExitCode)
{
    /// <summary>The kernel's error number.</summary>
    public int? Errno { get; init; }

    /// <summary>The firmware's status in a word.</summary>
    public string? Status { get; init; }

    /// <summary>The firmware's status word.</summary>
    public uint? StatusCode { get; init; }

    public static Failure From(NvdimmException e) => new(
        e.ErrorId, e.Kind.ToString(), e.Target, e.Message, e.NextStep?.In(ConsoleWords.Instance), ExitCodes.For(e))
    {
        Errno = e switch { NdIoctlException ioctl => ioctl.Errno, NdOpenException open => open.Errno, _ => null },
        Status = (e as DsmStatusException)?.Status,
        StatusCode = (e as DsmStatusException)?.StatusCode,
    };

    public static Failure Usage(Command command, string message) => new(
        "Nvdimm.Usage", nameof(NvdimmErrorKind.InvalidArgument), null,
            Printable.Line(string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Printable.MostOfMessage),
        $"See '{Path(command)} --help'.", ExitCodes.Usage);

    /// <summary>A command with those that it stands below.</summary>
    public static string Path(Command command) =>
        string.Join(' ', command.Parents.OfType<Command>().Select(Path).Append(command.Name));

    public static Failure Unexpected(Exception e) => From(GeneralErrors.Unexpected(null, e)) with { ExitCode = ExitCodes.Unexpected };

    public void Write(TextWriter error)
    {
        error.WriteLine("nvdimm: " + Message);
        if (RecommendedAction is not null)
        {
            error.WriteLine("next: " + RecommendedAction);
        }
    }
}
