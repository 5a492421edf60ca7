using Broadside.Articles.Publishing;

namespace Broadside.Articles;

/// <summary>Looks at what is about to be published; what it finds is told to the person as warnings. Higher modules add their own.</summary>
public interface IPublishCheck
{
    Task<IReadOnlyList<Finding>> LookAsync(PublishCase about, CancellationToken cancel);
}
