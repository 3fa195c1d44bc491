using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>
/// Writes to a descriptor, which it does not own, with write(2) alone. A FileStream would keep a position of its own, so that
/// two of them on one file overwrite each other; the console's stream sets the terminal up and starts a thread.
/// </summary>
/// <param name="descriptor">The descriptor.</param>
/// <param name="failure">What to throw where it cannot be written, by errno; null where nobody could be told, and what is left is
/// lost.</param>
/// <param name="isOpen">False where the parent process had closed it.</param>
/// <param name="stop">Ends waiting for a reader.</param>
internal sealed class DescriptorStream(int descriptor, Func<int, Exception>? failure, bool isOpen = true, CancellationToken stop = default)
    : Stream
{
    private bool _broken;

    /// <summary>True once the reader has gone.</summary>
    public bool IsBroken => _broken;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty && !_broken)
        {
            switch (isOpen ? FileCall.Write(descriptor, buffer) : -Errno.EBADF)
            {
                case >= 0 and var written:
                    buffer = buffer[(int)written..];
                    break;
                case -Errno.EAGAIN:
                    stop.ThrowIfCancellationRequested();
                    Thread.Sleep(1);
                    break;
                case -Errno.EPIPE:
                    // The reader has seen enough, as head(1) has.
                    _broken = true;
                    break;
                case var errno:
                    // What is still in a buffer above is not tried again.
                    _broken = true;
                    if (failure is not null)
                    {
                        throw failure(-(int)errno);
                    }

                    break;
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
