using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Dossiers;

/// <summary>Makes a dossier and changes it: its words and parties, its articles and their order, the story so far. Readers get it when it is published.</summary>
public sealed class ChangeDossier(IDbContextFactory<NewsroomDb> dbs, StageDossier stage, AuditLog audit, TimeProvider time)
{
    internal static Refusal MayNot { get; } = new("may_not", "Dossiers are made by editors.");

    /// <param name="slug">Last part of its address; null: made from the title.</param>
    /// <param name="fields">Title, parties…</param>
    /// <param name="who">Curates the site.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Dossier>> MakeAsync(string? slug, DossierFields fields, Actor who, CancellationToken cancel)
    {
        var name = Slug.From(slug ?? fields.Title);
        if (name.Length == 0)
        {
            return new Refusal("slug", "Give it an address of letters and digits.", "slug");
        }
        return await RunAsync(name, null, "make dossier", who, async (db, present) =>
        {
            if (present is not null)
            {
                return (null, new Refusal("taken", "There is such a dossier already.", "slug"));
            }
            var dossier = StageDossier.New(db, name, who);
            return (dossier, await stage.FieldsAsync(db, dossier, fields, cancel));
        }, cancel);
    }

    /// <param name="revision">The one that the person looked at; null: whatever stands there is replaced.</param>
    public Task<Outcome<Dossier>> FieldsAsync(string slug, DossierFields fields, int? revision, Actor who, CancellationToken cancel) =>
        RunAsync(slug, revision, "change dossier", who, async (db, dossier) => (dossier, dossier is null ? Unknown : await stage.FieldsAsync(db, dossier, fields, cancel)), cancel);

    /// <param name="articles">Ids of all its articles, in order; what is not among them is taken out.</param>
    public Task<Outcome<Dossier>> ArticlesAsync(string slug, IReadOnlyList<string> articles, Actor who, CancellationToken cancel) =>
        RunAsync(slug, null, "dossier articles", who, async (db, dossier) => (dossier, dossier is null ? Unknown : await stage.ArticlesAsync(db, slug, articles, cancel)), cancel);

    /// <summary>The story so far: at most five sentences, each of which tells events of the record or rests on words of an article.</summary>
    public Task<Outcome<Dossier>> StoryAsync(string slug, IReadOnlyList<StoryPick> sentences, Actor who, CancellationToken cancel) =>
        RunAsync(slug, null, "dossier story", who, async (db, dossier) => (dossier, dossier is null ? Unknown : await stage.StoryAsync(db, dossier, sentences, cancel)), cancel);

    private static Refusal Unknown { get; } = new("unknown", "There is no such dossier.");

    private async Task<Outcome<Dossier>> RunAsync(string slug, int? revision, string what, Actor who, Func<NewsroomDb, Dossier?, Task<(Dossier?, Refusal?)>> change, CancellationToken cancel)
    {
        if (!who.May(Right.Curate))
        {
            return MayNot;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var present = await db.Set<Dossier>().FindAsync([slug], cancel);
        if (revision is not null && present is not null && revision != present.Revision)
        {
            return new Refusal("stale", "Somebody changed it meanwhile. Look at it again.");
        }
        var (dossier, refusal) = await change(db, present);
        if (refusal is not null)
        {
            return refusal;
        }
        (dossier!.Revision, dossier.ChangedBy, dossier.ChangedAt) = (dossier.Revision + 1, who.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, what, PublishedDossier.Subject(slug), dossier.Title, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return dossier;
    }
}
