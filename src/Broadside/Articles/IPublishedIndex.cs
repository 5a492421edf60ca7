using Broadside.Storage;

namespace Broadside.Articles;

/// <summary>Something made from published contents that must change in the same transaction, as the search index.</summary>
public interface IPublishedIndex
{
    Task StageAsync(NewsroomDb db, IReadOnlyList<ArticleContent> published, CancellationToken cancel);

    Task RemoveAsync(NewsroomDb db, IReadOnlyList<string> ids, CancellationToken cancel);
}
