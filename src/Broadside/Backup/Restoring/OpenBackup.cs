using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadside.Backup.Packing;
using Broadside.Backup.Sealing;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Backup.Restoring;

/// <summary>A backup that is read: its manifest holds, and every entry is compared with it while it is read.</summary>
internal sealed class OpenBackup : IDisposable
{
    // A manifest names each page and each file once; a hundred thousand of both are forty megabytes.
    private const long LargestManifest = 512 << 20;

    private readonly Stream stream;
    private readonly ZipArchive zip;

    private OpenBackup(Stream stream, ZipArchive zip, Manifest manifest, bool isSealed) =>
        (this.stream, this.zip, Manifest, IsSealed) = (stream, zip, manifest, isSealed);

    public Manifest Manifest { get; }

    /// <summary>Whether it was encrypted to a recovery key.</summary>
    public bool IsSealed { get; }

    /// <param name="path">The file.</param>
    /// <param name="words">Asks for the words of the recovery key, where the file wants one; null: nobody can be asked.</param>
    public static Outcome<OpenBackup> Open(string path, Func<string?> words)
    {
        if (!File.Exists(path))
        {
            return new Refusal("no_file", $"There is no file {path}.");
        }
        Stream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18);
        var isSealed = SealedForm.IsSealed(file);
        try
        {
            if (isSealed)
            {
                using var key = RecoveryKey.FromWords(words() ?? "");
                if (key is null)
                {
                    return Close(file, new Refusal("recovery_words", "This backup is encrypted. Give the seventeen words of the recovery key, each of five letters: asked for, or in BROADSIDE_RECOVERY_WORDS."));
                }
                if (OpenedStream.Open(file, key) is not { } opened)
                {
                    return Close(file, new Refusal("recovery_key", "These words do not open this backup: it was encrypted to another key, or its end is missing."));
                }
                file = opened;
            }
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return new OpenBackup(file, zip, ReadManifest(zip), isSealed);
        }
        catch (Exception e) when (e is InvalidDataException or BadBackupException or JsonException or FormatException)
        {
            return Close(file, new Refusal("damaged", $"{path} is no whole backup: {e.Message}"));
        }
    }

    /// <summary>Copies an entry, and looks whether it is what the manifest says.</summary>
    /// <exception cref="BadBackupException">It is not.</exception>
    public async Task CopyAsync(string name, Stream output, CancellationToken cancel)
    {
        await using var entry = Read(name);
        await entry.CopyToAsync(output, 1 << 18, cancel);
        entry.End();
    }

    public async Task<byte[]> BytesAsync(string name, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await CopyAsync(name, bytes, cancel);
        return bytes.ToArray();
    }

    /// <summary>An entry as a stream; its reader calls <see cref="CheckedStream.End"/> when it is through.</summary>
    /// <exception cref="BadBackupException">It cannot be unpacked.</exception>
    public CheckedStream Read(string name)
    {
        try
        {
            return new CheckedStream(name, zip.GetEntry(name)!.Open(), Manifest.Entries[name]);
        }
        catch (InvalidDataException e)
        {
            throw new BadBackupException($"the entry “{name}” was changed", e);
        }
    }

    public void Dispose()
    {
        zip.Dispose();
        stream.Dispose();
    }

    private static Refusal Close(Stream file, Refusal refusal)
    {
        file.Dispose();
        return refusal;
    }

    private static Manifest ReadManifest(ZipArchive zip)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            if (!names.Add(entry.FullName))
            {
                throw new BadBackupException($"it has two entries “{entry.FullName}”");
            }
        }
        if (!names.Remove(Manifest.Name))
        {
            throw new BadBackupException("it has no MANIFEST.json");
        }
        var bytes = Bytes(zip, Manifest.Name);
        ReadForm(bytes);
        var manifest = CanonicalJson.Read<Manifest>(bytes);
        var isThere = names.Remove(Manifest.Signature);
        var good = isThere && Minisign.Holds(manifest.SiteKey, bytes, Encoding.UTF8.GetString(Bytes(zip, Manifest.Signature)));
        if ((isThere || manifest.IsSigned) && !good && Defence.IsOn("backup-signature"))
        {
            throw new BadBackupException("its manifest is not the one that was signed");
        }
        if (manifest.Entries.Keys.FirstOrDefault(name => !names.Contains(name)) is { } missing)
        {
            throw new BadBackupException($"the entry “{missing}” is missing");
        }
        if (names.FirstOrDefault(name => !manifest.Entries.ContainsKey(name)) is { } extra)
        {
            throw new BadBackupException($"nobody signed the entry “{extra}”");
        }
        foreach (var name in names)
        {
            EntryName.Place(name);
        }
        return manifest;
    }

    private static void ReadForm(byte[] manifest)
    {
        using var json = JsonDocument.Parse(manifest);
        if (!json.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out var number))
        {
            throw new BadBackupException("its manifest names no format");
        }
        if (number is < 1 or > Manifest.NewestFormat)
        {
            throw new BadBackupException($"it has format {number}, and this program reads up to {Manifest.NewestFormat}. Update Broadside, then try again");
        }
    }

    private static byte[] Bytes(ZipArchive zip, string name)
    {
        var entry = zip.GetEntry(name)!;
        if (entry.Length > LargestManifest)
        {
            throw new BadBackupException($"its {name} is too large");
        }
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is > 0 and var read)
        {
            if (bytes.Length + read > LargestManifest)
            {
                throw new BadBackupException($"its {name} is too large");
            }
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    /// <summary>Reads an entry and no more than the manifest says that it has.</summary>
    internal sealed class CheckedStream(string name, Stream inner, EntryFact fact) : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => bytes; set => throw new NotSupportedException(); }

        /// <exception cref="BadBackupException">What was read is not what was written.</exception>
        public void End()
        {
            if (Defence.IsOn("backup-hashes") && (bytes != fact.Bytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != fact.Sha256))
            {
                throw new BadBackupException($"the entry “{name}” was changed");
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read;
            try
            {
                read = inner.Read(buffer);
            }
            catch (InvalidDataException e)
            {
                throw new BadBackupException($"the entry “{name}” was changed", e);
            }
            hash.AppendData(buffer[..read]);
            bytes += read;
            return bytes <= fact.Bytes || !Defence.IsOn("backup-hashes") ? read : throw new BadBackupException($"the entry “{name}” was changed");
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
