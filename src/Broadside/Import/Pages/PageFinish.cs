using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Import.Hygiene;

namespace Broadside.Import.Pages;

/// <summary>What holds for pages of every kind once they are blocks: boilerplate and foreign lines go, and are named.</summary>
internal static class PageFinish
{
    public static PageParts Finish(PageParts parts, string? ownHost)
    {
        parts = WithoutBoilerplate(parts);
        var blocks = parts.Blocks;
        var cuts = new List<PageCut>(parts.Cuts);
        var terms = blocks.Select(b => Terms.Of(Text(b)).ToHashSet()).ToList();
        var about = Terms.Of($"{parts.Title} {parts.Standfirst} {parts.Lead?.Caption} {string.Join(' ', parts.Bylines)}").ToHashSet();
        var uses = terms.SelectMany(t => t).GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count());
        var kept = new List<Block>();
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            var at = i;
            var why = block is Paragraph or Heading && Text(block).Length < 120 && blocks.Count > 2
                ? ForeignLine.Why(Text(block), () => Others(at), OutsideLink((TextBlock)block, ownHost) is not null)
                : null;
            if (why is null)
            {
                kept.Add(block);
            }
            else
            {
                cuts.Add(new PageCut(PageCut.ForeignLine, Text(block), $"Left out as foreign: {why}.", OutsideLink((TextBlock)block, ownHost)));
            }
        }
        return parts with { Blocks = kept, Cuts = cuts };

        HashSet<string> Others(int at) => [.. uses.Where(u => u.Value > (terms[at].Contains(u.Key) ? 1 : 0)).Select(u => u.Key), .. about];
    }

    private static PageParts WithoutBoilerplate(PageParts parts)
    {
        var lines = parts.Blocks.Select(b => (Text: Text(b), CanHead: b is Heading || (b is Paragraph && Text(b).Length <= 90))).ToList();
        var why = Boilerplate.Find(lines);
        if (why.All(w => w is null))
        {
            return parts;
        }
        var cuts = lines.Select((l, i) => why[i] is { } reason ? new PageCut(PageCut.Boilerplate, l.Text, $"Cut as {reason}.") : null).OfType<PageCut>().Where(c => c.Text.Length > 0);
        return parts with { Blocks = [.. parts.Blocks.Where((_, i) => why[i] is null)], Cuts = [.. parts.Cuts, .. cuts] };
    }

    private static string Text(Block block) => string.Join(' ', ContentWalk.Texts(block).Select(t => t.Text));

    // The host of a link that covers the whole line.
    private static string? OutsideLink(TextBlock block, string? ownHost)
    {
        var link = block.Marks?.FirstOrDefault(m => m.Kind == MarkKind.Link && m.From == 0 && m.To == block.Text.Length);
        var host = WebAddress.HostOf(link?.Value);
        return host == ownHost ? null : host;
    }
}
