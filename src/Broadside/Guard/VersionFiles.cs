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

    public Task<FileLock> LockAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(folder.Versions);
        return FileLock.TakeAsync(Within("lock"), cancel);
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

    /// <summary>Reads what the signed head has gained since the last call, and gives each line to <paramref name="take"/>.</summary>
    /// <returns>False when head or index do not verify: then nothing was taken, and they must be rebuilt.</returns>
    public bool Refresh(Action<VersionIndexLine> take)
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
            return head.Length == length || ReadIndex(head, take);
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
            return read == content.Length && (!Defence.IsOn("content-hash") || SHA256.HashData(content).AsSpan().SequenceEqual(version.Hash)) ? content : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Every line of every segment that looks like a version, verified by nobody yet: what a rebuild goes through.</summary>
    public IEnumerable<(string Envelope, string Signature, string Content)> Salvage()
    {
        string[] segments = Directory.Exists(folder.Versions) ? Directory.GetFiles(folder.Versions, "*.log", SearchOption.AllDirectories) : [];
        foreach (var line in segments.Order(StringComparer.Ordinal).SelectMany(File.ReadLines))
        {
            if (line.Split('\t') is [var envelope, var signature, var content])
            {
                yield return (envelope, signature, content);
            }
        }
    }

    /// <summary>Puts the old files aside, so that the head can be built anew. Needs the lock.</summary>
    public void PutAside(string stamp)
    {
        lock (gate)
        {
            var aside = Within("aside-" + stamp);
            Directory.CreateDirectory(aside);
            foreach (var file in Directory.GetFiles(folder.Versions).Where(f => Path.GetFileName(f) != "lock"))
            {
                File.Move(file, Path.Combine(aside, Path.GetFileName(file)), overwrite: true);
            }
            Restart();
        }
    }

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
        var text = new MemoryStream();
        foreach (var row in rows)
        {
            text.Write(Encoding.UTF8.GetBytes($"{row.Envelope}\t{row.Signature}\t"));
            var content = row.ContentBytes();
            VersionIndexLine.Write(index, row, lastFile, lastEnd + text.Length, content.Length);
            text.Write(content);
            text.WriteByte((byte)'\n');
        }
        using var file = new FileStream(SegmentPath(lastFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(lastEnd);
        file.Position = lastEnd;
        file.Write(text.GetBuffer(), 0, (int)text.Length);
        file.Flush(flushToDisk: true);
        Mishap.Here("segment written");
        lastEnd += text.Length;
    }

    private bool ReadIndex(HeadFile head, Action<VersionIndexLine> take)
    {
        var fresh = new byte[head.Length - length];
        using (var file = new FileStream(Within("index"), FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite))
        {
            file.Position = length;
            if (file.ReadAtLeast(fresh, fresh.Length, throwOnEndOfStream: false) < fresh.Length)
            {
                return false;
            }
        }
        var grown = Chain(chain, fresh);
        if (Defence.IsOn("signed-head") && Convert.ToHexStringLower(grown) != head.Sha256)
        {
            return false;
        }
        (chain, length, Seq) = (grown, head.Length, head.Seq);
        foreach (var range in fresh.AsSpan().Split((byte)'\n'))
        {
            if (!fresh.AsSpan(range).IsEmpty && VersionIndexLine.Read(fresh.AsMemory(range)) is { } line)
            {
                (lastFile, lastEnd) = (line.Version.File, line.Version.Offset + line.Version.Length + 1);
                take(line);
            }
        }
        return true;
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
            var good = keys.Verifies(head.Key, head.Signed(), Convert.FromBase64String(head.Signature));
            return good || !Defence.IsOn("signed-head") ? head : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException)
        {
            return null;
        }
    }

    private void WriteHead(HeadFile head) =>
        AtomicFile.Write(Within("head"), CanonicalJson.Bytes(head with { Signature = Convert.ToBase64String(keys.Sign(head.Signed())) }));

    private bool IsEmpty() => !Directory.Exists(folder.Versions) || !Directory.EnumerateFileSystemEntries(folder.Versions).Any(path => Path.GetFileName(path) != "lock");

    private string SegmentPath(int number) => Within($"{number:000000}.log");

    private string Within(string name) => Path.Combine(folder.Versions, name);

    private sealed record HeadFile(long Length, long Seq, string Sha256, string Key, string Signature)
    {
        public byte[] Signed() => CanonicalJson.Bytes(new { what = "broadside head", Length, Seq, Sha256 });
    }
}
