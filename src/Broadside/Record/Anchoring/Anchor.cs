namespace Broadside.Record.Anchoring;

/// <summary>
/// The words of an article that a claim rests on: which block, which text with what stands around it, and where. After the
/// W3C's TextQuoteSelector and TextPositionSelector; offsets are UTF-16 units of <see cref="BlockText"/>.
/// </summary>
public sealed record Anchor
{
    /// <summary>So much of what stands before and after is kept.</summary>
    public const int Context = 32;

    /// <summary>Article id.</summary>
    public required string Article { get; init; }

    /// <summary>Block id.</summary>
    public required string Block { get; init; }

    public required string Exact { get; init; }

    public string Prefix { get; init; } = "";

    public string Suffix { get; init; } = "";

    public int Start { get; init; }

    public int End { get; init; }

    /// <summary>SHA-256 of the block's text when this was set.</summary>
    public required string BlockSha { get; init; }

    /// <summary>An anchor on that stretch; null where the block has no such stretch, or there is no letter or digit in it.</summary>
    public static Anchor? At(string article, BlockText block, int start, int end)
    {
        if (start < 0 || end > block.Text.Length || start >= end || !block.Text[start..end].Any(char.IsLetterOrDigit))
        {
            return null;
        }
        return new Anchor
        {
            Article = article,
            Block = block.Id,
            Exact = block.Text[start..end],
            Prefix = block.Text[Whole(block.Text, Math.Max(0, start - Context))..start],
            Suffix = block.Text[end..Whole(block.Text, Math.Min(block.Text.Length, end + Context))],
            Start = start,
            End = end,
            BlockSha = block.Sha256,
        };
    }

    /// <summary>The same words where they are now.</summary>
    public Anchor MovedTo(BlockText block, int start, int end) => At(Article, block, start, end) ?? this;

    // Never between the halves of one letter.
    private static int Whole(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at + 1 : at;
}
