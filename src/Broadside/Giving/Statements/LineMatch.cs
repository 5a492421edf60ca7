using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>What a line is probably for. Only <see cref="ByReference"/> is posted without a person.</summary>
public abstract record LineMatch
{
    private LineMatch()
    {
    }

    /// <summary>It names one open gift. The truth is what came: where that differs from what was intended, it is posted and said.</summary>
    public sealed record ByReference(AwaitedGift Gift, bool AmountDiffers) : LineMatch;

    /// <summary>It names a gift that is no longer waited for: the money is a new one, for the general fund unless a person says otherwise.</summary>
    public sealed record ByClosedReference(AwaitedGift Gift) : LineMatch;

    /// <summary>It names several. <see cref="Part.Amount"/> is the bank's own where it tells, else what was intended where that adds up, else open.</summary>
    public sealed record SplitSuggested(IReadOnlyList<Part> Parts) : LineMatch;

    /// <summary>No reference, but amount and name of gifts that are waited for: likeliest first, never empty.</summary>
    public sealed record GiftsSuggested(IReadOnlyList<AwaitedGift> Gifts) : LineMatch;

    /// <summary>A processor pays out what it holds for us: no gift.</summary>
    public sealed record PayoutSuggested(string Rail) : LineMatch;

    /// <summary>Money that came and is nobody's yet, or that went.</summary>
    public sealed record Nothing : LineMatch;

    public sealed record Part(AwaitedGift Gift, Money? Amount);
}
