using System.Security.Cryptography;

namespace Broadside.Mirror.Targets;

/// <summary>Reads a file of the edition while it is sent, and says at the end whether its bytes were those that the edition promises.</summary>
internal sealed class HashedFile : Stream
{
    private readonly FileStream file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string sha256;
    private string? read;

    private HashedFile(FileStream file, string sha256) => (this.file, this.sha256) = (file, sha256);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    /// <exception cref="EditionMoved">It is not there any more.</exception>
    public static HashedFile Open(SentFile sent)
    {
        try
        {
            return new HashedFile(new FileStream(sent.Source, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete }), sent.Sha256);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EditionMoved();
        }
    }

    /// <exception cref="EditionMoved">Other bytes were read than the edition promises.</exception>
    public void Check()
    {
        if (Sum() != sha256 && Kit.Defence.IsOn("mirror-sent-hash"))
        {
            throw new EditionMoved();
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var read = file.Read(buffer);
        hash.AppendData(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await file.ReadAsync(buffer, cancellationToken);
        hash.AppendData(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Whoever sends it may close it, and then it is asked.
    private string Sum() => read ??= Convert.ToHexStringLower(hash.GetHashAndReset());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Sum();
            file.Dispose();
            hash.Dispose();
        }
        base.Dispose(disposing);
    }
}
