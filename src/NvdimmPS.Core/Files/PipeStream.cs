using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Files;

/// <summary>Reads a pipe that was opened without waiting: waits for bytes as long as somebody writes, and can be stopped.</summary>
internal sealed unsafe class PipeStream(NdHandle handle, CancellationToken stop) : Stream
{
    private const int LookForStopMilliseconds = 100;

    private bool _begun;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var read = (int)FileCall.Read((int)handle.DangerousGetHandle(), buffer);
            if (read == -Errno.EAGAIN)
            {
                Wait();
                continue;
            }

            if (read < 0)
            {
                throw FileCall.Failure(-read);
            }

            // The end without a beginning: its writer has not come yet, or there is none.
            if (read == 0 && !_begun)
            {
                throw new FileRefusal("it is a pipe, and nobody writes to it", "Start its writer first, or name a file.");
            }

            _begun = true;
            return read;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        handle.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Until there is something, or the writer is gone; what poll(2) says else is found out by reading.</summary>
    private void Wait()
    {
        var entry = new PollEntry { Descriptor = (int)handle.DangerousGetHandle(), Wanted = PollEntry.In };
        _ = Libc.poll(&entry, 1, LookForStopMilliseconds);
    }
}
