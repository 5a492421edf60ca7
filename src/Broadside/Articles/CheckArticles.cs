using System.Runtime.CompilerServices;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>The index columns of every article against what is signed: readers never see them, but a changed one says that somebody was in the database.</summary>
internal sealed class CheckArticles(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue, VersionStore versions) : ICheck
{
    public string Name => "articles";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var missing = versions.AllLive().Where(v => v.Subject.StartsWith("article/", StringComparison.Ordinal) && v.Kind != VersionKind.Remove).ToDictionary(v => v.Subject["article/".Length..]);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var article in db.Set<Article>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (missing.Remove(article.Id, out var version))
            {
                if (!Agrees(article, catalogue.ById(article.Id)!, version))
                {
                    yield return $"altered: {catalogue.ById(article.Id)!.Address}, version {version.Number}";
                }
            }
            else if (article.State is ArticleState.Published or ArticleState.TakenDown || article.CurrentVersion is not null)
            {
                yield return $"altered: {article.Address}, version {article.CurrentVersion ?? 0}";
            }
        }
        foreach (var version in missing.Values)
        {
            yield return $"altered: {catalogue.ById(version.Subject["article/".Length..])!.Address}, version {version.Number}";
        }
    }

    private bool Agrees(Article article, CatalogueEntry entry, LiveVersion version)
    {
        var state = entry.IsGone ? ArticleState.TakenDown : ArticleState.Published;
        if (article.State != state || article.CurrentVersion != version.Number || article.Address != entry.Address || article.Language != entry.Language || article.PublishedAt != entry.PublishedAt)
        {
            return false;
        }
        return entry.IsGone || versions.Peek(version) is not { } bytes || CanonicalJson.Read<ArticleContent>(bytes) is var content && content.Title == article.Title && content.Slug == article.Slug;
    }
}
