using NSec.Cryptography;

namespace Broadside.Backup.Sealing;

/// <summary>Encrypts what is written to it for one recipient (<see cref="SealedForm"/>). Ends with <see cref="End"/>; without it the file is refused.</summary>
internal sealed class SealingStream : Stream
{
    private readonly Stream output;
    private readonly Key key;
    private readonly byte[] header;
    private readonly byte[] chunk = new byte[SealedForm.ChunkBytes];
    private readonly byte[] closed = new byte[SealedForm.SealedChunkBytes];
    private int filled;
    private long number;

    public SealingStream(Stream output, PublicKey recipient)
    {
        this.output = output;
        using var once = Key.Create(KeyAgreementAlgorithm.X25519);
        var (mine, theirs) = (once.PublicKey.Export(KeyBlobFormat.RawPublicKey), recipient.Export(KeyBlobFormat.RawPublicKey));
        key = SealedForm.KeyOf(once, recipient, mine, theirs) ?? throw new ArgumentException("This recovery key agrees on nothing.", nameof(recipient));
        header = [.. SealedForm.Start, .. mine];
        output.Write(header);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            // A full chunk waits until more comes: only then it is known not to be the last.
            if (filled == chunk.Length)
            {
                Close(isLast: false);
            }
            var part = buffer[..Math.Min(buffer.Length, chunk.Length - filled)];
            part.CopyTo(chunk.AsSpan(filled));
            filled += part.Length;
            buffer = buffer[part.Length..];
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

    /// <summary>Writes the last chunk.</summary>
    public void End() => Close(isLast: true);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            key.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Close(bool isLast)
    {
        var length = filled + SealedForm.Cipher.TagSize;
        SealedForm.Cipher.Encrypt(key, SealedForm.Nonce(number, isLast), header, chunk.AsSpan(0, filled), closed.AsSpan(0, length));
        output.Write(closed, 0, length);
        (filled, number) = (0, number + 1);
    }
}
