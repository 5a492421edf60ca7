using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Ledger;

/// <summary>
/// Puts facts into the books. A fact that is there already adds nothing; one that is told otherwise than before adds a reversal and
/// a new entry. So the order in which facts come, and how often, cannot matter.
/// </summary>
public sealed class PostFacts(IDbContextFactory<NewsroomDb> dbs, TimeProvider time)
{
    private const int Stretch = 400;

    /// <summary>All of them in one transaction of its own.</summary>
    public async Task<Posted> RunAsync(IReadOnlyList<Fact> facts, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var posted = await AddAsync(db, facts, cancel);
        Mishap.Here("facts posted");
        await writing.CommitAsync(cancel);
        Mishap.Here("facts committed");
        return posted;
    }

    /// <summary>The same within the caller's writing transaction (<see cref="NewsroomDb.BeginWritingAsync"/>): entries are numbered without gaps.</summary>
    public async Task<Posted> AddAsync(NewsroomDb db, IReadOnlyList<Fact> facts, CancellationToken cancel)
    {
        var next = (await db.Set<EntryRow>().MaxAsync(e => (long?)e.Seq, cancel) ?? 0) + 1;
        var now = Whole(time.GetUtcNow());
        var (added, corrected) = (0, 0);
        var sums = new Dictionary<(string, string), long>();
        foreach (var stretch in facts.Chunk(Stretch))
        {
            var known = await KnownAsync(db, [.. stretch.Select(f => f.Key)], cancel);
            var steps = new List<(long, PostedFact)>();
            foreach (var fact in stretch.Select(f => f with { At = Whole(f.At) }))
            {
                var step = LedgerRules.Step(known.GetValueOrDefault(fact.Key), fact);
                (added, corrected) = (added + (step.Count == 1 ? 1 : 0), corrected + (step.Count == 2 ? 1 : 0));
                foreach (var posted in step)
                {
                    steps.Add((next++, posted));
                    known[fact.Key] = posted;
                }
            }
            await WriteAsync(db, steps, now, sums, cancel);
        }
        await SumAsync(db, sums, cancel);
        return new Posted(added, corrected, facts.Count - added - corrected);
    }

    /// <summary>Takes facts back by a reversal each, as when a person undoes what they entered: within the caller's writing transaction. What is told anew after that is posted again.</summary>
    /// <returns>How many stood.</returns>
    public async Task<int> WithdrawAsync(NewsroomDb db, IReadOnlyList<FactKey> keys, CancellationToken cancel)
    {
        var next = (await db.Set<EntryRow>().MaxAsync(e => (long?)e.Seq, cancel) ?? 0) + 1;
        var sums = new Dictionary<(string, string), long>();
        var taken = 0;
        foreach (var stretch in keys.Chunk(Stretch))
        {
            var known = await KnownAsync(db, stretch, cancel);
            var steps = stretch.Distinct().Select(known.GetValueOrDefault).OfType<PostedFact>().Where(p => p.Entry.Reverses == 0)
                .Select(p => (next++, new PostedFact(p.Fact, LedgerRules.Reversal(p.Entry)))).ToList();
            taken += steps.Count;
            await WriteAsync(db, steps, Whole(time.GetUtcNow()), sums, cancel);
        }
        await SumAsync(db, sums, cancel);
        return taken;
    }

    private static Task SumAsync(NewsroomDb db, Dictionary<(string, string), long> sums, CancellationToken cancel) =>
        db.AddRowsAsync("account_sums (account, currency, amount)", "ON CONFLICT (account, currency) DO UPDATE SET amount = account_sums.amount + excluded.amount",
            [.. sums.Select(s => new object?[] { s.Key.Item1, s.Key.Item2, s.Value })], cancel);

    private static async Task WriteAsync(NewsroomDb db, List<(long Seq, PostedFact Posted)> steps, DateTimeOffset now, Dictionary<(string, string), long> sums, CancellationToken cancel)
    {
        var entries = steps.ConvertAll(s => EntryRow.Of(s.Posted, s.Seq, now));
        await db.AddRowsAsync("entries (seq, id, rail, rail_account, kind, remote_id, revision, reverses, at, memo, payment, gift, content, posted_at)", "",
            [.. entries.Select(e => new object?[] { e.Seq, e.Id, e.Rail, e.RailAccount, Words.Of(e.Kind), e.RemoteId, e.Revision, e.Reverses, Instants.Micros(e.At), e.Memo, e.Payment, e.Gift, e.Content, Instants.Micros(now) })], cancel);
        var postings = new List<object?[]>(steps.Count * 2);
        foreach (var (seq, posted) in steps)
        {
            var line = 0;
            foreach (var posting in posted.Entry.Postings)
            {
                postings.Add([seq, line++, posting.Account, posting.Money.Minor, posting.Money.Currency]);
                sums[(posting.Account, posting.Money.Currency)] = checked(sums.GetValueOrDefault((posting.Account, posting.Money.Currency)) + posting.Money.Minor);
            }
        }
        await db.AddRowsAsync("postings (entry, line, account, amount, currency)", "", postings, cancel);
    }

    private static async Task<Dictionary<FactKey, PostedFact>> KnownAsync(NewsroomDb db, IReadOnlyList<FactKey> facts, CancellationToken cancel)
    {
        var known = new Dictionary<FactKey, PostedFact>();
        // By kind, because the index that finds them has it before the id.
        foreach (var rail in facts.GroupBy(f => (f.Rail, f.RailAccount, f.Kind)))
        {
            var ids = rail.Select(f => f.RemoteId).Distinct().ToList();
            var rows = await EntryRow.Under(db, rail.Key.Rail, rail.Key.RailAccount, rail.Key.Kind, ids).ToListAsync(cancel);
            foreach (var key in rows.GroupBy(r => r.Key))
            {
                known[key.Key] = key.MaxBy(r => r.Revision)!.Posted();
            }
        }
        return known;
    }

    // As tables keep it: what is compared must be what was kept.
    private static DateTimeOffset Whole(DateTimeOffset at) => Instants.At(Instants.Micros(at));
}

/// <param name="Added">Facts that were new.</param>
/// <param name="Corrected">Facts that were told otherwise before.</param>
/// <param name="Known">Facts that changed nothing.</param>
public sealed record Posted(int Added, int Corrected, int Known);
