namespace Broadside.Giving.Statements;

/// <summary>Reads on to the cap and no further; its beginning can be looked at first.</summary>
internal sealed class CappedStream(Stream inner, long cap) : Stream
{
    private byte[] head = [];
    private int used;
    private long taken;

    /// <summary>There was more than the cap: what was read is not the whole.</summary>
    public bool IsOver { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The first bytes, which are read again afterwards.</summary>
    public ReadOnlySpan<byte> Head(int length)
    {
        var buffer = new byte[length];
        head = buffer[..inner.ReadAtLeast(buffer, length, throwOnEndOfStream: false)];
        return head;
    }

    public override int Read(Span<byte> buffer)
    {
        var left = (int)Math.Min(buffer.Length, cap - taken);
        if (left == 0 && buffer.Length > 0)
        {
            IsOver = used < head.Length || inner.ReadByte() >= 0;
            return 0;
        }
        var got = Math.Min(left, head.Length - used);
        if (got > 0)
        {
            head.AsSpan(used, got).CopyTo(buffer);
            used += got;
        }
        else
        {
            got = inner.Read(buffer[..left]);
        }
        taken += got;
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
