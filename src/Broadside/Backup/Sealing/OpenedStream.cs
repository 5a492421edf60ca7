using NSec.Cryptography;

namespace Broadside.Backup.Sealing;

/// <summary>Reads an encrypted backup at any place (<see cref="SealedForm"/>).</summary>
internal sealed class OpenedStream : Stream
{
    private readonly Stream file;
    private readonly Key key;
    private readonly byte[] header;
    private readonly long chunks;
    private readonly byte[] closed = new byte[SealedForm.SealedChunkBytes];
    private readonly byte[] chunk = new byte[SealedForm.ChunkBytes];
    private long held = -1;
    private int heldLength;

    private OpenedStream(Stream file, Key key, byte[] header)
    {
        (this.file, this.key, this.header) = (file, key, header);
        var body = file.Length - SealedForm.HeaderBytes;
        chunks = (body + SealedForm.SealedChunkBytes - 1) / SealedForm.SealedChunkBytes;
        Length = body - (chunks * SealedForm.Cipher.TagSize);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    /// <summary>Null when the file was not encrypted to this key, or does not end as it was written.</summary>
    /// <param name="file">Seekable; is closed with this stream.</param>
    /// <param name="recipient">The private half.</param>
    public static OpenedStream? Open(Stream file, Key recipient)
    {
        var header = new byte[SealedForm.HeaderBytes];
        file.Position = 0;
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || file.Length < header.Length + SealedForm.Cipher.TagSize)
        {
            return null;
        }
        var oneTime = header.AsSpan(SealedForm.Start.Length);
        if (!PublicKey.TryImport(KeyAgreementAlgorithm.X25519, oneTime, KeyBlobFormat.RawPublicKey, out var sender) || sender is null
            || SealedForm.KeyOf(recipient, sender, oneTime, recipient.PublicKey.Export(KeyBlobFormat.RawPublicKey)) is not { } key)
        {
            return null;
        }
        var stream = new OpenedStream(file, key, header);
        // The first chunk tells whether the key is right, the last one whether the file is whole.
        if (stream.Length >= 0 && stream.Take(0) && stream.Take(stream.chunks - 1))
        {
            return stream;
        }
        key.Dispose();
        return null;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">A chunk was changed.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.IsEmpty)
        {
            return 0;
        }
        var (number, from) = Math.DivRem(Position, SealedForm.ChunkBytes);
        if (number != held && !Take(number))
        {
            throw new InvalidDataException($"Chunk {number} of the encrypted backup was changed.");
        }
        var part = chunk.AsSpan((int)from, Math.Min(buffer.Length, heldLength - (int)from));
        part.CopyTo(buffer);
        Position += part.Length;
        return part.Length;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => Length };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            key.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool Take(long number)
    {
        held = -1;
        file.Position = SealedForm.HeaderBytes + (number * SealedForm.SealedChunkBytes);
        var length = file.ReadAtLeast(closed, closed.Length, throwOnEndOfStream: false);
        if (length < SealedForm.Cipher.TagSize)
        {
            return false;
        }
        heldLength = length - SealedForm.Cipher.TagSize;
        if (!SealedForm.Cipher.Decrypt(key, SealedForm.Nonce(number, number == chunks - 1), header, closed.AsSpan(0, length), chunk.AsSpan(0, heldLength)))
        {
            return false;
        }
        held = number;
        return true;
    }
}
