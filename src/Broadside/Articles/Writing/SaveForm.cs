using Broadside.Articles.Body;
using Broadside.Articles.Markdown;
using Broadside.Articles.Merging;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Writing;

/// <summary>Saves what was written in a form, where the text is Markdown. What somebody else saved meanwhile is brought together with it, or shown beside it.</summary>
public sealed class SaveForm(IDbContextFactory<Storage.NewsroomDb> dbs, SaveText save, WritingQueries queries)
{
    private const int MostTries = 3;

    /// <summary>What the form holds.</summary>
    /// <param name="Revision">The one that the form was made from.</param>
    /// <param name="Body">Markdown.</param>
    public sealed record Form(int Revision, string Title, string? Standfirst, string Body)
    {
        /// <summary>What was chosen where both had changed something, by the conflict's key.</summary>
        public IReadOnlyDictionary<string, TextMerge.Side> Choices { get; init; } = new Dictionary<string, TextMerge.Side>();

        /// <summary>The writer asked to have the article from whoever has it.</summary>
        public bool TakesOver { get; init; }
    }

    /// <summary>What came of it.</summary>
    /// <param name="Merge">Both changed something: a person has to choose.</param>
    /// <param name="SavedBy">Who saved the other text.</param>
    /// <param name="Lock">Somebody else has the article.</param>
    /// <param name="Taken">It is saved, with this many changes of somebody else.</param>
    public sealed record Answer(TextMerge? Merge = null, string? SavedBy = null, ArticleLock? Lock = null, Refusal? Refusal = null, int Taken = 0)
    {
        public bool IsSaved => Merge is null && Lock is null && Refusal is null;
    }

    /// <summary>The text of an article as the form shows it.</summary>
    public static string MarkdownOf(IReadOnlyList<Block> blocks) => new MarkdownWriter(sha => $"/desk/media/{sha}/960").Write(blocks);

    public async Task<Answer> RunAsync(string id, Form form, Actor who, CancellationToken cancel)
    {
        var lines = form.Body.ReplaceLineEndings("\n");
        for (var tries = 0; ; tries++)
        {
            var opened = await queries.OpenAsync(id, who, cancel);
            if (!opened.IsDone)
            {
                return new Answer(Refusal: opened.Refusal);
            }
            var (now, revision) = (opened.Value.Content, opened.Value.Revision);
            var start = form.Revision == revision ? now : await AtAsync(id, form.Revision, cancel);
            var standfirst = string.IsNullOrWhiteSpace(form.Standfirst) ? null : form.Standfirst.ReplaceLineEndings(" ").Trim();
            // Nothing was changed in the text: then it stays to the letter, whatever a form makes of it.
            var blocks = start is not null && MarkdownOf(start.Blocks).ReplaceLineEndings("\n") == lines ? start.Blocks : KeepIds.Of((start ?? now).Blocks, Read(lines));
            var mine = new WrittenText(form.Title.Trim(), standfirst, blocks);
            var merge = TextMerge.Of(start is null ? null : WrittenText.Of(start), WrittenText.Of(now), mine);
            var isOpen = form.Revision != revision && merge.Conflicts.Any(c => !form.Choices.ContainsKey(c.Key));
            if (isOpen)
            {
                return new Answer(merge, opened.Value.Draft?.SavedBy);
            }
            var text = form.Revision == revision ? mine : merge.Settle(key => form.Choices.TryGetValue(key, out var side) ? side : null);
            var sent = new SaveText.Sent(revision, null, null, text.Title, text.Standfirst, text.Blocks) { TakesOver = form.TakesOver };
            switch (await save.RunAsync(id, sent, who, cancel))
            {
                case SaveAnswer.Saved:
                    return new Answer(Taken: form.Revision == revision ? 0 : merge.Taken);
                case SaveAnswer.Locked locked:
                    return new Answer(Lock: locked.Lock);
                case SaveAnswer.Refused refused:
                    return new Answer(Refusal: refused.Refusal);
                case SaveAnswer.Stale when tries < MostTries:
                    continue;
                default:
                    return new Answer(merge, opened.Value.Draft?.SavedBy);
            }
        }
    }

    // A form has fields of its own: neither a line of dashes nor a first headline is anything but text here.
    private static IReadOnlyList<Block> Read(string markdown)
    {
        var read = MarkdownReader.Read("\n" + markdown);
        return read.Title is { } headline ? [new Heading { Id = Ids.NewBlockId(), Level = 2, Text = headline }, .. read.Blocks] : read.Blocks;
    }

    private async Task<ArticleContent?> AtAsync(string id, int revision, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<EarlierText>().AsNoTracking().SingleOrDefaultAsync(t => t.ArticleId == id && t.Revision == revision, cancel) is { } earlier ? earlier.Read() : null;
    }
}
