using System.Text;

namespace Broadside.Mirror.Editions;

/// <summary><c>SHA256SUMS</c>: a line per file, "hash, two spaces, name from the root", in the order of the names' bytes. What <c>sha256sum -c</c> reads.</summary>
public static class EditionSums
{
    private const int HashLength = 64;

    public static byte[] Write(IEnumerable<EditionFile> files)
    {
        var text = new StringBuilder();
        foreach (var file in files.OrderBy(f => f.Name, ByBytes))
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

    /// <summary>The order of UTF-8 bytes, which is that of code points and not of UTF-16 units.</summary>
    private static Comparer<string> ByBytes { get; } = Comparer<string>.Create((a, b) => Ascii.IsValid(a) && Ascii.IsValid(b)
        ? string.CompareOrdinal(a, b)
        : Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));
}
