using Broadside.Articles.Body;
using Broadside.Articles.Publishing;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Translating;

/// <summary>Keeps what was written beside the source: headline, standfirst and paragraphs; everything else of the draft stays as it is.</summary>
public sealed class SaveTranslation(DeskArticleQueries articles, SaveText save)
{
    /// <param name="id">Of the translation.</param>
    /// <param name="revision">The one that the person saw.</param>
    /// <param name="texts">By id of the block, or "title" and "standfirst".</param>
    /// <param name="who">An editor, or one of its writers.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<int>> RunAsync(string id, int revision, IReadOnlyDictionary<string, string> texts, Actor who, CancellationToken cancel)
    {
        if (await articles.FindAsync(id, who, cancel) is not { Newest: { } content })
        {
            return new Refusal("unknown", "There is no such article.");
        }
        var blocks = content.Blocks.Select(b => b is TextBlock block && texts.TryGetValue(block.Id, out var text) && Line(text) != Line(TranslatedText.Write(block)) ? TranslatedText.Read(block, text) : b).ToList();
        var sent = new SaveText.Sent(revision, null, null, texts.GetValueOrDefault("title") ?? content.Title, texts.GetValueOrDefault("standfirst") ?? content.Standfirst, blocks);
        return await save.RunAsync(id, sent, who, cancel) switch
        {
            SaveAnswer.Saved saved => saved.Revision,
            SaveAnswer.Stale => new Refusal("stale_text", "Somebody saved a newer text meanwhile. Look at it, then save again."),
            SaveAnswer.Refused refused => refused.Refusal,
            SaveAnswer.Locked locked => new Refusal("locked_text", $"{locked.Lock.Name} is writing in it now. Save again when they have finished."),
            _ => new Refusal("stale_text", "It was not saved. Try again."),
        };
    }

    // A form sends other line ends than it was given.
    private static string Line(string text) => text.ReplaceLineEndings("\n");
}
