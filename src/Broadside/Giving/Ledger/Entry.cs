using Broadside.Kit;

namespace Broadside.Giving.Ledger;

/// <summary>One entry of the books: its postings come to nothing in every currency.</summary>
/// <param name="Id">Made of key and revision: the same on every machine.</param>
/// <param name="Key">Of the fact that it posts or takes back.</param>
/// <param name="Revision">Of that key, counted from 1 without gaps.</param>
/// <param name="At">When the fact happened.</param>
/// <param name="Memo">No personal data: an entry is for ever.</param>
/// <param name="Postings">Two or more, or none where a fact moves no money.</param>
public sealed record Entry(string Id, FactKey Key, int Revision, DateTimeOffset At, string Memo, IReadOnlyList<Posting> Postings)
{
    /// <summary>The revision that it takes back; 0: none.</summary>
    public int Reverses { get; init; }

    public bool IsBalanced => Postings.GroupBy(p => p.Money.Currency).All(c => c.Sum(p => p.Money.Minor) == 0);
}

/// <param name="Account">As "assets:clearing:stripe".</param>
/// <param name="Money">Debits above zero, credits below.</param>
public sealed record Posting(string Account, Money Money);
