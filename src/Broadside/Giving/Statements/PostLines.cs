using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Giving.Rails.Bank;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Statements;

/// <summary>
/// Posts the lines of a bank's file: all or none, each once however often the file comes. A line that names an open gift is that gift's;
/// every other one waits in suspense with what it probably is.
/// </summary>
public sealed class PostLines(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, RailBoard board, PostFacts post, AuditLog audit, Ids ids, TimeProvider time) : IPostLines
{
    private const int Page = 500;

    // How processors sign what they pay out.
    internal static readonly Dictionary<string, string[]> Payers = new(StringComparer.Ordinal) { ["stripe"] = ["STRIPE"], ["paypal"] = ["PAYPAL"] };

    public async Task<Outcome<PostedLines>> RunAsync(IReadOnlyList<Statement> statements, string name, string format, Actor actor, CancellationToken cancel)
    {
        var ours = site.Read<PayoutDetails>(PayoutDetails.Part).Banks.Select(b => b.Number).ToHashSet(StringComparer.Ordinal);
        if (statements.FirstOrDefault(s => !ours.Contains(Number(s.Account))) is { } foreign)
        {
            return new Refusal("account", $"The account {foreign.Account} is none of this newsroom's. Add it under payment details first.");
        }
        // The same statement may stand in a file twice.
        var lines = statements.SelectMany(s => s.Lines.Where(l => l.IsBooked).Select(l => (Rail: "bank:" + Number(s.Account), Line: l))).DistinctBy(l => (l.Rail, l.Line.Key)).ToList();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var standing = await StandingAsync(db, lines, cancel);
        var fresh = lines.Where(l => !standing.Contains((l.Rail, l.Line.Key))).ToList();
        var import = new StatementImport { Id = ids.New(), Name = name, Format = format, ImportedBy = actor.Id, ImportedAt = time.GetUtcNow(), Posted = fresh.Count, Duplicates = lines.Count - fresh.Count };
        var match = fresh.Count == 0 ? null : new MatchLine(await AwaitedAsync(db, cancel), board.Rails.Select(r => r.Describe().Id).Where(Payers.ContainsKey).Select(r => new RailPayer(r, Payers[r])));
        var (facts, rows) = (new List<Fact>(fresh.Count * 2), new List<object?[]>(fresh.Count));
        foreach (var (rail, line) in fresh)
        {
            var at = new DateTimeOffset(line.Date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            facts.Add(new Fact(rail, "", FactKind.BankLine, line.Key, line.Amount, at));
            var gift = match!.Run(line) is LineMatch.ByReference by ? by.Gift : null;
            if (gift is not null)
            {
                facts.Add(new Fact(rail, "", FactKind.BankMatched, line.Key, line.Amount, at) { PaymentRemoteId = line.Key, Gift = gift.Id, Fund = gift.Fund });
            }
            import.Unmatched += gift is null ? 1 : 0;
            rows.Add([rail, line.Key, import.Id, line.Date.ToString("yyyy-MM-dd", null), line.Amount.Minor, line.Amount.Currency, line.Reference, line.Counterparty, line.Remittance, gift is null ? null : "gift/" + gift.Id]);
        }
        if (fresh.Count > 0)
        {
            db.Add(import);
            await audit.AddAsync(db, actor, "import statement", $"statement/{import.Id}", $"{name}: {import.Posted} posted, {import.Duplicates} there already", cancel);
            await db.SaveChangesAsync(cancel);
            await post.AddAsync(db, facts, cancel);
            await db.AddRowsAsync("statement_lines (rail, key, import, day, amount, currency, reference, counterparty, remittance, matched)",
                "ON CONFLICT (rail, key) DO UPDATE SET import = excluded.import, reference = excluded.reference, counterparty = excluded.counterparty, remittance = excluded.remittance, matched = excluded.matched", rows, cancel);
            Mishap.Here("statement posted");
        }
        await writing.CommitAsync(cancel);
        return new PostedLines(import.Posted, import.Duplicates, import.Unmatched);
    }

    /// <summary>What may be known by a line: every gift by its reference, as long as it is waited for or comes again.</summary>
    public async Task<IReadOnlyList<AwaitedGift>> AwaitedAsync(NewsroomDb db, CancellationToken cancel)
    {
        var since = time.GetUtcNow() - BankRail.Patience;
        var standing = EntryRow.StandingIn(db);
        var gifts = await db.Set<Gift>().AsNoTracking()
            .GroupJoin(db.Set<GiftDetails>(), g => g.Id, d => d.Gift, (g, d) => new { Gift = g, Details = d })
            .SelectMany(g => g.Details.DefaultIfEmpty(), (g, d) => new { g.Gift, d!.Name, IsPaid = standing.Any(e => e.Gift == g.Gift.Id) }).ToListAsync(cancel);
        return gifts.ConvertAll(g => new AwaitedGift(g.Gift.Id, g.Gift.Reference, g.Gift.Total(), g.Name, (!g.IsPaid && g.Gift.CreatedAt >= since) || g.Gift.Repeats != Interval.Once) { Fund = g.Gift.Fund });
    }

    private static string Number(string account) => string.Concat(account.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static async Task<HashSet<(string, string)>> StandingAsync(NewsroomDb db, List<(string Rail, StatementLine Line)> lines, CancellationToken cancel)
    {
        var standing = new HashSet<(string, string)>();
        foreach (var rail in lines.GroupBy(l => l.Rail))
        {
            foreach (var keys in rail.Select(l => l.Line.Key).Chunk(Page))
            {
                var rows = await EntryRow.Under(db, rail.Key, "", FactKind.BankLine, keys).Select(e => new { e.RemoteId, e.Revision, e.Reverses }).ToListAsync(cancel);
                standing.UnionWith(rows.GroupBy(r => r.RemoteId).Where(k => k.MaxBy(r => r.Revision)!.Reverses == 0).Select(k => (rail.Key, k.Key)));
            }
        }
        return standing;
    }
}
