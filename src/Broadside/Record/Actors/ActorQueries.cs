using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Actors;

/// <summary>Questions about the directory of actors.</summary>
public sealed class ActorQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>An entry with everything under it, what was brought into it included.</summary>
    public sealed record Entry(ActorRow Actor, IReadOnlyList<ActorAlias> Aliases, IReadOnlyList<ActorRole> Roles);

    /// <summary>Another one after every change of the directory.</summary>
    public async Task<string> MarkAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var actors = await db.Set<ActorRow>().GroupBy(_ => 1).Select(g => new { Count = g.Count(), Revisions = g.Sum(a => (long)a.Revision) }).SingleOrDefaultAsync(cancel);
        var roles = await db.Set<ActorRole>().GroupBy(_ => 1).Select(g => new { Count = g.Count(), Revisions = g.Sum(r => (long)r.Revision) }).SingleOrDefaultAsync(cancel);
        return $"{actors} {roles}";
    }

    /// <summary>The whole directory, as reading a text needs it.</summary>
    public async Task<IReadOnlyList<Entry>> AllAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var actors = await db.Set<ActorRow>().AsNoTracking().OrderBy(a => a.SortName).ThenBy(a => a.Id).ToListAsync(cancel);
        return Entries(actors, await db.Set<ActorAlias>().AsNoTracking().ToListAsync(cancel), await db.Set<ActorRole>().AsNoTracking().ToListAsync(cancel));
    }

    public async Task<Entry?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var actors = await db.Set<ActorRow>().AsNoTracking().Where(a => a.Id == id || a.MergedInto == id).ToListAsync(cancel);
        var ids = actors.Select(a => a.Id).ToList();
        var entries = Entries(actors, await db.Set<ActorAlias>().AsNoTracking().Where(a => ids.Contains(a.Actor)).ToListAsync(cancel), await db.Set<ActorRole>().AsNoTracking().Where(r => ids.Contains(r.Actor)).ToListAsync(cancel));
        return entries.FirstOrDefault(e => e.Actor.Id == id);
    }

    /// <summary>Entries whose name, or another of whose names, begins so.</summary>
    public async Task<IReadOnlyList<ActorRow>> SearchAsync(string begin, int count, CancellationToken cancel)
    {
        var folded = ActorAlias.Fold(begin);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var ids = db.Set<ActorAlias>().Where(a => a.Folded.StartsWith(folded) || a.Folded.Contains(" " + folded)).Select(a => a.Actor);
        return await db.Set<ActorRow>().AsNoTracking().Where(a => a.MergedInto == null && ids.Contains(a.Id)).OrderBy(a => a.SortName).ThenBy(a => a.Id).Take(count).ToListAsync(cancel);
    }

    /// <summary>Who may have held a role on that day.</summary>
    public async Task<IReadOnlyList<ActorRole>> HoldersAsync(string title, DateOnly day, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var roles = await db.Set<ActorRole>().AsNoTracking().ToListAsync(cancel);
        var folded = ActorAlias.Fold(title);
        return [.. roles.Where(r => ActorAlias.Fold(r.Title) == folded && r.MayHold(day)).OrderBy(r => r.Id, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<Entry> Entries(List<ActorRow> actors, List<ActorAlias> aliases, List<ActorRole> roles)
    {
        var into = actors.Where(a => a.MergedInto is not null).ToDictionary(a => a.Id, a => a.MergedInto!);
        string Own(string id)
        {
            for (var i = 0; i < 20 && into.TryGetValue(id, out var next); i++)
            {
                id = next;
            }
            return id;
        }
        var (names, held) = (aliases.ToLookup(a => Own(a.Actor)), roles.ToLookup(r => Own(r.Actor)));
        return [.. actors.Where(a => a.MergedInto is null).Select(a => new Entry(a, [.. names[a.Id].OrderBy(n => n.Folded, StringComparer.Ordinal)], [.. held[a.Id].OrderBy(r => r.Id, StringComparer.Ordinal)]))];
    }
}
