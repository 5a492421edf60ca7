using Broadside.Kit;

namespace Broadside.Articles;

/// <summary>Looks at what is about to be published; what it finds is told to the person as warnings.</summary>
public interface IPublishCheck
{
    Task<IReadOnlyList<Refusal>> LookAsync(ArticleContent content, CancellationToken cancel);
}
