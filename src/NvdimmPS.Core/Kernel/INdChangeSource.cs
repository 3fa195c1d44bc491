namespace NvdimmPS.Kernel;

/// <summary>
/// A kernel that says by itself that something changed. The running one notifies attributes of sysfs; a simulator has a
/// folder in place of them, and folders do not notify.
/// </summary>
public interface INdChangeSource
{
    /// <summary>Something changed. Raised on any thread, and quickly returned from.</summary>
    event EventHandler? Changed;
}
