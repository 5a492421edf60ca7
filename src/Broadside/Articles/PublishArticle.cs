using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Makes a draft live: readers have it the moment this returns.</summary>
public sealed class PublishArticle(IDbContextFactory<NewsroomDb> dbs, PublishArticles publish, VersionStore versions, ArticleReader reader, IEnumerable<IPublishCheck> checks, AuditLog audit, TimeProvider time)
{
    /// <summary>What was published, and what the checklist found.</summary>
    public sealed record Done(ArticleContent Content, IReadOnlyList<Refusal> Warnings);

    public async Task<Outcome<Done>> RunAsync(string id, Actor who, string why, CancellationToken cancel)
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
        if (article.EmbargoedUntil is { } until && until > time.GetUtcNow())
        {
            return new Refusal("embargo", $"It is embargoed until {until:yyyy-MM-dd HH:mm} UTC.", "embargoed_until");
        }
        if (await db.Set<Draft>().FindAsync([id], cancel) is not { } draft)
        {
            return new Refusal("nothing_new", "Nothing has changed since it was last published.");
        }
        var content = JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options)!;
        var warnings = new List<Refusal>();
        foreach (var check in checks)
        {
            warnings.AddRange(await check.LookAsync(content, cancel));
        }
        if (reader.Find(id) is { IsGone: false } entry && await reader.ReadAsync(entry, cancel) is { } live)
        {
            content = Over(live, content) with { UpdatedAt = time.GetUtcNow() };
        }
        db.Remove(draft);
        await audit.AddAsync(db, who, "publish", Article.Subject(id), content.Title, cancel);
        var published = await publish.RunAsync(db, writing, [content], who, why, cancel);
        return new Done(published[0], warnings);
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
