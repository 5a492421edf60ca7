using Broadside.Kit;

namespace Broadside.Record.Anchoring;

/// <summary>
/// Finds where the words of an anchor are in the article as it is now. Pure: a page asks it for each claim while it is made.
/// Words that stand unchanged in their block are exact. The same words elsewhere are moved only if what stands around them
/// says that they are the same; else, and where a letter differs, a person has to say so. A quote that differs is gone.
/// </summary>
public static class FindAnchor
{
    // Shorter words may be anybody's: what stands around them has to agree.
    private const int SelfEvident = 40;

    // Of what stands around: so many equal units beside the words are no chance.
    private const int Telling = 8;
    private const int Sure = 20;
    private const int Near = 3;

    // Weights after Hypothesis; the threshold was measured with random edits.
    private const int QuoteWeight = 50;
    private const int ContextWeight = 20;
    private const int PlaceWeight = 2;
    private const int LeastScore = 85;
    private const int MostErrors = 64;

    private sealed record Found(BlockText Block, FoldedText Folded, int Start, int End, int Errors, Side Before, Side After)
    {
        public int Score { get; init; }
    }

    // How what stands on one side agrees: units that are equal from the words on, units compared, likeness in hundredths.
    private readonly record struct Side(int Run, int Length, int Likeness, bool IsSentence)
    {
        public bool Supports => Run >= Telling && (Run == Length || Likeness >= 70 || IsSentence || Run >= Sure);

        // Enough by itself, whatever the other side says.
        public bool IsTelling => Run >= Sure || (IsSentence && Run >= 2 * Telling);

        public bool Contradicts => Length >= Telling && Run < Telling && (Likeness < 60 || Run < Near);
    }

    /// <param name="anchor">As it was set or last moved.</param>
    /// <param name="blocks">The article's blocks now.</param>
    /// <param name="isQuote">Its words are somebody's own: no letter may differ.</param>
    public static AnchorPlace In(Anchor anchor, IReadOnlyList<BlockText> blocks, bool isQuote)
    {
        if (blocks.FirstOrDefault(b => b.Id == anchor.Block) is { } home && IsUntouched(anchor, home))
        {
            return new AnchorPlace(AnchorState.Exact, home.Id, anchor.Start, anchor.End, 100);
        }
        var words = new FoldedText(anchor.Exact).Text;
        if (words.Length == 0)
        {
            return AnchorPlace.Orphaned;
        }
        var folded = blocks.Select(b => (Block: b, Folded: new FoldedText(b.Text))).ToList();
        var same = folded.SelectMany(b => Same(anchor, words, b.Block, b.Folded)).ToList();
        if (same.Count > 0)
        {
            return Choose(anchor, words, same, folded);
        }
        return isQuote && Defence.IsOn("quote-exact") ? AnchorPlace.Orphaned : Like(anchor, words, folded);
    }

    private static bool IsUntouched(Anchor anchor, BlockText home) =>
        anchor.Start >= 0 && anchor.End <= home.Text.Length && anchor.Start < anchor.End
        && home.Text.AsSpan(anchor.Start, anchor.End - anchor.Start).SequenceEqual(anchor.Exact) && home.Sha256 == anchor.BlockSha;

    // Every place where the very words stand, as words of their own: "2 May" is not in "12 May".
    private static IEnumerable<Found> Same(Anchor anchor, string words, BlockText block, FoldedText folded)
    {
        for (var at = folded.Text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = folded.Text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            var end = at + words.Length;
            if (!(at > 0 && IsInWord(folded.Text[at - 1], words[0])) && !(end < folded.Text.Length && IsInWord(words[^1], folded.Text[end])))
            {
                yield return Look(anchor, words.Length, block, folded, at, end, 0);
            }
        }
    }

    private static bool IsInWord(char left, char right) => char.IsLetterOrDigit(left) && char.IsLetterOrDigit(right);

    private static AnchorPlace Choose(Anchor anchor, string words, List<Found> same, List<(BlockText Block, FoldedText Folded)> blocks)
    {
        var sure = same.Where(f => IsTheSame(f, words.Length, same.Count == 1)).ToList();
        // Twice the same words among the same words: the one that stayed in its block is it.
        var chosen = sure.Count == 1 ? sure[0] : sure.Count > 1 ? Nearest(anchor, sure) : null;
        return chosen is { } one && (one.Block.Id == anchor.Block || !HasRival(anchor, words, one, blocks))
            ? Place(AnchorState.Moved, one)
            : Place(AnchorState.Fuzzy, same.MaxBy(f => f.Score)!);
    }

    // A paragraph that was there twice, and the right one of the two was changed: the other must not take its place.
    private static bool HasRival(Anchor anchor, string words, Found chosen, List<(BlockText Block, FoldedText Folded)> blocks) =>
        Nearly(anchor, words, [.. blocks.Where(b => b.Block != chosen.Block)]) is { Score: >= LeastScore };

    private static bool IsTheSame(Found found, int length, bool isOnly)
    {
        var (before, after) = (found.Before, found.After);
        if (before.Contradicts && after.Contradicts)
        {
            return false;
        }
        if (isOnly && length >= SelfEvident)
        {
            return true;
        }
        return (before.Supports && (!after.Contradicts || before.IsTelling))
            || (after.Supports && (!before.Contradicts || after.IsTelling))
            || (Math.Min(before.Run, after.Run) >= Telling / 2 && before.Run + after.Run >= 2 * Telling);
    }

    private static Found? Nearest(Anchor anchor, List<Found> sure)
    {
        var home = sure.Where(f => f.Block.Id == anchor.Block).ToList();
        if (home.Count == 1)
        {
            return home[0];
        }
        var ranked = sure.OrderByDescending(f => f.Before.Run + f.After.Run).ToList();
        return ranked[0].Before.Run + ranked[0].After.Run >= ranked[1].Before.Run + ranked[1].After.Run + Telling ? ranked[0] : null;
    }

    private static AnchorPlace Like(Anchor anchor, string words, List<(BlockText Block, FoldedText Folded)> blocks)
    {
        var best = words.Length >= 5 ? Nearly(anchor, words, blocks) : null;
        return best is { Score: >= LeastScore } ? Place(AnchorState.Fuzzy, best) : AnchorPlace.Orphaned;
    }

    private static Found? Nearly(Anchor anchor, string words, List<(BlockText Block, FoldedText Folded)> blocks)
    {
        var most = Math.Min(Math.Max(1, words.Length / 5), MostErrors);
        var search = new Myers(words);
        return blocks.Select(b => search.Best(b.Folded.Text, most) is var (start, end, errors) && end > start ? Look(anchor, words.Length, b.Block, b.Folded, start, end, errors) : null)
            .OfType<Found>().MaxBy(f => f.Score);
    }

    private static Found Look(Anchor anchor, int length, BlockText block, FoldedText folded, int start, int end, int errors)
    {
        var before = Compare(Reversed(new FoldedText(anchor.Prefix).Text), Reversed(folded.Text[Math.Max(0, start - Anchor.Context)..start]));
        var after = Compare(new FoldedText(anchor.Suffix).Text, folded.Text[end..Math.Min(folded.Text.Length, end + Anchor.Context)]);
        var score = (QuoteWeight * (100 - (100 * errors / length))) + (ContextWeight * before.Likeness) + (ContextWeight * after.Likeness) + (block.Id == anchor.Block ? PlaceWeight * 100 : 0);
        return new Found(block, folded, start, end, errors, before, after) { Score = score / (QuoteWeight + (2 * ContextWeight) + PlaceWeight) };
    }

    // Where one side has less than the other (a paragraph was cut or joined there), only so much is compared.
    private static Side Compare(string was, string now)
    {
        var length = Math.Min(was.Length, now.Length);
        var (a, b) = (was[..length], now[..length]);
        var run = 0;
        while (run < length && a[run] == b[run])
        {
            run++;
        }
        var isSentence = run >= Telling && a.AsSpan(0, run).IndexOfAny('.', '!', '?') >= 0;
        return new Side(run, length, length == 0 ? 100 : 100 - (100 * Distance(a, b) / length), isSentence);
    }

    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                corner = above;
            }
        }
        return row[b.Length];
    }

    private static string Reversed(string text) => new([.. text.Reverse()]);

    private static AnchorPlace Place(AnchorState state, Found found) =>
        new(state, found.Block.Id, found.Folded.Start(found.Start), found.Folded.End(found.End), found.Score);
}
