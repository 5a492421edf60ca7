using System.Text.Json;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>One article with its draft and what readers have of it.</summary>
public sealed class DeskArticleQueries(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue, ArticleReader reader)
{
    public async Task<DeskArticle?> FindAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } article)
        {
            return null;
        }
        var draft = await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(d => d.ArticleId == id, cancel);
        var entry = catalogue.ById(id);
        return new DeskArticle
        {
            Article = article,
            Draft = draft,
            Written = draft is null ? null : JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options),
            Live = entry is null ? null : await reader.ReadAsync(entry, cancel),
            Entry = entry,
            IsTheirs = await Writers.WhyNotAsync(db, id, who, cancel) is null,
        };
    }
}
