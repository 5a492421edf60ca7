using System.Text;

namespace Broadside.Guard;

/// <summary>A line of a segment that looks like a version, and where it lies: it is read again when it is needed, so that no more than a few are in memory.</summary>
internal sealed record SalvagedLine(string Path, long Offset, int Length)
{
    /// <summary>Envelope, signature and content; null when the line holds something else.</summary>
    public (string Envelope, string Signature, string Content)? Read()
    {
        using var file = File.OpenHandle(Path);
        var bytes = new byte[Length];
        var read = RandomAccess.Read(file, bytes, Offset);
        return read == Length && Encoding.UTF8.GetString(bytes).Split('\t') is [var envelope, var signature, var content] ? (envelope, signature, content) : null;
    }

    /// <summary>Every line of a segment; what follows the last line's end was never finished.</summary>
    public static IEnumerable<SalvagedLine> Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        var buffer = new byte[1 << 16];
        long start = 0, at = 0;
        for (int read; (read = file.Read(buffer)) > 0; at += read)
        {
            for (var i = buffer.AsSpan(0, read).IndexOf((byte)'\n'); i >= 0;)
            {
                yield return new SalvagedLine(path, start, (int)(at + i - start));
                start = at + i + 1;
                var next = buffer.AsSpan(i + 1, read - i - 1).IndexOf((byte)'\n');
                i = next < 0 ? -1 : i + 1 + next;
            }
        }
    }
}
