using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Notices;

/// <summary>
/// Lays what a rail tells to the gift that began it, by the attempt in its metadata or the thing that it was started as. It rests on rows that never
/// change alone, so the same fact is laid to the same gift whenever it is told. What belongs to none goes to suspense.
/// </summary>
internal static class BindFacts
{
    public static async Task<IReadOnlyList<Fact>> RunAsync(NewsroomDb db, IReadOnlyList<Fact> facts, string? attempt, CancellationToken cancel)
    {
        var incoming = facts.Where(f => f.Kind is FactKind.Charge).ToList();
        var named = incoming.Select(f => f.Attempt ?? attempt).OfType<string>().Distinct().ToList();
        var rows = named.Count == 0 ? [] : await db.Set<Attempt>().AsNoTracking().Where(a => named.Contains(a.Id))
            .Join(db.Set<Gift>(), a => a.Gift, g => g.Id, (a, g) => new { a.Id, a.Rail, Gift = g }).ToListAsync(cancel);
        var gifts = rows.ToDictionary(r => (r.Rail, r.Id), r => r.Gift);
        return [.. facts.Select(f => f.Kind is FactKind.Charge && (f.Attempt ?? attempt) is { } id && gifts.TryGetValue((f.Rail, id), out var gift) ? Laid(f, gift, id) : f with { Gift = f.Kind is FactKind.Charge ? null : f.Gift })];
    }

    private static Fact Laid(Fact fact, Gift gift, string attempt) => fact with
    {
        Attempt = attempt,
        Gift = gift.Id,
        Fund = gift.Fund,
        Cover = gift.Cover > 0 && fact.Amount == gift.Total() ? fact.Amount with { Minor = gift.Cover } : null,
    };
}
