using System.Text.Json;
using Broadside.Articles.Calendar;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Makes a draft live: readers have it the moment this returns.</summary>
public sealed class PublishArticle(IDbContextFactory<NewsroomDb> dbs, PublishArticles publish, VersionStore versions, ArticleReader reader, IEnumerable<IPublishCheck> checks, Schedules schedules, AuditLog audit, TimeProvider time)
{
    /// <summary>What was published, and what the checklist found.</summary>
    public sealed record Done(ArticleContent Content, IReadOnlyList<Refusal> Warnings);

    public Task<Outcome<Done>> RunAsync(string id, Actor who, string why, CancellationToken cancel) => RunAsync(id, null, null, who, why, cancel);

    /// <summary>Publishes what was approved for that hour, whatever was written since; "not_scheduled" when that hour holds no longer.</summary>
    /// <param name="approved">JSON of the content, as the draft was when it was approved.</param>
    internal Task<Outcome<Done>> RunScheduledAsync(string id, string approved, DateTimeOffset at, Actor who, CancellationToken cancel) =>
        RunAsync(id, approved, at, who, $"scheduled for {at:yyyy-MM-dd HH:mm} UTC", cancel);

    private async Task<Outcome<Done>> RunAsync(string id, string? approved, DateTimeOffset? at, Actor who, string why, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { } article)
        {
            return new Refusal("unknown", $"There is no article {id}. `broadside article list` shows them all.", "id");
        }
        if (at is not null && article.ScheduledAt != at)
        {
            return new Refusal("not_scheduled", $"{id} is not scheduled for {at:yyyy-MM-dd HH:mm} UTC.", "id");
        }
        if (article.EmbargoedUntil is { } until && until > time.GetUtcNow())
        {
            return new Refusal("embargo", $"It is embargoed until {until:yyyy-MM-dd HH:mm} UTC.", "embargoed_until");
        }
        var draft = await db.Set<Draft>().FindAsync([id], cancel);
        if ((approved ?? draft?.Content) is not { } text)
        {
            return new Refusal("nothing_new", "Nothing has changed since it was last published.");
        }
        var now = time.GetUtcNow();
        var content = JsonSerializer.Deserialize<ArticleContent>(text, CanonicalJson.Options)!;
        if (string.IsNullOrWhiteSpace(content.Title))
        {
            return new Refusal("title", "Give it a headline.", "title");
        }
        var warnings = new List<Refusal>();
        foreach (var check in checks)
        {
            warnings.AddRange(await check.LookAsync(content, cancel));
        }
        if (reader.Find(id) is { IsGone: false } entry && await reader.ReadAsync(entry, cancel) is { } live)
        {
            content = Over(live, content) with { UpdatedAt = now };
        }
        else if (content.PublishedAt > now)
        {
            // An imported draft keeps the hour that it was scheduled for over there.
            content = content with { PublishedAt = now };
        }
        Settle(db, draft, text, article);
        await schedules.CancelAsync(db, article, cancel);
        await audit.AddAsync(db, who, "publish", Article.Subject(id), content.Title, cancel);
        var published = await publish.RunAsync(db, writing, [content], who, why, cancel);
        return new Done(published[0], warnings);
    }

    // What was written after the approval waits on as the next version.
    private void Settle(NewsroomDb db, Draft? draft, string published, Article article)
    {
        if (draft?.Content == published)
        {
            db.Remove(draft);
        }
        else if (draft is not null)
        {
            draft.BaseVersion = (versions.Live(Article.Subject(article.Id))?.Number ?? 0) + 1;
            draft.State = ArticleState.Draft;
        }
    }

    // What readers have been given meanwhile stays: the date, every address, and corrections that the draft knows nothing of.
    private static ArticleContent Over(ArticleContent live, ArticleContent draft) => draft with
    {
        PublishedAt = live.PublishedAt,
        Address = live.Address,
        FormerAddresses = [.. live.FormerAddresses.Union(draft.FormerAddresses)],
        Corrections = [.. live.Corrections.Union(draft.Corrections).OrderBy(c => c.At)],
    };
}
