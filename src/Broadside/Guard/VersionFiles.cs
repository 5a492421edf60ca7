using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Guard;

/// <summary>
/// The second, append-only home of every version, in <c>versions/</c>: segments <c>000001.log</c> with a line a version
/// (envelope, signature, content, parted by tabs), <c>index</c> with a short line for each, and <c>head</c>, which signs
/// length of the index and the hash chained over its lines. What stands behind the signed length was never finished and does not count.
/// One writer at a time holds <c>lock</c>.
/// </summary>
public sealed class VersionFiles(DataFolder folder, KeyRing keys)
{
    private const long SegmentBytes = 32 << 20;

    private readonly Lock gate = new();
    private byte[] chain = new byte[32];
    private long length;
    private int lastFile = 1;
    private long lastEnd;

    /// <summary>The last position that the signed head covers.</summary>
    public long Seq { get; private set; }

    /// <summary>A folder that cannot be written serves what it holds.</summary>
    public bool CanWrite => folder.IsWritable();

    public async Task<FileLock> LockAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(folder.Versions);
        var hold = await FileLock.TakeAsync(Within("lock"), cancel);
        // Who turned the key held this lock, too: what is signed from here on is signed by the one that holds.
        keys.Follow();
        return hold;
    }

    /// <summary>The same head, signed by the key that holds now. Needs the lock.</summary>
    internal void Resign()
    {
        lock (gate)
        {
            if (ReadHead() is { } head && head.Key != keys.SiteKeyId)
            {
                WriteHead(head with { Key = keys.SiteKeyId });
            }
        }
    }

    /// <summary>Signs an empty head where nothing has ever been kept: from then on a missing head means that somebody took it. Needs the lock.</summary>
    /// <returns>Whether that was so.</returns>
    public bool Begin()
    {
        if (!IsEmpty())
        {
            return false;
        }
        WriteHead(new HeadFile(0, 0, Convert.ToHexStringLower(chain), keys.SiteKeyId, ""));
        return true;
    }

    /// <summary>Hears a version that the head has gained, with its card.</summary>
    public delegate void Taking(LiveVersion version, ReadOnlySpan<byte> card);

    /// <summary>Reads what the signed head has gained since the last call, and gives each version to <paramref name="take"/>.</summary>
    /// <param name="expect">Hears first how many there will be.</param>
    /// <param name="take">Hears each.</param>
    /// <returns>False when head or index do not verify: then nothing was taken, and they must be rebuilt.</returns>
    public bool Refresh(Action<int> expect, Taking take)
    {
        lock (gate)
        {
            if (!File.Exists(Within("head")))
            {
                return length == 0 && IsEmpty();
            }
            if (ReadHead() is not { } head || head.Length < length)
            {
                return false;
            }
            return head.Length == length || Follow(head, expect, take);
        }
    }

    /// <summary>Gives everything again that was read so far; false when it is no longer what stands there.</summary>
    public bool Repeat(Action<int> expect, Taking take)
    {
        lock (gate)
        {
            if (length == 0)
            {
                return true;
            }
            if (ReadIndex(0, length, new byte[32]) is not { } read || !read.Chain.AsSpan().SequenceEqual(chain))
            {
                return false;
            }
            Give(read, expect, take);
            return true;
        }
    }

    /// <summary>Appends versions that follow the head without a gap, and signs the new head. Needs the lock.</summary>
    public void Append(IReadOnlyList<VersionRow> rows)
    {
        lock (gate)
        {
            var index = new MemoryStream();
            foreach (var group in rows.Chunk(500))
            {
                AppendSegment(group, index);
            }
            using (var file = new FileStream(Within("index"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
            {
                file.SetLength(length);
                file.Position = length;
                file.Write(index.GetBuffer(), 0, (int)index.Length);
                file.Flush(flushToDisk: true);
            }
            var grown = Chain(chain, index.GetBuffer().AsSpan(0, (int)index.Length));
            Mishap.Here("index written");
            WriteHead(new HeadFile(length + index.Length, rows[^1].Seq, Convert.ToHexStringLower(grown), keys.SiteKeyId, ""));
        }
    }

    /// <summary>The content of a version, if it is still what was signed.</summary>
    public byte[]? ReadContent(LiveVersion version)
    {
        try
        {
            using var file = File.OpenHandle(SegmentPath(version.File), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[version.Length];
            var read = RandomAccess.Read(file, content, version.Offset);
            return read == content.Length && (!Defence.IsOn("content-hash") || version.HasHash(SHA256.HashData(content))) ? content : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Every line of every segment that looks like a version, verified by nobody yet: what a rebuild goes through.</summary>
    internal IEnumerable<SalvagedLine> Salvage()
    {
        string[] segments = Directory.Exists(folder.Versions) ? Directory.GetFiles(folder.Versions, "*.log", SearchOption.AllDirectories) : [];
        return segments.Order(StringComparer.Ordinal).SelectMany(SalvagedLine.Of);
    }

    /// <summary>Puts the old files aside, so that the head can be built anew. Needs the lock.</summary>
    /// <returns>Where a line that was salvaged before lies now.</returns>
    internal Func<SalvagedLine, SalvagedLine> PutAside(string stamp)
    {
        lock (gate)
        {
            var aside = Within("aside-" + stamp);
            Directory.CreateDirectory(aside);
            // Before anything moves: whoever finds this begins again.
            File.WriteAllText(Within("rebuilding"), "");
            foreach (var file in Directory.GetFiles(folder.Versions).Where(f => Path.GetFileName(f) is not ("lock" or "rebuilding")))
            {
                File.Move(file, Path.Combine(aside, Path.GetFileName(file)), overwrite: true);
            }
            Restart();
            return line => Path.GetDirectoryName(line.Path) == folder.Versions ? line with { Path = Path.Combine(aside, Path.GetFileName(line.Path)) } : line;
        }
    }

    /// <summary>A program was killed while it built the head anew: what is there is well signed, and not all.</summary>
    internal bool IsHalfBuilt => File.Exists(Within("rebuilding"));

    internal void EndRebuild() => File.Delete(Within("rebuilding"));

    /// <summary>The same files, nothing of them read yet.</summary>
    internal VersionFiles Anew() => new(folder, keys);

    /// <summary>Forgets what was read.</summary>
    internal void Restart()
    {
        lock (gate)
        {
            (length, Seq, lastFile, lastEnd) = (0, 0, 1, 0);
            chain = new byte[32];
        }
    }

    private void AppendSegment(VersionRow[] rows, MemoryStream index)
    {
        if (lastEnd > SegmentBytes)
        {
            (lastFile, lastEnd) = (lastFile + 1, 0);
        }
        using (var file = new FileStream(SegmentPath(lastFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1 << 16))
        {
            file.SetLength(lastEnd);
            file.Position = lastEnd;
            foreach (var row in rows)
            {
                file.Write(Encoding.UTF8.GetBytes($"{row.Envelope}\t{row.Signature}\t"));
                var content = row.ContentBytes();
                VersionIndexLine.Write(index, row, lastFile, file.Position, content.Length);
                file.Write(content);
                file.WriteByte((byte)'\n');
            }
            file.Flush(flushToDisk: true);
            lastEnd = file.Position;
        }
        Mishap.Here("segment written");
    }

    private bool Follow(HeadFile head, Action<int> expect, Taking take)
    {
        if (ReadIndex(length, head.Length, chain) is not { } read || (Defence.IsOn("signed-head") && Convert.ToHexStringLower(read.Chain) != head.Sha256))
        {
            return false;
        }
        (chain, length, Seq) = (read.Chain, head.Length, head.Seq);
        Give(read, expect, take);
        return true;
    }

    private void Give(IndexPart read, Action<int> expect, Taking take)
    {
        expect(read.Lines.Count);
        foreach (var (version, from, cardLength) in read.Lines)
        {
            (lastFile, lastEnd) = (version.File, version.Offset + version.Length + 1);
            take(version, read.Bytes.AsSpan(from, cardLength));
        }
    }

    // A large archive is hashed and taken apart at the same time; nothing of it counts before the caller has compared the hash.
    private IndexPart? ReadIndex(long from, long to, byte[] before)
    {
        var bytes = new byte[to - from];
        using (var file = new FileStream(Within("index"), FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite))
        {
            file.Position = from;
            if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                return null;
            }
        }
        var lines = new List<(LiveVersion Version, int From, int Length)>();
        byte[] after = [];
        Parallel.Invoke(() => after = Chain(before, bytes), () => Split(bytes, lines));
        return new IndexPart(bytes, after, lines);
    }

    private static void Split(byte[] fresh, List<(LiveVersion Version, int From, int Length)> lines)
    {
        try
        {
            foreach (var range in fresh.AsSpan().Split((byte)'\n'))
            {
                var line = fresh.AsSpan(range);
                if (!line.IsEmpty)
                {
                    var version = VersionIndexLine.Read(line, out var card);
                    lines.Add((version, range.Start.Value + card.Start.Value, card.End.Value - card.Start.Value));
                }
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            // Not what was signed: the chain says so.
            lines.Clear();
        }
    }

    // hash of (hash so far ‖ line) for each line, so that it can be carried on from any line
    private static byte[] Chain(ReadOnlySpan<byte> before, ReadOnlySpan<byte> lines)
    {
        var now = before.ToArray();
        var joined = new byte[1024];
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range];
            if (line.IsEmpty)
            {
                continue;
            }
            if (joined.Length < line.Length + 32)
            {
                joined = new byte[line.Length + 32];
            }
            now.CopyTo(joined, 0);
            line.CopyTo(joined.AsSpan(32));
            SHA256.HashData(joined.AsSpan(0, line.Length + 32), now);
        }
        return now;
    }

    private HeadFile? ReadHead()
    {
        try
        {
            var head = CanonicalJson.Read<HeadFile>(File.ReadAllBytes(Within("head")));
            var good = keys.VerifiesHead(head.Key, head.Signed(), Convert.FromBase64String(head.Signature));
            return good || !Defence.IsOn("signed-head") ? head : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException)
        {
            return null;
        }
    }

    private void WriteHead(HeadFile head) =>
        AtomicFile.Write(Within("head"), CanonicalJson.Bytes(head with { Signature = Convert.ToBase64String(keys.SignHeld(head.Signed())) }));

    private bool IsEmpty() => !Directory.Exists(folder.Versions) || !Directory.EnumerateFileSystemEntries(folder.Versions).Any(path => Path.GetFileName(path) != "lock");

    private string SegmentPath(int number) => Within($"{number:000000}.log");

    private string Within(string name) => Path.Combine(folder.Versions, name);

    private sealed record IndexPart(byte[] Bytes, byte[] Chain, List<(LiveVersion Version, int From, int Length)> Lines);

    private sealed record HeadFile(long Length, long Seq, string Sha256, string Key, string Signature)
    {
        public byte[] Signed() => CanonicalJson.Bytes(new { what = "broadside head", Length, Seq, Sha256 });
    }
}
