namespace Broadside.Record.Anchoring;

/// <summary>
/// Finds the stretch of a text that differs least from a pattern: G. Myers, "A fast bit-vector algorithm for approximate
/// string matching" (1999), with H. Hyyrö's blocks for patterns over 64 units. Time is text × pattern ÷ 64.
/// </summary>
internal sealed class Myers
{
    private const int Bits = 64;

    private readonly string pattern;
    private readonly int words;
    private readonly Dictionary<char, ulong[]> masks = [];
    private readonly ulong[] none;

    public Myers(string pattern)
    {
        this.pattern = pattern;
        words = (pattern.Length + Bits - 1) / Bits;
        none = new ulong[words];
        for (var i = 0; i < pattern.Length; i++)
        {
            if (!masks.TryGetValue(pattern[i], out var mask))
            {
                masks[pattern[i]] = mask = new ulong[words];
            }
            mask[i / Bits] |= 1UL << (i % Bits);
        }
    }

    /// <summary>The best stretch with at most that many insertions, deletions and changes; null where there is none. Of equals the first.</summary>
    public (int Start, int End, int Errors)? Best(string text, int most)
    {
        if (pattern.Length == 0 || Ends(text, most) is not (var end, var errors))
        {
            return null;
        }
        // Backwards from the end, the same search finds where the stretch begins.
        var back = new Myers(Reversed(pattern));
        var from = Math.Max(0, end - pattern.Length - errors);
        var starts = back.Ends(Reversed(text[from..end]), errors, isFixed: true);
        return starts is (var length, _) ? (end - length, end, errors) : null;
    }

    // The end of the best stretch. With isFixed the stretch must begin at the first unit: then the first row counts up.
    private (int End, int Errors)? Ends(string text, int most, bool isFixed = false)
    {
        var (plus, minus) = (new ulong[words], new ulong[words]);
        Array.Fill(plus, ulong.MaxValue);
        var last = 1UL << ((pattern.Length - 1) % Bits);
        var score = pattern.Length;
        (int End, int Errors)? best = score <= most ? (0, score) : null;
        for (var i = 0; i < text.Length; i++)
        {
            var mask = masks.GetValueOrDefault(text[i], none);
            var carry = isFixed ? 1 : 0;
            for (var word = 0; word < words; word++)
            {
                carry = Advance(ref plus[word], ref minus[word], mask[word], carry, word == words - 1 ? last : 1UL << (Bits - 1));
            }
            score += carry;
            if (score <= most && (best is null || score < best.Value.Errors))
            {
                best = (i + 1, score);
            }
        }
        return best;
    }

    // One column of one block; what goes in and comes out is the difference along its upper and lower edge.
    private static int Advance(ref ulong plus, ref ulong minus, ulong equal, int carry, ulong lowest)
    {
        var vertical = equal | minus;
        if (carry < 0)
        {
            equal |= 1;
        }
        var horizontal = (((equal & plus) + plus) ^ plus) | equal;
        var (up, down) = (minus | ~(horizontal | plus), plus & horizontal);
        var result = (up & lowest) != 0 ? 1 : (down & lowest) != 0 ? -1 : 0;
        up = (up << 1) | (carry > 0 ? 1UL : 0);
        down = (down << 1) | (carry < 0 ? 1UL : 0);
        plus = down | ~(vertical | up);
        minus = up & vertical;
        return result;
    }

    private static string Reversed(string text) => string.Create(text.Length, text, (span, source) =>
    {
        source.AsSpan().CopyTo(span);
        span.Reverse();
    });
}
