using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Updating;

/// <summary>Takes an update of a story away; the versions that had it are kept.</summary>
public sealed class RemoveUpdate(PublishUpdates publish)
{
    public Task<Outcome<ArticleContent>> RunAsync(string id, int version, string update, Actor who, CancellationToken cancel) =>
        publish.RunAsync(
            id,
            version,
            (before, _) => before.Any(u => u.Id == update)
                ? Outcome.Of<IReadOnlyList<StoryUpdate>>([.. before.Where(u => u.Id != update)])
                : new Refusal("unknown", "There is no such update."),
            "an update was taken away",
            who,
            cancel);
}
