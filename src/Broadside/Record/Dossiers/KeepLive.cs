using Broadside.Articles;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;

namespace Broadside.Record.Dossiers;

/// <summary>
/// What of a published dossier its articles still say, as they are now. A claim without an anchor that is exact or moved is left
/// out, and what leans on it goes along: a sentence of the story, a relation in time, an allegation that nobody would make any more,
/// somebody whom neither a claim nor an article names.
/// </summary>
public static class KeepLive
{
    /// <param name="dossier">As signed.</param>
    /// <param name="articles">Those of its articles that readers can get, in their live versions.</param>
    /// <returns>The same with live claims only; their anchors are where the words are now.</returns>
    public static PublishedDossier In(PublishedDossier dossier, IReadOnlyList<ArticleContent> articles)
    {
        var texts = articles.Where(a => dossier.Articles.Contains(a.Id)).ToDictionary(a => a.Id, BlockText.Of, StringComparer.Ordinal);
        var actors = dossier.Actors.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var sources = dossier.Sources.Select(s => s with { Anchors = Live(s.Anchors, texts) }).Where(s => s.Anchors.Count > 0).ToList();
        var sourceIds = sources.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var quotes = dossier.Quotes.Select(q => q with { Anchors = Live(q.Anchors, texts, isQuote: true), Source = q.Source is { } id && sourceIds.Contains(id) ? id : null }).Where(q => q.Anchors.Count > 0).ToList();
        var events = dossier.Events
            .Select(e => e with { Anchors = Live(e.Anchors, texts), Source = e.Source is { } id && sourceIds.Contains(id) ? id : null, AllegedBy = e.AllegedBy is { } who && actors.Contains(who) ? who : null })
            .Where(e => e.Anchors.Count > 0 && (e.Factuality != Factuality.Alleged || e.AllegedBy is not null || e.Source is not null))
            .ToList();
        var eventIds = events.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        events = [.. events.Select(e => e.Relative is { } relative && !eventIds.Contains(relative.Event) ? e with { Relative = null } : e)];
        var kept = dossier with
        {
            Events = events,
            Quotes = quotes,
            Sources = sources,
            Story = [.. dossier.Story.Select(s => s with { Anchors = Live(s.Anchors, texts) }).Where(s => s.Anchors.Count > 0 && s.Events.All(eventIds.Contains))],
        };
        var named = Named(kept);
        return kept with { Actors = [.. dossier.Actors.Where(a => named.Contains(a.Id) || a.Aliases.Prepend(a.Name).Any(name => texts.Values.Any(blocks => blocks.Any(b => b.Text.Contains(name, StringComparison.Ordinal)))))] };
    }

    private static HashSet<string> Named(PublishedDossier dossier) =>
        dossier.Events.SelectMany(e => e.Actors.Concat(e.Recipients).Append(e.AllegedBy))
            .Concat(dossier.Quotes.Select(q => q.Speaker))
            .Append(dossier.HasLine ? dossier.PartyA : null)
            .Append(dossier.HasLine ? dossier.PartyB : null)
            .OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static List<Anchor> Live(IReadOnlyList<Anchor> anchors, Dictionary<string, IReadOnlyList<BlockText>> texts, bool isQuote = false)
    {
        var live = new List<Anchor>(anchors.Count);
        foreach (var anchor in anchors)
        {
            if (texts.TryGetValue(anchor.Article, out var blocks) && FindAnchor.In(anchor, blocks, isQuote) is { IsLive: true } place)
            {
                live.Add(place.State == AnchorState.Exact ? anchor : anchor.MovedTo(blocks.First(b => b.Id == place.Block), place.Start, place.End));
            }
        }
        return live;
    }
}
