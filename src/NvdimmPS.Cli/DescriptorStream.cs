using System.Runtime.InteropServices;
using NvdimmPS.Kernel;

namespace NvdimmPS.Cli;

/// <summary>
/// Writes to an inherited descriptor with write(2) alone. A FileStream would keep a position of its own, so that two of
/// them on one file overwrite each other; the console's stream sets the terminal up and starts a thread.
/// </summary>
/// <param name="descriptor">The descriptor.</param>
/// <param name="isOpen">False where whoever started the process had closed it.</param>
/// <param name="mayFail">False where nobody could be told: what cannot be written there is lost without a word.</param>
internal sealed unsafe class DescriptorStream(int descriptor, bool isOpen, bool mayFail) : Stream
{
    private bool _broken;

    /// <summary>True once nobody reads any more.</summary>
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
            if (!isOpen)
            {
                Break(Errno.EBADF);
                return;
            }

            fixed (byte* p = buffer)
            {
                var written = Libc.write(descriptor, p, (nuint)buffer.Length);
                if (written >= 0)
                {
                    buffer = buffer[(int)written..];
                    continue;
                }
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Errno.EINTR:
                    break;
                case Errno.EAGAIN:
                    Thread.Sleep(1);
                    break;
                case Errno.EPIPE:
                    // The reader has seen enough, as head(1) has.
                    _broken = true;
                    break;
                case var errno:
                    Break(errno);
                    return;
            }
        }
    }

    /// <summary>What is still in a buffer above is not tried again.</summary>
    private void Break(int errno)
    {
        _broken = true;
        if (mayFail)
        {
            throw Errors.Output(errno);
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
