using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Updating;

/// <summary>Adds something new to a story that develops: readers have it above everything else, with its hour.</summary>
public sealed class AddUpdate(PublishUpdates publish)
{
    private const int Most = 500;

    /// <param name="id">Of the article.</param>
    /// <param name="version">The one that the person saw.</param>
    /// <param name="title">May be empty.</param>
    /// <param name="text">Markdown.</param>
    /// <param name="who">Must have the right to publish, and this article.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<ArticleContent>> RunAsync(string id, int version, string? title, string? text, Actor who, CancellationToken cancel)
    {
        var blocks = UpdateText.Read(title, text);
        if (!blocks.IsDone)
        {
            return blocks.Refusal;
        }
        return await publish.RunAsync(
            id,
            version,
            (before, now) => before.Count >= Most
                ? new Refusal("update_many", "There are 500 updates already. Begin a new article.")
                : Outcome.Of<IReadOnlyList<StoryUpdate>>([new StoryUpdate(Ids.NewBlockId(), now, UpdateText.Title(title), blocks.Value), .. before]),
            UpdateText.Title(title) ?? "an update",
            who,
            cancel);
    }
}
