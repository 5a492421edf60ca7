using System.Text.Json;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>
/// Takes back what was published at the desk within the last thirty seconds, before anything of it left the house. It is a
/// new version: readers have what they had before, and the text is a draft again.
/// </summary>
public sealed class UndoPublication(IDbContextFactory<NewsroomDb> dbs, PublishArticles publish, VersionStore versions, TakeAwayArticle takeAway, AuditLog audit, TimeProvider time)
{
    /// <param name="id">Of the article.</param>
    /// <param name="number">The version to take back; refused when another one is live by now.</param>
    /// <param name="who">Must have the right to publish, and this article.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Article>> RunAsync(string id, int number, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { } article)
        {
            return new Refusal("unknown", "There is no such article.");
        }
        if (await Way.WhyNotAsync(db, id, Right.Publish, who, cancel) is { } why)
        {
            return why;
        }
        if (versions.Live(Article.Subject(id)) is not { Kind: VersionKind.Publish or VersionKind.Correct } live || live.Number != number)
        {
            return new Refusal("undo_other", "Something else has happened to it since. Look at its history.");
        }
        if (live.SettledAt <= time.GetUtcNow() && Defence.IsOn("undo-window"))
        {
            return new Refusal("undo_late", "The 30 seconds are over, and it may have left the house. Correct it, or withdraw it.");
        }
        if (await versions.ReadAsync(live, cancel) is not { } bytes)
        {
            return new Refusal("unreadable", "No good copy of that version is left. See the page “Health”.");
        }
        await audit.AddAsync(db, who, "undo", Article.Subject(id), $"version {number}", cancel);
        var undone = CanonicalJson.Read<ArticleContent>(bytes);
        var before = await BeforeAsync(db, id, number, cancel);
        await KeepTextAsync(db, article, before is null ? Unpublished(undone, live) : undone, number, who, cancel);
        if (before is { Kind: VersionKind.Publish or VersionKind.Correct })
        {
            await publish.RunAsync(db, writing, [CanonicalJson.Read<ArticleContent>(before.ContentBytes())], who, $"version {number} was undone", cancel);
        }
        else
        {
            await takeAway.RunAsync(db, writing, id, article, before, who, $"version {number} was undone", cancel);
        }
        return article;
    }

    // What readers had; null when they had nothing.
    private async Task<VersionRow?> BeforeAsync(NewsroomDb db, string id, int number, CancellationToken cancel)
    {
        var subject = Article.Subject(id);
        return await db.Set<VersionRow>().AsNoTracking().SingleOrDefaultAsync(v => v.Subject == subject && v.Number == number - 1, cancel) is { Kind: not VersionKind.Remove } row && versions.Verifies(row) is not null ? row : null;
    }

    // Somebody who went on writing meanwhile keeps what they wrote.
    private async Task KeepTextAsync(NewsroomDb db, Article article, ArticleContent undone, int number, Actor who, CancellationToken cancel)
    {
        article.UpdatedAt = time.GetUtcNow();
        int? basis = undone.Address.Length == 0 ? null : number + 1;
        if (await db.Set<Draft>().FindAsync([article.Id], cancel) is { } waiting)
        {
            waiting.BaseVersion = basis;
            return;
        }
        var draft = new Draft
        {
            ArticleId = article.Id,
            BaseVersion = basis,
            Revision = ++article.Revision,
            Content = JsonSerializer.Serialize(undone, CanonicalJson.Options),
            SavedBy = who.Name,
            SavedById = who.Id,
            SavedAt = article.UpdatedAt,
        };
        db.Add(draft);
        draft.Enter(ArticleState.Draft, article);
    }

    // It gets its date and address when it is published again; an imported draft keeps the date that it came with.
    private static ArticleContent Unpublished(ArticleContent content, LiveVersion version) => content with
    {
        Address = "",
        PublishedAt = version.SettledAt - content.PublishedAt <= PublishArticle.Grace + TimeSpan.FromSeconds(1) ? null : content.PublishedAt,
        UpdatedAt = null,
    };
}
