using Broadside.Articles;
using Broadside.Articles.Body;

namespace Broadside.Import.Pages;

/// <summary>Takes out of the body what the article's own fields say: headline, byline, date, standfirst, lead picture.</summary>
internal static class PageOpening
{
    private const int Opening = 6;

    /// <param name="parts">The page as it was read.</param>
    /// <param name="facts">What it says about itself.</param>
    /// <param name="isMade">The title was made of the text's first words, which stay.</param>
    public static PageParts Tidy(PageParts parts, PageFacts facts, bool isMade)
    {
        var blocks = parts.Blocks.ToList();
        var at = 0;
        for (var seen = 0; at < blocks.Count && seen < Opening; seen++)
        {
            var text = blocks[at] is TextBlock block ? block.Text.Trim() : null;
            if (blocks[at] is Figure figure && (parts.Lead is null || Same(figure, parts.Lead) || parts.Lead.Caption is null))
            {
                // The page's own picture stands above its text: with caption and credit it is worth more than the bare address.
                parts = parts with { Lead = figure };
                blocks.RemoveAt(at);
            }
            else if (text is null)
            {
                break;
            }
            else if ((!isMade && Equal(text, parts.Title)) || (text.Length < 20 && Equal(text, facts.SiteName)))
            {
                blocks.RemoveAt(at);
            }
            else if (PageDate.Line(text) is { } date)
            {
                parts = parts with { PublishedAt = parts.PublishedAt ?? date };
                blocks.RemoveAt(at);
            }
            else if (BylineText.IsLine(text) || (parts.Bylines.Count > 0 && Equal(text, string.Join(' ', parts.Bylines))))
            {
                parts = parts with { Bylines = parts.Bylines.Count > 0 ? parts.Bylines : BylineText.Names(text) };
                blocks.RemoveAt(at);
            }
            else if (parts.Standfirst is null && IsStandfirst(text, facts, blocks, at))
            {
                parts = parts with { Standfirst = text.ReplaceLineEndings(" ") };
                blocks.RemoveAt(at);
            }
            else
            {
                at++;
            }
        }
        parts = parts with { Blocks = blocks };
        return parts.Standfirst is null && Own(facts, blocks) is { } told ? parts with { Standfirst = told } : parts;
    }

    private static bool IsStandfirst(string text, PageFacts facts, List<Block> blocks, int at) =>
        Equal(text, facts.MarkedStandfirst) || (Equal(text, facts.Description) && text.Length < 300 && blocks.Count > at + 2);

    // A description that only repeats how the text begins was made by a machine.
    private static string? Own(PageFacts facts, List<Block> blocks)
    {
        var told = facts.MarkedStandfirst ?? facts.Description;
        if (told is null || told.Length is < 20 or > 320 || told.EndsWith('…') || told.EndsWith("...", StringComparison.Ordinal) || told.EndsWith("[…]", StringComparison.Ordinal))
        {
            return null;
        }
        var body = Letters(string.Join(' ', blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text).Take(12)));
        var start = Letters(told);
        return start.Length > 15 && body.Contains(start[..Math.Min(start.Length, 60)], StringComparison.Ordinal) ? null : told;
    }

    private static bool Same(Figure a, Figure b) => a.Source is not null && b.Source is not null && Path.GetFileNameWithoutExtension(a.Source.Split('?')[0])[..^0] == Path.GetFileNameWithoutExtension(b.Source.Split('?')[0]);

    private static bool Equal(string a, string? b) => b is not null && Letters(a) is { Length: > 0 } letters && letters == Letters(b);

    private static string Letters(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
