namespace Broadside.Backup.Packing;

/// <summary>
/// Writes into a file and has every eight megabytes put on the disk. Left to the end, a gigabyte would go there at once, and whoever
/// commits a row in that moment would wait for all of it.
/// </summary>
internal sealed class PacedStream(FileStream file) : Stream
{
    private const long Step = 8 << 20;

    private long since;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.Write(buffer);
        since += buffer.Length;
        if (since >= Step)
        {
            file.Flush(flushToDisk: true);
            since = 0;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    // What is written goes on when the step is full, and at the end by whoever owns the file.
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
