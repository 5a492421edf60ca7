using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Ledger;

/// <summary>An entry as its table keeps it; the database refuses to change it.</summary>
public sealed class EntryRow
{
    /// <summary>In the order of posting, without gaps.</summary>
    public long Seq { get; init; }

    public required string Id { get; init; }

    public required string Rail { get; init; }

    public required string RailAccount { get; init; }

    public FactKind Kind { get; init; }

    public required string RemoteId { get; init; }

    public int Revision { get; init; }

    /// <summary>The revision that it takes back; 0: none.</summary>
    public int Reverses { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Memo { get; init; }

    public string? Payment { get; init; }

    public string? Gift { get; init; }

    /// <summary>The fact beyond its key, as JSON.</summary>
    public required string Content { get; init; }

    public DateTimeOffset PostedAt { get; init; }

    internal FactKey Key => new(Rail, RailAccount, Kind, RemoteId);

    internal static EntryRow Of(PostedFact posted, long seq, DateTimeOffset now) => new()
    {
        Seq = seq,
        Id = posted.Entry.Id,
        Rail = posted.Fact.Rail,
        RailAccount = posted.Fact.RailAccount,
        Kind = posted.Fact.Kind,
        RemoteId = posted.Fact.RemoteId,
        Revision = posted.Entry.Revision,
        Reverses = posted.Entry.Reverses,
        At = posted.Entry.At,
        Memo = posted.Entry.Memo,
        Payment = posted.Fact.Payment,
        Gift = posted.Fact.Gift,
        Content = JsonSerializer.Serialize(FactContent.Of(posted.Fact), CanonicalJson.Options),
        PostedAt = now,
    };

    /// <summary>The fact and its entry, which the rules make anew.</summary>
    internal PostedFact Posted()
    {
        var fact = JsonSerializer.Deserialize<FactContent>(Content, CanonicalJson.Options)!.Fact(Key);
        // Of a reversal, what it takes back stands before it.
        return new PostedFact(fact, Reverses == 0 ? LedgerRules.Entry(fact, Revision) : LedgerRules.Reversal(LedgerRules.Entry(fact, Reverses)));
    }

    /// <summary>Every entry of facts of one kind under the rail's own ids. Ids that stand twice in the list are found twice.</summary>
    internal static IQueryable<EntryRow> Under(NewsroomDb db, string rail, string railAccount, FactKind kind, IReadOnlyCollection<string> ids) =>
        db.UnderEach<EntryRow>("entries", ids, "e.rail = {1} AND e.rail_account = {2} AND e.kind = {3} AND e.remote_id = k.value", rail, railAccount, Words.Of(kind)).AsNoTracking();

    /// <summary>What holds of many entries, in any order: of each fact what was told last, unless it was taken back since.</summary>
    internal static IReadOnlyList<Fact> Standing(IEnumerable<EntryRow> rows) => [.. StandingRows(rows).Select(r => r.Posted().Fact)];

    /// <summary>The same, asked of the database.</summary>
    internal static IQueryable<EntryRow> StandingIn(NewsroomDb db) => db.Set<EntryRow>().AsNoTracking()
        .Where(e => e.Reverses == 0 && !db.Set<EntryRow>().Any(r => r.Rail == e.Rail && r.RailAccount == e.RailAccount && r.Kind == e.Kind && r.RemoteId == e.RemoteId && r.Reverses >= e.Revision));

    internal static IReadOnlyList<EntryRow> StandingRows(IEnumerable<EntryRow> rows) =>
        [.. rows.GroupBy(r => r.Key).Select(k => k.MaxBy(r => r.Revision)!).Where(r => r.Reverses == 0)];
}

internal sealed record FactContent(long Amount, string Currency, DateTimeOffset At)
{
    public long? Fee { get; init; }

    public string? FeeCurrency { get; init; }

    public long? Settled { get; init; }

    public string? SettledCurrency { get; init; }

    public long? Cover { get; init; }

    public string? Payment { get; init; }

    public string? Attempt { get; init; }

    public string? Gift { get; init; }

    public string? Fund { get; init; }

    public string? Account { get; init; }

    public string? Memo { get; init; }

    public static FactContent Of(Fact fact) => new(fact.Amount.Minor, fact.Amount.Currency, fact.At)
    {
        Fee = fact.Fee?.Minor,
        FeeCurrency = fact.Fee?.Currency,
        Settled = fact.Settled?.Minor,
        SettledCurrency = fact.Settled?.Currency,
        Cover = fact.Cover?.Minor,
        Payment = fact.PaymentRemoteId,
        Attempt = fact.Attempt,
        Gift = fact.Gift,
        Fund = fact.Fund,
        Account = fact.Account,
        Memo = fact.Memo,
    };

    public Fact Fact(FactKey key) => new(key.Rail, key.RailAccount, key.Kind, key.RemoteId, new Money(Amount, Currency), At)
    {
        Fee = Fee is { } fee ? new Money(fee, FeeCurrency!) : null,
        Settled = Settled is { } settled ? new Money(settled, SettledCurrency!) : null,
        Cover = Cover is { } cover ? new Money(cover, Currency) : null,
        PaymentRemoteId = Payment,
        Attempt = Attempt,
        Gift = Gift,
        Fund = Fund,
        Account = Account,
        Memo = Memo,
    };
}
