using Broadside.Articles.Body;

namespace Broadside.Articles.Merging;

/// <summary>What the writing page holds of an article.</summary>
public sealed record WrittenText(string Title, string? Standfirst, IReadOnlyList<Block> Blocks)
{
    public static WrittenText Nothing { get; } = new("", null, []);

    /// <summary>All but the notes, which are merged one by one: two people can each add one.</summary>
    internal IReadOnlyList<Block> Body => [.. Blocks.Where(b => b is not Footnotes)];

    internal Footnotes? Frame => Blocks.OfType<Footnotes>().FirstOrDefault();

    internal IReadOnlyList<Footnote> Notes => Frame?.Notes ?? [];

    public static WrittenText Of(ArticleContent content) => new(content.Title, content.Standfirst, content.Blocks);
}
