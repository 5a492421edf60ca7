using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles;

/// <summary>An article as <c>article show</c> prints it.</summary>
internal static class ShownArticle
{
    /// <summary>What can still be shown of a withdrawn article.</summary>
    public static ArticleContent Left(Article article, Tombstone tombstone) => new()
    {
        Id = article.Id,
        Kind = article.Kind,
        Slug = article.Slug,
        Address = tombstone.Address,
        Language = tombstone.Language,
        Title = article.Title,
        PublishedAt = article.PublishedAt,
    };

    public static object Of(Article article, ArticleContent content, Tombstone? tombstone, LiveVersion? live, IReadOnlyList<VersionRow> versions, VersionStore store)
    {
        var figures = content.Blocks.OfType<Figure>().Concat(content.Blocks.OfType<Gallery>().SelectMany(g => g.Figures));
        var row = versions.LastOrDefault(v => v.Number == live?.Number);
        return new
        {
            article.Id,
            content.Slug,
            Address = content.Address.Length > 0 ? content.Address : article.Address,
            content.Title,
            content.Standfirst,
            content.Bylines,
            content.Language,
            content.PublishedAt,
            article.State,
            content.Topics,
            content.Tags,
            blocks = content.Blocks.Select(WithText),
            figures = (content.Lead is { } lead ? figures.Prepend(lead) : figures).Select(f => JsonSerializer.SerializeToNode(f, CanonicalJson.Options)),
            links = content.Blocks.SelectMany(ContentWalk.Texts).SelectMany(Links),
            version = live is null ? null : new { live.Number, live.Sha256, previous = row?.Previous, signed = row is not null && store.Holds(row, live) },
            withdrawn = tombstone is null ? null : new { tombstone.Reason, tombstone.At },
            scheduled_at = article.ScheduledAt,
            schedule_zone = article.ScheduleZone,
            embargoed_until = article.EmbargoedUntil,
            content.Updates,
            content.Corrections,
            content.FormerAddresses,
            content.UpdatedAt,
            content.Series,
            content.CanonicalUrl,
            content.Licence,
            content.TranslationGroup,
        };
    }

    public static string Text(Article article, ArticleContent content, Tombstone? tombstone, LiveVersion? live)
    {
        var text = new StringBuilder();
        text.AppendLine(content.Title);
        if (content.Standfirst is { Length: > 0 } standfirst)
        {
            text.AppendLine(standfirst);
        }
        text.AppendLine();
        text.AppendLine($"{string.Join(", ", content.Bylines.Select(b => b.Name))} · {content.PublishedAt:yyyy-MM-dd HH:mm} UTC · {article.State} · {(live is null ? "never published" : $"version {live.Number}, {live.Sha256[..16]}")}");
        text.AppendLine(article.Address);
        if (tombstone is not null)
        {
            text.AppendLine($"Withdrawn {tombstone.At:yyyy-MM-dd HH:mm} UTC: {tombstone.Reason}");
        }
        foreach (var block in content.Blocks)
        {
            text.AppendLine().AppendLine(string.Join('\n', ContentWalk.Texts(block).Select(t => t.Text).DefaultIfEmpty($"[{block.GetType().Name.ToLowerInvariant()}]")));
        }
        return text.ToString();
    }

    private static JsonNode WithText(Block block)
    {
        var node = JsonSerializer.SerializeToNode(block, CanonicalJson.Options)!.AsObject();
        if (!node.ContainsKey("text"))
        {
            node["text"] = string.Join('\n', ContentWalk.Texts(block).Select(t => t.Text));
        }
        return node;
    }

    private static IEnumerable<object> Links(Inline inline) =>
        (inline.Marks ?? []).Where(m => m.Kind == MarkKind.Link).Select(m => new { url = m.Value, text = inline.Text[m.From..m.To] });
}
