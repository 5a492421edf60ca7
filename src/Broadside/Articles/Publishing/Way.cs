using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Articles.Publishing;

/// <summary>Who may move an article on its way to readers.</summary>
internal static class Way
{
    public static Refusal MayNotPublish { get; } = new("may_not_publish", "Your role does not publish by itself. Send it to review: an editor publishes it.");

    /// <summary>Null when this person may do that with this article: the right, and an article of theirs unless they are an editor.</summary>
    public static async Task<Refusal?> WhyNotAsync(NewsroomDb db, string articleId, Right right, Actor who, CancellationToken cancel)
    {
        if (!who.May(right))
        {
            return right == Right.Publish ? MayNotPublish : new Refusal("no_right_to", "Your role does not do this. Ask an editor.");
        }
        return await Writers.WhyNotAsync(db, articleId, who, cancel);
    }
}
