using System.IO.Compression;
using System.Security.Cryptography;
using Broadside.Kit;

namespace Broadside.Backup.Packing;

/// <summary>Writes the entries of a backup one after the other, and notes hash and size of each.</summary>
internal sealed class BackupWriter(Stream output, DateTimeOffset at) : IDisposable
{
    private readonly ZipArchive zip = new(output, ZipArchiveMode.Create, leaveOpen: true);

    public SortedDictionary<string, EntryFact> Entries { get; } = new(StringComparer.Ordinal);

    /// <param name="name">Its name in the file.</param>
    /// <param name="isPacked">Whether packing it saves anything.</param>
    /// <param name="write">Writes its bytes.</param>
    public async Task AddAsync(string name, bool isPacked, Func<Stream, Task> write)
    {
        var fact = await AddPlainAsync(name, isPacked, write);
        Entries.Add(name, fact);
        Mishap.Here("backup entry written");
    }

    /// <summary>Adds what the manifest cannot name: itself and its signature.</summary>
    public async Task<EntryFact> AddPlainAsync(string name, bool isPacked, Func<Stream, Task> write)
    {
        var entry = zip.CreateEntry(name, isPacked ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
        // Zip knows no years before 1980, and no zones: UTC.
        entry.LastWriteTime = at;
        entry.ExternalAttributes = Convert.ToInt32("100600", 8) << 16;
        await using var stream = new CountedStream(await entry.OpenAsync());
        await write(stream);
        return stream.End();
    }

    public void Dispose() => zip.Dispose();

    private sealed class CountedStream(Stream inner) : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long bytes;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => bytes;

        public override long Position { get => bytes; set => throw new NotSupportedException(); }

        public EntryFact End() => new(Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            hash.AppendData(buffer);
            bytes += buffer.Length;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            hash.AppendData(buffer.Span);
            bytes += buffer.Length;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                hash.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
