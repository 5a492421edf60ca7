using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Updating;

/// <summary>Changes the words of an update; its hour stays.</summary>
public sealed class ChangeUpdate(PublishUpdates publish)
{
    /// <param name="id">Of the article.</param>
    /// <param name="version">The one that the person saw.</param>
    /// <param name="update">Id of the update.</param>
    /// <param name="title">May be empty.</param>
    /// <param name="text">Markdown.</param>
    /// <param name="who">Must have the right to publish, and this article.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<ArticleContent>> RunAsync(string id, int version, string update, string? title, string? text, Actor who, CancellationToken cancel)
    {
        var blocks = UpdateText.Read(title, text);
        if (!blocks.IsDone)
        {
            return blocks.Refusal;
        }
        return await publish.RunAsync(
            id,
            version,
            (before, _) => before.Any(u => u.Id == update)
                ? Outcome.Of<IReadOnlyList<StoryUpdate>>([.. before.Select(u => u.Id == update ? u with { Title = UpdateText.Title(title), Blocks = blocks.Value } : u)])
                : new Refusal("unknown", "There is no such update."),
            "an update was changed",
            who,
            cancel);
    }
}
