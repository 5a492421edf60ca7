using Broadside.Giving.Rails;
using Broadside.Kit;

namespace Broadside.Giving.Gifts;

/// <summary>A donor's choices, read and not yet judged.</summary>
/// <param name="Token">Of <see cref="FormTokens"/>.</param>
/// <param name="Amount">Without the covered fee.</param>
/// <param name="Rail">The one that was chosen.</param>
/// <param name="Pages">Where the donor comes back to.</param>
public sealed record GiftForm(string Token, Money Amount, string Rail, GiftPages Pages)
{
    public Money? Cover { get; init; }

    public Interval Repeats { get; init; }

    /// <summary>Null: the campaign's, else the general one.</summary>
    public string? Fund { get; init; }

    public string? Campaign { get; init; }

    public Visibility Visibility { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Country { get; init; }

    public string? Tribute { get; init; }

    public string Language { get; init; } = "en";

    public string Source { get; init; } = "page";
}

/// <param name="Thanks">Absolute, for an attempt's id.</param>
/// <param name="Back">Absolute, for an attempt's id.</param>
public sealed record GiftPages(Func<string, Uri> Thanks, Func<string, Uri> Back);

/// <summary>What came of a press.</summary>
/// <param name="Gift">As it is kept, whatever the rail said.</param>
/// <param name="Attempt">The one that this token stands for.</param>
/// <param name="Result">Null: this token was pressed before; show that attempt.</param>
/// <param name="Next">Where the rail would not take it: the next one, of the same legal recipient, that the donor is offered with every choice kept.</param>
public sealed record StartedGift(Gift Gift, Attempt Attempt, StartResult? Result, string? Next);

/// <summary>Makes the reference that a bank transfer bears.</summary>
public delegate string NewReference();
