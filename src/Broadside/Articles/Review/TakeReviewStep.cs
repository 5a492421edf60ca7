using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Review;

/// <summary>Moves a draft from one state to the next and keeps who did it and what was said: the heart of submit, approve and return.</summary>
public sealed class TakeReviewStep(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, Ids ids, TimeProvider time)
{
    internal async Task<Outcome<ReviewStep>> RunAsync(string id, ReviewStepKind kind, ArticleState[] from, ArticleState to, string? note, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { } article)
        {
            return new Refusal("unknown", $"There is no article {id}. `broadside article list` shows them all.", "id");
        }
        if (await Way.WhyNotAsync(db, id, kind == ReviewStepKind.Submitted ? Right.Translate : Right.Review, who, cancel) is { } mayNot)
        {
            return mayNot;
        }
        if (await db.Set<Draft>().FindAsync([id], cancel) is not { } draft)
        {
            return new Refusal("nothing_new", "Nothing has changed since it was last published.");
        }
        if (!from.Contains(draft.State))
        {
            return new Refusal("state", $"It is {Words(draft.State)}; only what is {string.Join(" or ", from.Select(Words))} can be {Words(kind)}.", "state");
        }
        var step = new ReviewStep
        {
            Id = ids.New(),
            ArticleId = id,
            Kind = kind,
            Revision = draft.Revision,
            Who = who.Name,
            Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
            At = time.GetUtcNow(),
        };
        db.Add(step);
        draft.Enter(to, article);
        article.UpdatedAt = step.At;
        await audit.AddAsync(db, who, Words(kind), Article.Subject(id), $"revision {draft.Revision}", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return step;
    }

    private static string Words(ArticleState state) => state switch
    {
        ArticleState.InReview => "in review",
        ArticleState.Draft => "a draft",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static string Words(ReviewStepKind kind) => kind.ToString().ToLowerInvariant();
}
