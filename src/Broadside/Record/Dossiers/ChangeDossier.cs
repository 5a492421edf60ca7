using System.Text.Json;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Dossiers;

/// <summary>Makes a dossier and changes it: its words and parties, its articles and their order, the story so far. Readers get it when it is published.</summary>
public sealed class ChangeDossier(IDbContextFactory<NewsroomDb> dbs, ArticleTexts texts, FindActor actors, AuditLog audit, TimeProvider time)
{
    public const int MostArticles = 500;
    public const int MostSentences = 5;

    private const int LongestTitle = 200;
    private const int LongestSentence = 400;

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
            var dossier = new Dossier { Slug = name, Title = "", Language = "en", ChangedBy = who.Id };
            db.Add(dossier);
            return (dossier, await TakeAsync(db, dossier, fields, cancel));
        }, cancel);
    }

    /// <param name="revision">The one that the person looked at; null: whatever stands there is replaced.</param>
    public Task<Outcome<Dossier>> FieldsAsync(string slug, DossierFields fields, int? revision, Actor who, CancellationToken cancel) =>
        RunAsync(slug, revision, "change dossier", who, async (db, dossier) => dossier is null ? (null, Unknown) : (dossier, await TakeAsync(db, dossier, fields, cancel)), cancel);

    /// <param name="articles">Ids of all its articles, in order; what is not among them is taken out.</param>
    public Task<Outcome<Dossier>> ArticlesAsync(string slug, IReadOnlyList<string> articles, Actor who, CancellationToken cancel) =>
        RunAsync(slug, null, "dossier articles", who, async (db, dossier) =>
        {
            var wanted = articles.Distinct().ToList();
            if (dossier is null || wanted.Count > MostArticles)
            {
                return (dossier, dossier is null ? Unknown : new Refusal("articles", $"At most {MostArticles} articles.", "articles"));
            }
            var known = await db.Set<Article>().Where(a => wanted.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel);
            if (wanted.Except(known).FirstOrDefault() is { } missing)
            {
                return (dossier, new Refusal("unknown", $"There is no article {missing}.", "articles"));
            }
            var present = await db.Set<DossierArticle>().Where(a => a.Dossier == slug).ToListAsync(cancel);
            db.RemoveRange(present.Where(a => !wanted.Contains(a.Article)));
            foreach (var (position, id) in wanted.Index())
            {
                if (present.FirstOrDefault(a => a.Article == id) is { } row)
                {
                    row.Position = position;
                }
                else
                {
                    db.Add(new DossierArticle { Dossier = slug, Article = id, Position = position });
                }
            }
            return (dossier, null);
        }, cancel);

    /// <summary>The story so far: at most five sentences, each of which tells events of the record or rests on words of an article.</summary>
    public Task<Outcome<Dossier>> StoryAsync(string slug, IReadOnlyList<StoryPick> sentences, Actor who, CancellationToken cancel) =>
        RunAsync(slug, null, "dossier story", who, async (db, dossier) =>
        {
            if (dossier is null || sentences.Count > MostSentences)
            {
                return (dossier, dossier is null ? Unknown : new Refusal("story", $"At most {MostSentences} sentences: a reader wants it in a minute.", "story"));
            }
            var story = new List<StorySentence>();
            foreach (var sentence in sentences)
            {
                if (await SentenceAsync(db, sentence, cancel) is not { } kept)
                {
                    return (dossier, new Refusal("story", $"“{sentence.Text}” rests on nothing. Name the event that it tells, or the words of an article.", "story"));
                }
                story.Add(kept);
            }
            dossier.Story = JsonSerializer.Serialize(story, CanonicalJson.Options);
            return (dossier, null);
        }, cancel);

    private static Refusal Unknown { get; } = new("unknown", "There is no such dossier.");

    private async Task<StorySentence?> SentenceAsync(NewsroomDb db, StoryPick sentence, CancellationToken cancel)
    {
        var text = StageClaim.Clean(sentence.Text);
        var events = await db.Set<EventRow>().Where(e => sentence.Events.Contains(e.Id)).Select(e => e.Id).ToListAsync(cancel);
        var anchors = new List<Anchoring.Anchor>();
        foreach (var pick in sentence.Picks)
        {
            if (await texts.AnchorAsync(db, pick, cancel) is var (anchor, _))
            {
                anchors.Add(anchor);
            }
        }
        return text is { Length: <= LongestSentence } && (events.Count > 0 || anchors.Count > 0) ? new StorySentence(text, [.. sentence.Events.Where(events.Contains)], anchors) : null;
    }

    private async Task<Refusal?> TakeAsync(NewsroomDb db, Dossier dossier, DossierFields fields, CancellationToken cancel)
    {
        if (StageClaim.Clean(fields.Title) is not { Length: <= LongestTitle } title)
        {
            return new Refusal("title", $"Give it a title of at most {LongestTitle} characters.", "title");
        }
        if ((fields.PartyA is null) != (fields.PartyB is null) || (fields.PartyA is not null && fields.PartyA == fields.PartyB) || (fields.HasLine && fields.PartyA is null))
        {
            return new Refusal("parties", "A line is between two parties: choose both.", "party_b");
        }
        foreach (var party in new[] { fields.PartyA, fields.PartyB }.OfType<string>())
        {
            if (await actors.ResolveAsync(db, party, cancel) is null)
            {
                return new Refusal("unknown", "There is no such actor.", "party_a");
            }
        }
        (dossier.Title, dossier.Dek, dossier.Language) = (title, StageClaim.Clean(fields.Dek), StageClaim.Clean(fields.Language) ?? "en");
        (dossier.PartyA, dossier.PartyB, dossier.HasLine) = (fields.PartyA, fields.PartyB, fields.HasLine);
        return null;
    }

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
