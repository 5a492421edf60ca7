using System.Text.Json;
using Broadside.Articles.Publishing;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Sharing;

/// <summary>Gives what a share link leads to, as long as it may: the link lives, and no embargo holds.</summary>
public sealed class OpenShareLink(IDbContextFactory<NewsroomDb> dbs, ArticleReader reader, Catalogue catalogue, TimeProvider time)
{
    /// <param name="token">From the address.</param>
    /// <param name="counts">Whether this is somebody who opens the page, and not a picture on it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The draft, or what readers have where none waits; "share_ended", or "share_embargo".</returns>
    public async Task<Outcome<ArticleContent>> RunAsync(string token, bool counts, CancellationToken cancel)
    {
        var (hash, now) = (Token.Hash(token), time.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<ShareLink>().AsNoTracking().SingleOrDefaultAsync(s => s.TokenHash == hash, cancel) is not { } share || (share.EndsAt <= now && Defence.IsOn("share-end")))
        {
            return new Refusal("share_ended", "This link has ended, or was never given. Ask the newsroom for a new one.");
        }
        var article = await db.Set<Article>().AsNoTracking().SingleAsync(a => a.Id == share.ArticleId, cancel);
        if (article.EmbargoedUntil is { } until && until > now && Defence.IsOn("share-embargo"))
        {
            return new Refusal("share_embargo", $"This text is under embargo until {until:yyyy-MM-dd HH:mm} UTC. The link opens then.");
        }
        if (await ContentAsync(db, article, cancel) is not { } content)
        {
            return new Refusal("share_ended", "This link has ended, or was never given. Ask the newsroom for a new one.");
        }
        if (counts)
        {
            await db.Set<ShareLink>().Where(s => s.Id == share.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Opened, x => x.Opened + 1).SetProperty(x => x.OpenedAt, now), cancel);
        }
        return content;
    }

    private async Task<ArticleContent?> ContentAsync(NewsroomDb db, Article article, CancellationToken cancel) =>
        new DeskArticle
        {
            Article = article,
            Written = await db.Set<Draft>().AsNoTracking().Where(d => d.ArticleId == article.Id).Select(d => d.Content).SingleOrDefaultAsync(cancel) is { } draft ? JsonSerializer.Deserialize<ArticleContent>(draft, CanonicalJson.Options) : null,
            Live = catalogue.ById(article.Id) is { } entry ? await reader.ReadAsync(entry, cancel) : null,
        }.WouldBe;
}
