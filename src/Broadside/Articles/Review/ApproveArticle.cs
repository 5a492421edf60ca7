using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Review;

/// <summary>An editor finds a draft fit to be published. A save after that asks for approval again.</summary>
public sealed class ApproveArticle(TakeReviewStep step)
{
    public Task<Outcome<ReviewStep>> RunAsync(string id, string? note, Actor who, CancellationToken cancel) =>
        step.RunAsync(id, ReviewStepKind.Approved, [ArticleState.InReview], ArticleState.Ready, note, who, cancel);
}
