using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>What a person says that a line of the bank is.</summary>
public abstract record LineDecision
{
    private LineDecision()
    {
    }

    /// <summary>A gift that is known.</summary>
    public sealed record ToGift(string Gift) : LineDecision;

    /// <summary>A gift of which nothing was known before.</summary>
    /// <param name="Fund">Its slug; null: the general one.</param>
    /// <param name="Name">Of the donor, if they are known.</param>
    /// <param name="Email">The same.</param>
    public sealed record ToNewGift(string? Fund, string? Name, string? Email) : LineDecision;

    /// <summary>Money that a person sent back to the donor of a gift.</summary>
    /// <param name="Gift">Its id or reference.</param>
    public sealed record PaidBack(string Gift) : LineDecision;

    /// <summary>What a rail paid out, or takes back.</summary>
    public sealed record FromRail(string Rail) : LineDecision;

    /// <summary>Cheques and cash that were brought to the bank.</summary>
    public sealed record FromSlip(string Slip) : LineDecision;

    /// <summary>No gift: another account of the books, as "expense:bank-fees".</summary>
    public sealed record ToAccount(string Account) : LineDecision;

    /// <summary>Several of these; together they come to the line's amount.</summary>
    public sealed record InParts(IReadOnlyList<Piece> Pieces) : LineDecision;

    /// <param name="Amount">Its part.</param>
    /// <param name="Gift">Id of the gift; null: <paramref name="Account"/> says what it is.</param>
    /// <param name="Account">Of the books.</param>
    public sealed record Piece(Money Amount, string? Gift, string? Account);
}
