using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>
/// Makes contents live: each gets its address, a signed version and its place in the index, all in one transaction.
/// For one article this is the heart of <see cref="PublishArticle"/>; import and sample bring hundreds at once.
/// </summary>
public sealed class PublishArticles(VersionStore versions, Addresses addresses, JobQueue jobs, IEnumerable<IPublishedIndex> indexes, TimeProvider time)
{
    /// <summary>
    /// Publishes within the caller's writing transaction and ends it. <paramref name="also"/> are drafts of other subjects (site parts,
    /// comments) to be signed along; <paramref name="completed"/> hears the contents with their addresses, just before the transaction ends.
    /// </summary>
    public async Task<IReadOnlyList<ArticleContent>> RunAsync(NewsroomDb db, IWriting writing, IReadOnlyList<ArticleContent> contents, Actor who, string why, CancellationToken cancel, string? source = null, IReadOnlyList<VersionDraft>? also = null, VersionKind kind = VersionKind.Publish, Action<IReadOnlyList<ArticleContent>>? completed = null, DateTimeOffset? settledAt = null)
    {
        var now = time.GetUtcNow();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var ids = contents.Select(c => c.Id).ToList();
        var present = await db.Set<Article>().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        var published = new List<ArticleContent>(contents.Count);
        var waiting = await WaitingAsync(db, ids, cancel);
        var untaken = contents.Count > 1 ? await addresses.UntakenAsync(db, contents, cancel) : null;
        foreach (var given in contents)
        {
            var content = await CompleteAsync(db, given, taken, untaken, now, cancel);
            published.Add(content);
            Keep(db, present.GetValueOrDefault(content.Id), content, waiting, source, now);
        }
        // An import brings hundreds at once: writing them as canonical JSON is work for every core.
        var drafts = published.AsParallel().AsOrdered().Select(c => Version(c, who, why, kind) with { SettledAt = settledAt }).ToList();
        foreach (var index in indexes)
        {
            await index.StageAsync(db, published, cancel);
        }
        completed?.Invoke(published);
        await jobs.TellAsync(db, new ArticlesPublished(ids), cancel);
        await versions.CommitAsync(db, writing, [.. drafts, .. also ?? []], cancel);
        return published;
    }

    private async Task<ArticleContent> CompleteAsync(NewsroomDb db, ArticleContent given, HashSet<string> taken, IReadOnlySet<string>? untaken, DateTimeOffset now, CancellationToken cancel)
    {
        var dated = given with { PublishedAt = given.PublishedAt ?? now };
        var live = versions.Live(Article.Subject(given.Id));
        if (live is not null && given.Address.Length > 0 && Slug.From(given.Slug) is var slug && given.Address.Contains(slug, StringComparison.Ordinal))
        {
            return dated;
        }
        var (free, address) = await addresses.GiveAsync(db, dated, taken, cancel, untaken);
        var former = dated.FormerAddresses.Append(dated.Address).Where(a => a.Length > 0 && a != address).Distinct().ToList();
        return dated with { Slug = free, Address = address, FormerAddresses = former };
    }

    // Drafts that go on waiting: those of the caller's transaction are not in the table as they will be.
    private static async Task<Dictionary<string, ArticleState>> WaitingAsync(NewsroomDb db, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var kept = await db.Set<Draft>().AsNoTracking().Where(d => ids.Contains(d.ArticleId)).Select(d => new { d.ArticleId, d.State }).ToDictionaryAsync(d => d.ArticleId, d => d.State, cancel);
        foreach (var entry in db.ChangeTracker.Entries<Draft>())
        {
            kept.Remove(entry.Entity.ArticleId);
            if (entry.State != EntityState.Deleted)
            {
                kept[entry.Entity.ArticleId] = entry.Entity.State;
            }
        }
        return kept;
    }

    private static VersionDraft Version(ArticleContent content, Actor who, string why, VersionKind kind) => new()
    {
        Subject = Article.Subject(content.Id),
        Content = CanonicalJson.Bytes(content),
        Kind = kind,
        Who = who,
        Why = why,
        Hosts = ContentWalk.Hosts(content),
        Card = ArticleCard.Of(content),
    };

    private void Keep(NewsroomDb db, Article? article, ArticleContent content, IReadOnlyDictionary<string, ArticleState> waiting, string? source, DateTimeOffset now)
    {
        if (article is null)
        {
            article = new Article { Id = content.Id, Kind = content.Kind, Slug = content.Slug, Language = content.Language, Title = content.Title, Source = source, CreatedAt = now };
            db.Add(article);
        }
        article.Index(content, now);
        article.Address = content.Address;
        (article.State, article.Stage) = (ArticleState.Published, waiting.GetValueOrDefault(content.Id, ArticleState.Published));
        article.Revision++;
        article.CurrentVersion = (versions.Live(Article.Subject(content.Id))?.Number ?? 0) + 1;
    }
}
