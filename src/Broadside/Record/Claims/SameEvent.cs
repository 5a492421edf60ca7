using System.Globalization;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>Finds the one happening of the record that is told once more: of the same kind, by the same to the same, within the same days.</summary>
public sealed class SameEvent(FindActor actors)
{
    // Vaguer dates than these would make two meetings of one month into one.
    private const int MostDays = 7;
    private const int MostLookedAt = 2000;

    /// <param name="db">Read from.</param>
    /// <param name="article">Tells them now. Its own events are not looked at: whoever read it held them apart.</param>
    /// <param name="told">What it tells.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>For each, the event; null where there is none, or more than one: then a person says.</returns>
    public async Task<IReadOnlyList<EventRow?>> AmongAsync(NewsroomDb db, string article, IReadOnlyList<EventFields> told, CancellationToken cancel)
    {
        var ids = await IdsAsync(db, told, cancel);
        var dated = told.Select(t => Dated(t, ids)).ToList();
        var near = await NearAsync(db, article, dated, cancel);
        return [.. dated.Select(d => near.Where(n => IsSame(d, n.Known)).Take(2).ToList() is [var only] ? only.Row : null)];
    }

    private static bool IsSame(DatedEvent told, DatedEvent known) =>
        told is { Earliest: { } earliest, Latest: { } latest } && known is { Earliest: { } first, Latest: { } last }
        && first <= latest && last >= earliest && first >= latest.AddDays(-MostDays) && last <= earliest.AddDays(MostDays)
        && FindConflicts.IsOneThing(told, known);

    private static async Task<List<(EventRow Row, DatedEvent Known)>> NearAsync(NewsroomDb db, string article, List<DatedEvent> told, CancellationToken cancel)
    {
        var bounded = told.Where(t => t is { Earliest: not null, Latest: not null }).ToList();
        if (bounded.Count == 0)
        {
            return [];
        }
        var (first, last) = (Iso(bounded.Min(t => t.Latest!.Value).AddDays(-MostDays)), Iso(bounded.Max(t => t.Earliest!.Value).AddDays(MostDays)));
        var (who, labels) = (bounded.SelectMany(t => t.Actors).Distinct().ToList(), bounded.Select(t => t.Label).Distinct().ToList());
#pragma warning disable CA1309 // the database compares, by bytes
        var rows = await db.Set<EventRow>().Where(e => string.Compare(e.Earliest, first) >= 0 && string.Compare(e.Latest, last) <= 0
            && (labels.Contains(e.Label) || db.Set<EventActor>().Any(p => p.Event == e.Id && who.Contains(p.Actor)))
            && !db.Set<AnchorRow>().Any(a => a.Claim == e.Id && a.Article == article)).OrderBy(e => e.Id).Take(MostLookedAt).ToListAsync(cancel);
#pragma warning restore CA1309
        var near = rows.Select(e => e.Id).ToList();
        var parts = near.Count == 0 ? null : (await db.Set<EventActor>().AsNoTracking().Where(p => near.Contains(p.Event)).ToListAsync(cancel)).ToLookup(p => p.Event);
        return [.. rows.Select(e => (e, DatedEvent.Of(e, parts![e.Id], [])))];
    }

    private static DatedEvent Dated(EventFields told, Dictionary<string, string> ids)
    {
        var date = Edtf.Parse(told.Edtf);
        return new DatedEvent("", told.Label, told.Edtf, date?.Earliest, date?.Latest, told.PloverType, [.. told.Actors.Select(a => ids[a])], [.. told.Recipients.Select(a => ids[a])], []);
    }

    // A name that means nobody yet keeps the happening from being taken for another.
    private async Task<Dictionary<string, string>> IdsAsync(NewsroomDb db, IReadOnlyList<EventFields> told, CancellationToken cancel)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in told.SelectMany(t => t.Actors.Concat(t.Recipients)).Distinct(StringComparer.Ordinal))
        {
            ids[name] = await actors.ResolveAsync(db, name, cancel) ?? name;
        }
        return ids;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
