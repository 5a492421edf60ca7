using Broadside.Articles;
using Broadside.Articles.Body;

namespace Broadside.Import.Hygiene;

/// <summary>
/// What in an article's visible text may have been planted: links whose words advertise and stand nowhere else in it, and lines
/// that do not belong. Hints for a person, nothing more: about one honest link in seven shares no word with its text either.
/// </summary>
internal static class HiddenHints
{
    private const int LongestAnchor = 60;

    public static IReadOnlyList<HygieneFinding> Of(string title, IReadOnlyList<Block> blocks, string item)
    {
        List<HygieneFinding>? found = null;
        for (var i = 0; i < blocks.Count; i++)
        {
            foreach (var text in ContentWalk.Texts(blocks[i]))
            {
                foreach (var link in text.Marks ?? [])
                {
                    if (link.Kind == MarkKind.Link && Anchor(title, blocks, text, link, item) is { } hint)
                    {
                        (found ??= []).Add(hint);
                    }
                }
            }
            if (blocks[i] is Paragraph { Text.Length: < 120 } line && blocks.Count > 2 && Line(title, blocks, line, item) is { } foreign)
            {
                (found ??= []).Add(foreign);
            }
        }
        return found ?? (IReadOnlyList<HygieneFinding>)[];
    }

    private static HygieneFinding? Anchor(string title, IReadOnlyList<Block> blocks, Inline text, Mark link, string item)
    {
        var host = WebAddress.HostOf(link.Value);
        var words = text.Text[link.From..link.To];
        if (host is null || words.Length > LongestAnchor || words.Length == text.Text.Length || ForeignLine.Advertises(words) is not { } sold)
        {
            return null;
        }
        var around = text.Text.Remove(link.From, link.To - link.From);
        var others = Words(title, blocks, text).Concat(Terms.Of(around)).ToHashSet();
        return Terms.Of(words).Any(others.Contains)
            ? null
            : new HygieneFinding("off_topic", item, host, words, $"Only a hint: the link's words stand nowhere else in the text and advertise (“{sold}”).");
    }

    private static HygieneFinding? Line(string title, IReadOnlyList<Block> blocks, Paragraph line, string item)
    {
        var host = line.Marks?.FirstOrDefault(m => m.Kind == MarkKind.Link && m.From == 0 && m.To == line.Text.Length) is { } link ? WebAddress.HostOf(link.Value) : null;
        return ForeignLine.Why(line.Text, () => Words(title, blocks, line.ToInline()).ToHashSet(), host is not null) is { } why
            ? new HygieneFinding("foreign_line", item, host, line.Text, $"Kept, but it looks foreign: {why}.")
            : null;
    }

    private static IEnumerable<string> Words(string title, IReadOnlyList<Block> blocks, Inline except) =>
        blocks.SelectMany(ContentWalk.Texts).Where(t => t.Text != except.Text).SelectMany(t => Terms.Of(t.Text)).Concat(Terms.Of(title));
}
