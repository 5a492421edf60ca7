using Broadside.Articles;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Record.Export;
using Broadside.Themes;

namespace Broadside.Site.Dossiers;

/// <summary>A dossier as readers get it: what its articles say now, and which of it fits on its page.</summary>
public sealed record LiveDossier
{
    // A page of 60 KB holds so many; all of them stand in the files beside it.
    private const int MostEvents = 26;
    private const int MostQuotes = 12;
    private const int MostActors = 24;
    private const int MostSources = 20;

    private LiveDossier(PublishedDossier dossier, IReadOnlyList<ArticleContent> articles, DateTimeOffset at)
    {
        (Dossier, Articles, At) = (dossier, articles, at);
        // The detail goes first; what stays keeps its order.
        var chosen = dossier.Events.OrderByDescending(e => e.Salience).Take(MostEvents).Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        Events = [.. dossier.Events.Where(e => chosen.Contains(e.Id))];
        var said = dossier.Quotes.GroupBy(q => q.Speaker ?? q.SpeakerText).SelectMany(g => g.OrderByDescending(q => q.Text.Length).Index())
            .OrderBy(q => q.Index).ThenByDescending(q => q.Item.Text.Length).Take(MostQuotes).Select(q => q.Item.Id).ToHashSet(StringComparer.Ordinal);
        // Everybody's longest words before anybody's second: a fragment of two words says little alone.
        Quotes = [.. dossier.Quotes.Where(q => said.Contains(q.Id))];
        var speak = Quotes.Select(q => q.Speaker).Concat(Events.SelectMany(e => e.Actors.Concat(e.Recipients).Append(e.AllegedBy))).OfType<string>()
            .Concat(dossier.Actors.Where(a => a.Kind == ActorKind.Person).SelectMany(a => Events.Where(e => e.Label.Contains(Family(a.Name), StringComparison.Ordinal)).Select(_ => a.Id)))
            .CountBy(id => id).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        Actors = [.. dossier.Actors.OrderByDescending(a => speak.GetValueOrDefault(a.Id)).Take(MostActors)];
        Sources = [.. dossier.Sources.Take(MostSources)];
    }

    /// <summary>All that is live.</summary>
    public PublishedDossier Dossier { get; }

    /// <summary>The live versions of its articles, in the editors' order.</summary>
    public IReadOnlyList<ArticleContent> Articles { get; }

    /// <summary>When it was last published.</summary>
    public DateTimeOffset At { get; }

    public string Address => DossierPages.Root + Dossier.Slug + "/";

    /// <summary>What its page shows of each kind.</summary>
    public IReadOnlyList<PublishedEvent> Events { get; }

    public IReadOnlyList<PublishedQuote> Quotes { get; }

    /// <summary>Who is named most, first.</summary>
    public IReadOnlyList<PublishedActor> Actors { get; }

    public IReadOnlyList<PublishedSource> Sources { get; }

    /// <param name="dossier">As signed.</param>
    /// <param name="articles">Those of its articles that readers can get, in their live versions.</param>
    /// <param name="at">When it was last published.</param>
    public static LiveDossier Of(PublishedDossier dossier, IReadOnlyList<ArticleContent> articles, DateTimeOffset at) =>
        new(Attributed(LiveAnchors.Keep(dossier, articles.ToDictionary(a => a.Id, BlockText.Of, StringComparer.Ordinal))), articles, at);

    /// <summary>What the files beside the page need to know of the site.</summary>
    /// <param name="address">The outlet's, without a slash at its end.</param>
    /// <param name="identity">The outlet.</param>
    /// <param name="words">In the dossier's language.</param>
    public ExportSite Site(string address, Identity identity, Words words)
    {
        var site = new ExportSite(address, identity.Name, Address, Articles.ToDictionary(a => a.Id, a => (a.Address, a.Title), StringComparer.Ordinal), words);
        return identity.Licence is { } licence ? site with { Licence = licence } : site;
    }

    public PublishedActor? Actor(string? id) => id is null ? null : Dossier.Actors.FirstOrDefault(a => a.Id == id);

    public PublishedSource? Source(string? id) => id is null ? null : Dossier.Sources.FirstOrDefault(s => s.Id == id);

    public ArticleContent Article(string id) => Articles.First(a => a.Id == id);

    // As labels name people: "President Sandemar".
    private static string Family(string name) => name[(name.LastIndexOf(' ') + 1)..];

    // An allegation is shown with whoever makes it or not at all, and a sentence that tells it goes along.
    private static PublishedDossier Attributed(PublishedDossier dossier)
    {
        bool IsNobodys(PublishedEvent e) => e.Factuality == Factuality.Alleged && !dossier.Actors.Any(a => a.Id == e.AllegedBy) && !dossier.Sources.Any(s => s.Id == e.Source);
        var nobodys = dossier.Events.Where(IsNobodys).Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        return nobodys.Count == 0 ? dossier : dossier with { Events = [.. dossier.Events.Where(e => !nobodys.Contains(e.Id))], Story = [.. dossier.Story.Where(s => !s.Events.Any(nobodys.Contains))] };
    }
}
