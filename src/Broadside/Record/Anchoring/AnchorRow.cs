using Broadside.Record.Claims;

namespace Broadside.Record.Anchoring;

/// <summary>An anchor as it is kept for the desk, with what became of it when its article was last published.</summary>
public sealed class AnchorRow
{
    public required string Id { get; init; }

    public ClaimKind Kind { get; init; }

    /// <summary>Id of the event, quote, source or role.</summary>
    public required string Claim { get; set; }

    public required string Article { get; init; }

    public required string Block { get; set; }

    public required string Exact { get; set; }

    public string Prefix { get; set; } = "";

    public string Suffix { get; set; } = "";

    public int StartAt { get; set; }

    public int EndAt { get; set; }

    public required string BlockSha { get; set; }

    /// <summary>Number of the article's version in which it was last found; null: in the draft only.</summary>
    public int? Version { get; set; }

    public AnchorState State { get; set; }

    public DateTimeOffset CheckedAt { get; set; }

    /// <summary>Its place among the anchors of its claim.</summary>
    public int Position { get; set; }

    public Anchor ToAnchor() => new() { Article = Article, Block = Block, Exact = Exact, Prefix = Prefix, Suffix = Suffix, Start = StartAt, End = EndAt, BlockSha = BlockSha };

    /// <summary>Takes over where the words are now.</summary>
    public void Take(Anchor anchor)
    {
        (Block, Exact, Prefix, Suffix) = (anchor.Block, anchor.Exact, anchor.Prefix, anchor.Suffix);
        (StartAt, EndAt, BlockSha) = (anchor.Start, anchor.End, anchor.BlockSha);
    }
}
