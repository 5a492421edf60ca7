using System.Globalization;
using System.Text.Json;
using Broadside.Articles.Body;
using Broadside.Kit;

namespace Broadside.Articles.Comparing;

/// <summary>Two texts of one article side by side: fields first, then blocks, which are matched by their ids.</summary>
public static class CompareContents
{
    public static IReadOnlyList<ComparedPart> Run(ArticleContent before, ArticleContent after)
    {
        var parts = new List<ComparedPart>();
        foreach (var ((kind, was), (_, now)) in Fields(before).Zip(Fields(after)))
        {
            if (was.Length + now.Length > 0)
            {
                parts.Add(Part(kind, was, now, null, false));
            }
        }
        AddBlocks(parts, before.Blocks, after.Blocks);
        return parts;
    }

    /// <summary>What a block says, as text: its words, and for what has none, what it is.</summary>
    public static string Say(Block block)
    {
        var texts = string.Join('\n', ContentWalk.Texts(block).Select(WithLinks));
        return block switch
        {
            Figure figure => Lines(figure.Media is { } m ? $"[{m[..Math.Min(12, m.Length)]}]" : figure.Source, texts, figure.Alt, figure.Credit),
            Gallery gallery => Lines([.. gallery.Figures.Select(Say), gallery.Caption]),
            Table table => Lines(table.Caption, string.Join('\n', table.Rows.Select(r => string.Join(" | ", r.Select(c => c.Text))))),
            Quote quote => Lines(texts, quote.Cite),
            Pullquote pullquote => Lines(texts, pullquote.Cite),
            Code code => code.Text,
            Embed embed => Lines(embed.Url, embed.Title, embed.Text, embed.Caption),
            Audio audio => Lines(audio.Media ?? audio.Source, audio.Title, audio.Caption, audio.Credit),
            Video video => Lines(video.Media ?? video.Source, video.Title, video.Caption),
            FileBlock file => Lines(file.Media ?? file.Source, file.Name, file.Caption),
            Separator => "* * *",
            _ => texts,
        };
    }

    /// <summary>The block's name, as its JSON says it.</summary>
    public static string KindOf(Block block) => block switch
    {
        ListBlock => "list",
        FileBlock => "file",
        _ => block.GetType().Name.ToLowerInvariant(),
    };

    private static IEnumerable<(string Kind, string Text)> Fields(ArticleContent content) =>
    [
        ("label", content.Label ?? ""),
        ("title", content.Title),
        ("standfirst", content.Standfirst ?? ""),
        ("by", string.Join(", ", content.Bylines.Select(b => b.Role == "words" ? b.Name : $"{b.Name} ({b.Role})"))),
        ("topics", string.Join(", ", content.Topics.Select(t => t.Name))),
        ("tags", string.Join(", ", content.Tags.Select(t => t.Name))),
        ("series", content.Series is { } series ? string.Create(CultureInfo.InvariantCulture, $"{series.Name} {series.Part}") : ""),
        ("lead", content.Lead is { } lead ? Say(lead) : ""),
        ("language", content.Language),
        ("summary", content.Summary ?? ""),
        ("address", content.Slug),
        ("origin", Lines(content.CanonicalUrl, content.FirstPublishedBy, content.FirstPublishedUrl, content.Licence)),
        ("updates", string.Join("\n\n", (content.Updates ?? []).Select(u => Lines([u.Title, .. u.Blocks.Select(Say)])))),
        ("corrections", string.Join('\n', content.Corrections.Select(c => $"{c.Kind}: {c.Text}"))),
    ];

    // Order of the newer text; what is gone stands where it stood before.
    private static void AddBlocks(List<ComparedPart> parts, IReadOnlyList<Block> before, IReadOnlyList<Block> after)
    {
        var (ids, newIds) = (before.Select(b => b.Id).ToList(), after.Select(b => b.Id).ToList());
        var inPlace = WordDiff.Common(ids, newIds).ToDictionary(p => p.B, p => p.A);
        var byId = before.GroupBy(b => b.Id).ToDictionary(g => g.Key, g => g.First());
        var stays = newIds.ToHashSet(StringComparer.Ordinal);
        var at = 0;
        void Gone(int until)
        {
            for (; at < until; at++)
            {
                if (!stays.Contains(before[at].Id))
                {
                    parts.Add(Part(KindOf(before[at]), Say(before[at]), "", before[at].Id, false));
                }
            }
        }
        for (var i = 0; i < after.Count; i++)
        {
            if (inPlace.TryGetValue(i, out var place))
            {
                Gone(place);
                at = place + 1;
            }
            var old = byId.GetValueOrDefault(after[i].Id);
            parts.Add(Compare(old, after[i], old is not null && !inPlace.ContainsKey(i)));
        }
        Gone(before.Count);
    }

    private static ComparedPart Compare(Block? old, Block block, bool isMoved)
    {
        if (old is null)
        {
            return Part(KindOf(block), "", Say(block), block.Id, false);
        }
        var part = Part(KindOf(block), Say(old), Say(block), block.Id, isMoved);
        // The words are the same and something else is not: emphasis, a size, a level.
        return part.Change is PartChange.Same && Json(old) != Json(block) ? part with { Change = PartChange.Changed } : part;
    }

    private static ComparedPart Part(string kind, string was, string now, string? block, bool isMoved)
    {
        if (was.Length == 0 || now.Length == 0)
        {
            var change = was.Length == 0 && now.Length == 0 ? PartChange.Same : was.Length == 0 ? PartChange.Added : PartChange.Removed;
            return new ComparedPart(kind, change, WordDiff.Whole(was, true), WordDiff.Whole(now, true)) { Block = block };
        }
        var (before, after) = WordDiff.Run(was, now);
        return new ComparedPart(kind, was != now ? PartChange.Changed : isMoved ? PartChange.Moved : PartChange.Same, before, after) { Block = block };
    }

    private static string WithLinks(Inline inline)
    {
        var links = (inline.Marks ?? []).Where(m => m.Kind == MarkKind.Link).Select(m => m.Value).ToList();
        return links.Count == 0 ? inline.Text : $"{inline.Text} ({string.Join(", ", links)})";
    }

    private static string Lines(params IEnumerable<string?> lines) => string.Join('\n', lines.Where(l => !string.IsNullOrEmpty(l)));

    private static string Json(Block block) => JsonSerializer.Serialize(block, CanonicalJson.Options);
}
