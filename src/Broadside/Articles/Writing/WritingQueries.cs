using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Writing;

/// <summary>What the writing page asks.</summary>
public sealed class WritingQueries(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue, ArticleReader reader, TimeProvider time)
{
    private const int MostFound = 8;

    public sealed record Somebody(string Id, string Name);

    /// <summary>An article opened for writing.</summary>
    /// <param name="Content">The draft, else what readers have.</param>
    /// <param name="Revision">To be sent along with the next save.</param>
    /// <param name="Draft">Null while nothing waits to be published.</param>
    /// <param name="Lock">Of whoever writes now; null when nobody does.</param>
    public sealed record Opened(Article Article, ArticleContent Content, int Revision, Draft? Draft, ArticleLock? Lock);

    public sealed record Found(string Id, string Title, string Address, ArticleState State, DateTimeOffset? PublishedAt);

    public async Task<Outcome<Opened>> OpenAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } article)
        {
            return new Refusal("unknown", "There is no such article.");
        }
        if (await Writers.WhyNotAsync(db, id, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var draft = await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(d => d.ArticleId == id, cancel);
        if (await ContentAsync(id, draft, cancel) is not { } content)
        {
            return new Refusal("gone", "This article was taken down. Restore it from its history first.");
        }
        var held = await db.Set<ArticleLock>().AsNoTracking().SingleOrDefaultAsync(l => l.ArticleId == id, cancel);
        return new Opened(article, content, article.Revision, draft, held?.IsAliveAt(time.GetUtcNow()) == true ? held : null);
    }

    /// <summary>Everybody at the desk who is not gone, by name: those whom a note can name.</summary>
    public async Task<IReadOnlyList<Somebody>> StaffAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var all = await db.Set<StaffMember>().AsNoTracking().Where(m => m.RemovedAt == null).Select(m => new Somebody(m.Id, m.Name)).ToListAsync(cancel);
        return [.. all.OrderBy(m => m.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>Articles and pages in any state whose title has all these words, the newest first.</summary>
    public async Task<IReadOnlyList<Found>> FindAsync(string words, CancellationToken cancel)
    {
        var parts = Article.Fold(words).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6).ToList();
        if (parts.Count == 0)
        {
            return [];
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var articles = db.Set<Article>().AsNoTracking();
        foreach (var part in parts)
        {
            articles = articles.Where(a => a.TitleFolded.Contains(part));
        }
        // Apart, so that both go along the index and stop as soon as enough are found.
        var published = await articles.Where(a => a.PublishedAt != null).OrderByDescending(a => a.PublishedAt).Take(MostFound).ToListAsync(cancel);
        var others = await articles.Where(a => a.PublishedAt == null).Take(MostFound).ToListAsync(cancel);
        return [.. published.Concat(others).OrderByDescending(a => a.PublishedAt ?? a.CreatedAt).Take(MostFound).Select(a => new Found(a.Id, a.Title, a.Address, a.State, a.PublishedAt))];
    }

    /// <summary>The draft, else what readers have; null when it was taken down.</summary>
    internal async Task<ArticleContent?> ContentAsync(string id, Draft? draft, CancellationToken cancel) =>
        draft is not null ? JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options)
        : catalogue.ById(id) is { } entry ? await reader.ReadAsync(entry, cancel)
        : null;
}
