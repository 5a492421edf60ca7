using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Actors;

/// <summary>Who is meant: by id, through merges; or by a name that the directory knows and that means one only.</summary>
public sealed class FindActor
{
    private const string NameStart = "name:";
    private const int MostMerges = 20;

    public static bool IsName(string idOrName) => idOrName.StartsWith(NameStart, StringComparison.Ordinal);

    /// <returns>The actor's id; null where there is none, or several may be meant.</returns>
    public async Task<string?> ResolveAsync(NewsroomDb db, string idOrName, CancellationToken cancel)
    {
        if (!IsName(idOrName))
        {
            return await FollowAsync(db, idOrName, cancel);
        }
        var folded = ActorAlias.Fold(idOrName[NameStart.Length..]);
        var found = await db.Set<ActorAlias>().Where(a => a.Folded == folded).ToListAsync(cancel);
        var local = db.Set<ActorAlias>().Local.Where(a => a.Folded == folded);
        var all = found.Union(local).ToList();
        var actors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alias in all)
        {
            actors.Add(await FollowAsync(db, alias.Actor, cancel) ?? alias.Actor);
        }
        return actors.Count == 1 && !all.Any(a => a.IsAmbiguous) ? actors.Single() : null;
    }

    private static async Task<string?> FollowAsync(NewsroomDb db, string id, CancellationToken cancel)
    {
        var actor = await db.Set<ActorRow>().FindAsync([id], cancel);
        for (var i = 0; i < MostMerges && actor?.MergedInto is { } into; i++)
        {
            actor = await db.Set<ActorRow>().FindAsync([into], cancel);
        }
        return actor?.Id;
    }
}
