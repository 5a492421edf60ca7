using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Actors;

/// <summary>Puts an actor and its names into the caller's writing transaction; the caller saves.</summary>
public sealed class StageActor(Ids ids, TimeProvider time)
{
    private const int LongestAlias = 200;

    public async Task<Outcome<ActorRow>> RunAsync(NewsroomDb db, string? id, ActorFields fields, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.Write))
        {
            return new Refusal("may_not", "You have not the right to write here.");
        }
        if (ClaimRules.WhyNot(fields) is { } refusal)
        {
            return refusal;
        }
        var row = id is null ? null : await db.Set<ActorRow>().FindAsync([id], cancel);
        if (row is null)
        {
            row = new ActorRow { Id = id ?? ids.New(), Name = "", SortName = "", ChangedBy = who.Id };
            db.Add(row);
        }
        var name = fields.Name.Trim();
        (row.Kind, row.Name, row.SortName) = (fields.Kind, name, StageClaim.Clean(fields.SortName) ?? SortName(fields.Kind, name));
        (row.Country, row.Wikidata, row.Note) = (fields.Country, fields.Wikidata, StageClaim.Clean(fields.Note));
        (row.Revision, row.ChangedBy, row.ChangedAt) = (row.Revision + 1, who.Id, time.GetUtcNow());
        foreach (var alias in fields.Aliases.Prepend(name))
        {
            await AliasAsync(db, row.Id, alias, null, AliasKind.Name, isAmbiguous: false, cancel);
        }
        return row;
    }

    /// <summary>Adds the name, or changes what is known of it.</summary>
    public async Task<Outcome<ActorAlias>> AliasAsync(NewsroomDb db, string actor, string alias, string? language, AliasKind kind, bool isAmbiguous, CancellationToken cancel)
    {
        var (text, folded) = (alias.Trim(), ActorAlias.Fold(alias));
        if (folded.Length == 0 || text.Length > LongestAlias)
        {
            return new Refusal("alias", $"A name has letters, and at most {LongestAlias} of them.", "alias");
        }
        var row = await db.Set<ActorAlias>().FindAsync([actor, folded], cancel);
        if (row is null)
        {
            row = new ActorAlias { Actor = actor, Folded = folded, Alias = text };
            db.Add(row);
        }
        (row.Alias, row.Language, row.Kind, row.IsAmbiguous) = (text, language, kind, isAmbiguous);
        return row;
    }

    // A guess that an editor may change: the last word is the family name.
    private static string SortName(ActorKind kind, string name) =>
        kind == ActorKind.Person && name.LastIndexOf(' ') is var cut and > 0 ? $"{name[(cut + 1)..]}, {name[..cut]}" : name;
}
