using System.Text;

namespace Broadside.Tests.Fuzz;

/// <summary>Makes inputs that are nearly right: pieces of the corpus cut, doubled, swapped and sprinkled with what parsers stumble over. The same seed makes the same inputs.</summary>
internal sealed class Mutator(ulong seed, IReadOnlyList<byte[]> corpus)
{
    private const int Longest = 20_000;

    private static readonly byte[][] Spice = [.. new[]
    {
        "<", ">", "\"", "'", "&", "&#x0;", "&lt;", "<!--", "-->", "<![CDATA[", "]]>", "</", "/>", "\0", "\u001b", "\ufeff", "\u202e", "😀", "é", "=", "href=", "style=\"display:none\"", "onerror=x", "javascript:", "data:text/html,", "//", "\\",
        "<p>", "</p>", "<b>", "</b>", "<a href=x>", "<div>", "</div>", "<table>", "<td>", "<li>", "<ul>", "<svg>", "<math>", "<template>", "<figure>", "<figcaption>", "<img src=x>", "<iframe src=x>", "<script>", "</script>", "<style>", "<br><br>", "<blockquote>", "<sup><a href=#n>1</a></sup><p id=n>1 x</p>", "\n\n", "%00", "%2f", "..", "@", ":", "#", "?", "https://",
    }.Select(Encoding.UTF8.GetBytes), [0xff], [0xc3], [0xed, 0xa0, 0x80], [0xfe, 0xff]];

    private ulong state = seed;

    public byte[] Next()
    {
        var bytes = new List<byte>(Pick(corpus));
        for (var changes = 1 + Below(12); changes > 0; changes--)
        {
            Change(bytes);
        }
        return bytes.Count > Longest ? [.. bytes.Take(Longest)] : [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = Below(bytes.Count + 1);
        var length = Math.Min(Below(60), bytes.Count - at);
        switch (Below(6))
        {
            case 0:
                bytes.RemoveRange(at, length);
                break;
            case 1:
                bytes.InsertRange(at, Pick(Spice));
                break;
            case 2:
                bytes.InsertRange(Below(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 3 when bytes.Count > 0:
                bytes[Math.Min(at, bytes.Count - 1)] = (byte)Below(256);
                break;
            case 4:
                var other = Pick(corpus);
                var from = Below(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(Below(200), other.Length - from)).ToArray());
                break;
            default:
                var piece = Pick(Spice);
                for (var times = 1 + Below(40); times > 0; times--)
                {
                    bytes.InsertRange(at, piece);
                }
                break;
        }
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    // SplitMix64: small, and the same on every machine.
    private int Below(int limit)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return limit <= 0 ? 0 : (int)((z ^ (z >> 31)) % (ulong)limit);
    }
}
