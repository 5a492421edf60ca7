using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Comparing;

/// <summary>Every version of an article that there was, whether its signature holds, and what it said.</summary>
public sealed class VersionsOfArticle(IDbContextFactory<NewsroomDb> dbs, VersionStore versions)
{
    /// <param name="Row">As it stands in the database.</param>
    /// <param name="Envelope">What was signed; null where the row does not fit its signature.</param>
    public sealed record Listed(VersionRow Row, VersionEnvelope? Envelope)
    {
        public int Number => Row.Number;

        /// <summary>It has a text that can be shown: no takedown, nothing erased, nothing altered.</summary>
        public bool HasText => Envelope is not null && Row is { Kind: VersionKind.Publish or VersionKind.Correct, Content: not null };
    }

    /// <summary>Newest first.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="before">Only those with a lower number; null: from the newest on.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Listed>> LatestAsync(string id, int? before, int count, CancellationToken cancel)
    {
        var (subject, below) = (Article.Subject(id), before ?? int.MaxValue);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<VersionRow>().AsNoTracking().Where(v => v.Subject == subject && v.Number < below).OrderByDescending(v => v.Number).Take(count).ToListAsync(cancel);
        return [.. rows.Select(r => new Listed(r, versions.Verifies(r)))];
    }

    /// <summary>What a version said; null where it has no text, or its signature does not hold.</summary>
    public async Task<ArticleContent?> ContentAsync(string id, int number, CancellationToken cancel)
    {
        var subject = Article.Subject(id);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<VersionRow>().AsNoTracking().SingleOrDefaultAsync(v => v.Subject == subject && v.Number == number, cancel) is { } row
            && new Listed(row, versions.Verifies(row)) is { HasText: true }
                ? CanonicalJson.Read<ArticleContent>(row.ContentBytes())
                : null;
    }
}
