using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles;

/// <summary>What changed between two versions of an article, line by line in the order of the newer one; blocks are matched by id.</summary>
public static class ArticleDiff
{
    /// <summary>Lines that begin with "+ ", "- " or two spaces.</summary>
    public static IReadOnlyList<string> Lines(ArticleContent before, ArticleContent after)
    {
        var (old, fresh) = (Texts(before), Texts(after));
        var byId = old.ToDictionary(t => t.Id, t => t.Text);
        var lines = new List<string>();
        foreach (var (id, text) in fresh)
        {
            if (!byId.Remove(id, out var was))
            {
                lines.Add("+ " + text);
            }
            else if (was == text)
            {
                lines.Add("  " + text);
            }
            else
            {
                lines.AddRange(["- " + was, "+ " + text]);
            }
        }
        lines.AddRange(old.Where(t => byId.ContainsKey(t.Id)).Select(t => "- " + t.Text));
        return lines;
    }

    internal static int Print(IReadOnlyList<VersionRow> versions, int from, int to)
    {
        var (before, after) = (Content(versions, from), Content(versions, to));
        if (before is null || after is null)
        {
            return Output.Refused(new Refusal("unknown_version", $"There are versions 1 to {versions.Count}; a takedown has no text to compare."));
        }
        foreach (var line in Lines(before, after))
        {
            Console.WriteLine(line);
        }
        return 0;
    }

    private static ArticleContent? Content(IReadOnlyList<VersionRow> versions, int number) =>
        versions.FirstOrDefault(v => v.Number == number) is { Content: not null, Kind: VersionKind.Publish or VersionKind.Correct } row
            ? CanonicalJson.Read<ArticleContent>(row.ContentBytes())
            : null;

    private static List<(string Id, string Text)> Texts(ArticleContent content) =>
    [
        ("title", content.Title),
        ("standfirst", content.Standfirst ?? ""),
        ("by", string.Join(", ", content.Bylines.Select(b => b.Name))),
        .. content.Blocks.Select(b => (b.Id, Shown(b))),
        .. content.Corrections.Select((c, i) => ($"correction {i}", $"{c.Kind}: {c.Text}")),
    ];

    private static string Shown(Block block) =>
        $"[{block.GetType().Name.ToLowerInvariant()}] {string.Join(" / ", ContentWalk.Texts(block).Select(Shown))}";

    private static string Shown(Inline inline)
    {
        var links = (inline.Marks ?? []).Where(m => m.Kind == MarkKind.Link).Select(m => m.Value).ToList();
        return links.Count == 0 ? inline.Text : $"{inline.Text} ({string.Join(", ", links)})";
    }
}
