using Broadside.Kit;
using Broadside.Record.Anchoring;

namespace Broadside.Record.Dossiers;

/// <summary>Keeps of a dossier what the articles still say. Pure: publishing, the check after each publication and every page use the same.</summary>
public static class LiveAnchors
{
    /// <summary>The anchor where its words are now; null where they are not, or where only a person could tell.</summary>
    public static Anchor? Live(Anchor anchor, IReadOnlyDictionary<string, IReadOnlyList<BlockText>> blocks, bool isQuote)
    {
        if (!Defence.IsOn("anchor-recheck"))
        {
            return anchor;
        }
        if (!blocks.TryGetValue(anchor.Article, out var texts) || FindAnchor.In(anchor, texts, isQuote) is not { IsLive: true } place)
        {
            return null;
        }
        return place.State == AnchorState.Exact ? anchor : anchor.MovedTo(texts.First(b => b.Id == place.Block), place.Start, place.End);
    }

    /// <summary>The dossier with every anchor where its words are now, and without what no article says any longer.</summary>
    /// <param name="dossier">As it was composed or signed.</param>
    /// <param name="blocks">The texts of its articles that readers have, by article id.</param>
    public static PublishedDossier Keep(PublishedDossier dossier, IReadOnlyDictionary<string, IReadOnlyList<BlockText>> blocks)
    {
        IReadOnlyList<Anchor> Found(IReadOnlyList<Anchor> anchors, bool isQuote = false) => [.. anchors.Select(a => Live(a, blocks, isQuote)).OfType<Anchor>()];

        var sources = dossier.Sources.Select(s => s with { Anchors = Found(s.Anchors) }).ToList();
        var events = dossier.Events.Select(e => e with { Anchors = Found(e.Anchors) }).Where(e => e.Anchors.Count > 0).ToList();
        var quotes = dossier.Quotes.Select(q => q with { Anchors = Found(q.Anchors, isQuote: true) }).Where(q => q.Anchors.Count > 0).ToList();
        // A source whose own words are gone still rests on those of the claims that lean on it.
        var leaning = events.Select(e => (e.Source, e.Anchors)).Concat(quotes.Select(q => (q.Source, q.Anchors))).Where(l => l.Source is not null).ToLookup(l => l.Source!, l => l.Anchors, StringComparer.Ordinal);
        sources = [.. sources.Select(s => s.Anchors.Count > 0 ? s : s with { Anchors = [.. leaning[s.Id].SelectMany(l => l).Distinct()] }).Where(s => s.Anchors.Count > 0)];
        var there = events.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        events = [.. events.Select(e => e.Relative is { } other && !there.Contains(other.Event) ? e with { Relative = null } : e)];
        var actors = dossier.Actors.Select(a => a with { Roles = [.. a.Roles.Select(r => r with { Anchors = Found(r.Anchors) }).Where(r => r.Anchors.Count > 0)] }).ToList();
        var named = events.SelectMany(e => e.Actors.Concat(e.Recipients).Append(e.AllegedBy)).Concat(quotes.Select(q => q.Speaker)).Append(dossier.PartyA).Append(dossier.PartyB).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return dossier with
        {
            Articles = [.. dossier.Articles.Where(blocks.ContainsKey)],
            Actors = [.. actors.Where(a => named.Contains(a.Id) || a.Roles.Count > 0)],
            Events = events,
            Quotes = quotes,
            Sources = sources,
            Story = [.. dossier.Story.Select(s => Sentence(s, events, Found)).OfType<StorySentence>()],
        };
    }

    // A sentence whose own words are gone still rests on the events that it tells, if all of them are there.
    private static StorySentence? Sentence(StorySentence sentence, List<PublishedEvent> events, Func<IReadOnlyList<Anchor>, bool, IReadOnlyList<Anchor>> found)
    {
        var told = events.Where(e => sentence.Events.Contains(e.Id)).ToList();
        if (told.Count < sentence.Events.Count)
        {
            return null;
        }
        var anchors = found(sentence.Anchors, false);
        anchors = anchors.Count > 0 ? anchors : [.. told.Select(e => e.Anchors[0])];
        return anchors.Count > 0 ? sentence with { Anchors = anchors } : null;
    }
}
