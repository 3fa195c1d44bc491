namespace NvdimmPS.Changes;

/// <summary>A question cannot be asked: the session is not interactive.</summary>
/// <param name="cause">How the front end said so.</param>
public sealed class CannotAskException(Exception cause) : Exception(cause?.Message, cause);
