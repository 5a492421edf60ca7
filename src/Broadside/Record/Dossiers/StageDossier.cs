using System.Text.Json;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Dossiers;

/// <summary>Puts a dossier, its articles and its story so far into the caller's writing transaction, by the rules that stand here once; the caller has looked at the rights, and saves.</summary>
public sealed class StageDossier(ArticleTexts texts, FindActor actors)
{
    public const int MostArticles = 500;
    public const int MostSentences = 5;

    private const int LongestTitle = 200;
    private const int LongestSentence = 400;

    /// <summary>A new one, with nothing said of it yet.</summary>
    public static Dossier New(NewsroomDb db, string slug, Actor who)
    {
        var dossier = new Dossier { Slug = slug, Title = "", Language = "en", ChangedBy = who.Id };
        db.Add(dossier);
        return dossier;
    }

    /// <returns>Why not; null: done.</returns>
    public async Task<Refusal?> FieldsAsync(NewsroomDb db, Dossier dossier, DossierFields fields, CancellationToken cancel)
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

    /// <param name="articles">Ids of all its articles, in order; what is not among them is taken out.</param>
    public async Task<Refusal?> ArticlesAsync(NewsroomDb db, string slug, IReadOnlyList<string> articles, CancellationToken cancel)
    {
        var wanted = articles.Distinct().ToList();
        if (wanted.Count > MostArticles)
        {
            return new Refusal("articles", $"At most {MostArticles} articles.", "articles");
        }
        var known = await db.Set<Article>().Where(a => wanted.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel);
        if (wanted.Except(known).FirstOrDefault() is { } missing)
        {
            return new Refusal("unknown", $"There is no article {missing}.", "articles");
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
        return null;
    }

    /// <summary>The story so far: at most five sentences, each of which tells events of the record (saved before) or rests on words of an article.</summary>
    public async Task<Refusal?> StoryAsync(NewsroomDb db, Dossier dossier, IReadOnlyList<StoryPick> sentences, CancellationToken cancel)
    {
        if (sentences.Count > MostSentences)
        {
            return new Refusal("story", $"At most {MostSentences} sentences: a reader wants it in a minute.", "story");
        }
        var story = new List<StorySentence>();
        foreach (var sentence in sentences)
        {
            if (await SentenceAsync(db, sentence, cancel) is not { } kept)
            {
                return new Refusal("story", $"“{sentence.Text}” rests on nothing. Name the event that it tells, or the words of an article.", "story");
            }
            story.Add(kept);
        }
        dossier.Story = JsonSerializer.Serialize(story, CanonicalJson.Options);
        return null;
    }

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
}
