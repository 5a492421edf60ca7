using Broadside.Giving.References;
using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>
/// Says what a line of the bank is for: by reference; else whether a processor pays out; else by amount and name together, which only
/// suggests. Pure: the gifts come with the question, and of references in a text only those count that a gift has.
/// </summary>
public sealed class MatchLine
{
    private readonly Dictionary<string, AwaitedGift> byReference = new(StringComparer.Ordinal);
    private readonly ILookup<Money, AwaitedGift> openByAmount;
    private readonly List<(string Rail, string Name)> payers;

    /// <param name="gifts">Those by bank, and of others those whose reference may be used again, as a standing order does.</param>
    /// <param name="payers">How our own processors sign their payouts.</param>
    public MatchLine(IEnumerable<AwaitedGift> gifts, IEnumerable<RailPayer> payers)
    {
        var all = gifts.ToList();
        foreach (var gift in all)
        {
            byReference.TryAdd(gift.Reference, gift);
        }
        openByAmount = all.Where(g => g.IsOpen && g.DonorName is not null).ToLookup(g => g.Amount);
        this.payers = [.. payers.SelectMany(p => p.Names.Select(n => (p.Rail, Name: $" {string.Join(' ', Words(n))} "))).Where(p => p.Name.Length > 2)];
    }

    public LineMatch Run(StatementLine line)
    {
        if (line.Amount.Minor <= 0)
        {
            return new LineMatch.Nothing();
        }
        var named = Named(line.Details.SelectMany(d => new[] { d.Reference, d.Remittance }).Prepend(line.Remittance).Prepend(line.Reference));
        if (named.Count > 1)
        {
            return new LineMatch.SplitSuggested(Parts(line, named));
        }
        if (named.Count == 1)
        {
            return named[0].IsOpen ? new LineMatch.ByReference(named[0], named[0].Amount != line.Amount) : new LineMatch.ByClosedReference(named[0]);
        }
        if (Payer(line) is { } rail)
        {
            return new LineMatch.PayoutSuggested(rail);
        }
        var alike = openByAmount[line.Amount].Where(g => IsOneName(g.DonorName!, line.Counterparty)).OrderBy(g => g.Id, StringComparer.Ordinal).ToList();
        return alike.Count > 0 ? new LineMatch.GiftsSuggested(alike) : new LineMatch.Nothing();
    }

    private List<AwaitedGift> Named(IEnumerable<string?> texts) =>
        [.. texts.SelectMany(GiftReference.FindAll).Distinct(StringComparer.Ordinal).Select(code => byReference.GetValueOrDefault(code)).OfType<AwaitedGift>()];

    private List<LineMatch.Part> Parts(StatementLine line, List<AwaitedGift> named)
    {
        var told = named.Select(g => new LineMatch.Part(g, Told(line, g))).ToList();
        if (Sum(told.Select(p => p.Amount)) == line.Amount.Minor)
        {
            return told;
        }
        var intended = Sum(named.Select(g => g.Amount.Currency == line.Amount.Currency ? g.Amount : (Money?)null)) == line.Amount.Minor;
        return [.. named.Select(g => new LineMatch.Part(g, intended ? g.Amount : null))];
    }

    // What the bank tells of the one payment that names this gift.
    private Money? Told(StatementLine line, AwaitedGift gift)
    {
        var own = line.Details.Where(d => Named([d.Reference, d.Remittance]) is [var only] && only == gift).ToList();
        return own.Count == 1 && own[0].Amount is { } amount && amount.Currency == line.Amount.Currency ? amount : null;
    }

    private static Int128? Sum(IEnumerable<Money?> amounts) => amounts.Aggregate((Int128?)0, (sum, amount) => sum + amount?.Minor);

    // Who pays is what counts; what they write does where the bank does not say who it was.
    private string? Payer(StatementLine line)
    {
        var signed = $" {string.Join(' ', Words(line.Counterparty ?? line.Remittance ?? ""))} ";
        return payers.Where(p => signed.Contains(p.Name, StringComparison.Ordinal)).Select(p => p.Rail).FirstOrDefault();
    }

    // In any order, accents or none; a middle name or title more on one side does no harm, one word alone is too little.
    private static bool IsOneName(string donor, string? counterparty)
    {
        var (a, b) = (Words(donor), Words(counterparty ?? ""));
        return a.Count > 0 && b.Count > 0 && (a.SetEquals(b) || (Math.Min(a.Count, b.Count) >= 2 && (a.IsSubsetOf(b) || b.IsSubsetOf(a))));
    }

    private static HashSet<string> Words(string text) =>
        [.. string.Concat(Slug.Fold(text.ToLowerInvariant()).Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
