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
    private const int MostLookedAt = 200;

    /// <param name="db">Read from.</param>
    /// <param name="article">Tells it now. Its own events are not looked at: whoever read it held them apart.</param>
    /// <param name="fields">What it tells.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Null where there is none, or more than one: then a person says.</returns>
    public async Task<EventRow?> FindAsync(NewsroomDb db, string article, EventFields fields, CancellationToken cancel)
    {
        if (Edtf.Parse(fields.Edtf) is not { Earliest: { } earliest, Latest: { } latest })
        {
            return null;
        }
        var told = new DatedEvent("", fields.Label, fields.Edtf, earliest, latest, fields.PloverType, await IdsAsync(db, fields.Actors, cancel), await IdsAsync(db, fields.Recipients, cancel), []);
        var (first, last) = (Iso(latest.AddDays(-MostDays)), Iso(earliest.AddDays(MostDays)));
#pragma warning disable CA1309 // the database compares, by bytes
        var near = await db.Set<EventRow>().Where(e => string.Compare(e.Earliest, first) >= 0 && string.Compare(e.Latest, last) <= 0 && !db.Set<AnchorRow>().Any(a => a.Claim == e.Id && a.Article == article)).OrderBy(e => e.Id).Take(MostLookedAt).ToListAsync(cancel);
#pragma warning restore CA1309
        var ids = near.Select(e => e.Id).ToList();
        var parts = (await db.Set<EventActor>().AsNoTracking().Where(p => ids.Contains(p.Event)).ToListAsync(cancel)).ToLookup(p => p.Event);
        var same = near.Where(e => DatedEvent.Of(e, parts[e.Id], []) is var known && FindConflicts.IsOneThing(told, known) && known.Earliest <= latest && known.Latest >= earliest).ToList();
        return same.Count == 1 ? same[0] : null;
    }

    // A name that means nobody yet keeps the happening from being taken for another.
    private async Task<IReadOnlyList<string>> IdsAsync(NewsroomDb db, IReadOnlyList<string> named, CancellationToken cancel)
    {
        var ids = new List<string>();
        foreach (var name in named)
        {
            ids.Add(await actors.ResolveAsync(db, name, cancel) ?? name);
        }
        return ids;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
