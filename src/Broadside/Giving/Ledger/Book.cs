using System.Text;
using Broadside.Kit;

namespace Broadside.Giving.Ledger;

/// <summary>Books in memory, kept by the same rules as those in the database: for proofs, and for looking ahead.</summary>
public sealed class Book
{
    private readonly Dictionary<FactKey, PostedFact> known = [];
    private readonly List<Entry> entries = [];

    public IReadOnlyList<Entry> Entries => entries;

    public IReadOnlyCollection<PostedFact> Facts => known.Values;

    /// <returns>How many entries it added.</returns>
    public int Post(Fact told)
    {
        var steps = LedgerRules.Step(known.GetValueOrDefault(told.Key), told);
        foreach (var step in steps)
        {
            known[told.Key] = step;
            entries.Add(step.Entry);
        }
        return steps.Count;
    }

    public long Balance(string account, string currency) =>
        entries.SelectMany(e => e.Postings).Where(p => p.Account == account && p.Money.Currency == currency).Sum(p => p.Money.Minor);

    public string Hash() => HashOf(entries.SelectMany(e => e.Postings.Select(p => (e.Key, p))));

    /// <summary>One figure for what the books say: what each fact came to on each account. How often it was told, in which order and how often it was put right does not show.</summary>
    public static string HashOf(IEnumerable<(FactKey Key, Posting Posting)> postings)
    {
        var lines = postings.GroupBy(p => (p.Key, p.Posting.Account, p.Posting.Money.Currency))
            .Select(g => (g.Key, Sum: g.Sum(p => p.Posting.Money.Minor))).Where(g => g.Sum != 0)
            .Select(g => $"{g.Key.Key}|{g.Key.Account}|{g.Sum}|{g.Key.Currency}").Order(StringComparer.Ordinal);
        return CanonicalJson.Sha256(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }
}
