using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Review;

/// <summary>The writer hands a draft to the editors.</summary>
public sealed class SubmitArticle(TakeReviewStep step)
{
    public Task<Outcome<ReviewStep>> RunAsync(string id, string? note, Actor who, CancellationToken cancel) =>
        step.RunAsync(id, ReviewStepKind.Submitted, [ArticleState.Draft], ArticleState.InReview, note, who, cancel);
}
