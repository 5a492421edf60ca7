using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Review;

/// <summary>An editor gives a draft back to its writer, and says why.</summary>
public sealed class ReturnArticle(TakeReviewStep step)
{
    public async Task<Outcome<ReviewStep>> RunAsync(string id, string note, Actor who, CancellationToken cancel) =>
        string.IsNullOrWhiteSpace(note)
            ? new Refusal("note", "Say what is still to be done.", "note")
            : await step.RunAsync(id, ReviewStepKind.Returned, [ArticleState.InReview, ArticleState.Ready], ArticleState.Draft, note, who, cancel);
}
