using Broadside.Articles.Body;
using Broadside.Articles.Markdown;
using Broadside.Kit;

namespace Broadside.Articles.Updating;

/// <summary>An update as it is typed: a headline, and a text as Markdown.</summary>
internal static class UpdateText
{
    private const int Longest = 20_000;
    private const int LongestTitle = 200;

    public static Outcome<IReadOnlyList<Block>> Read(string? title, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Refusal("update_text", "Write what is new.", "Text");
        }
        if (text.Length > Longest || title?.Length > LongestTitle)
        {
            return new Refusal("update_long", "An update has at most 20,000 characters, its headline 200.", "Text");
        }
        // Footnotes belong to the article's text, where their block is.
        return Outcome.Of<IReadOnlyList<Block>>([.. MarkdownReader.Read("\n" + text).Blocks.Where(b => b is not Footnotes)]);
    }

    public static string Write(StoryUpdate update) => new MarkdownWriter(sha256 => sha256).Write(update.Blocks).TrimEnd();

    public static string? Title(string? title) => string.IsNullOrWhiteSpace(title) ? null : title.Trim();
}
