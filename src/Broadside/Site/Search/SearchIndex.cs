using Broadside.Articles;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Broadside.Site.Search;

/// <summary>Keeps the search index in step with what is published, in the same transaction.</summary>
internal sealed class SearchIndex(ISearchTables tables, VersionStore versions) : IPublishedIndex
{
    public Task StageAsync(NewsroomDb db, IReadOnlyList<ArticleContent> published, CancellationToken cancel)
    {
        var rows = published.AsParallel().AsOrdered().Select(c => SearchRow.Of(c, (versions.Live(Article.Subject(c.Id))?.Number ?? 0) + 1)).ToList();
        return tables.WriteAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction(), rows, cancel);
    }

    public Task RemoveAsync(NewsroomDb db, IReadOnlyList<string> ids, CancellationToken cancel) =>
        tables.RemoveAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction(), ids, cancel);
}
