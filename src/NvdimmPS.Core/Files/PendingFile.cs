using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Files;

/// <summary>
/// A file that is being written: nothing stands under its name before <see cref="Commit"/>, and nothing of it stays without.
/// </summary>
internal abstract class PendingFile : IDisposable
{
    /// <summary>What becomes the file.</summary>
    public abstract Stream Stream { get; }

    /// <summary>Puts it under its name. The stream can be written on.</summary>
    public abstract void Commit();

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>What takes bytes and keeps none: a pipe, a terminal, <c>/dev/null</c>. Nothing can be put in its place.</summary>
internal sealed class PassingFile(int descriptor, IDisposable owner, CancellationToken stop) : PendingFile
{
    private readonly DescriptorStream _stream =
        new(descriptor, errno => new IOException($"The output cannot be written: {Errno.Name(errno)}."), stop: stop);

    public override Stream Stream => _stream;

    public override void Commit()
    {
        if (_stream.IsBroken)
        {
            throw new IOException("its reader stopped before all was written");
        }
    }

    protected override void Dispose(bool disposing) => owner.Dispose();
}
