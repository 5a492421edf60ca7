using System.Text;

namespace Broadside.Mirror.Editions;

/// <summary><c>SHA256SUMS</c>: a line per file, "hash, two spaces, name from the root", in the order of the names' bytes. What <c>sha256sum -c</c> reads.</summary>
public static class EditionSums
{
    private const int HashLength = 64;

    public static byte[] Write(IEnumerable<EditionFile> files)
    {
        var sorted = files.ToArray();
        Array.Sort(sorted, (a, b) => ByBytes(a.Name, b.Name));
        var text = new StringBuilder();
        foreach (var file in sorted)
        {
            text.Append(file.Sha256).Append("  ").Append(file.Name).Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Tolerant: lines that are none are passed over.</summary>
    /// <returns>Hash by name.</returns>
    public static Dictionary<string, string> Read(string text)
    {
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            if (line.Length > HashLength + 2 && line[HashLength..(HashLength + 2)] is "  ")
            {
                sums[line[(HashLength + 2)..].ToString()] = line[..HashLength].ToString();
            }
        }
        return sums;
    }

    // The order of UTF-8 bytes, which is that of code points and not of UTF-16 units: there a letter beyond the first 65,536 begins with a
    // unit from below U+E000.
    private static int ByBytes(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length - b.Length : Place(a[same]) - Place(b[same]);

        static int Place(char unit) => char.IsSurrogate(unit) ? unit + char.MaxValue : unit;
    }
}
