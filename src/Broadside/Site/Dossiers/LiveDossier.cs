using Broadside.Articles;
using Broadside.Record.Dossiers;

namespace Broadside.Site.Dossiers;

/// <summary>A dossier as readers get it: what its articles say now, and which of it fits on its page.</summary>
public sealed record LiveDossier
{
    // A page of 60 KB holds so many; all of them stand in the files beside it.
    private const int MostEvents = 30;
    private const int MostQuotes = 16;
    private const int MostActors = 24;
    private const int MostSources = 20;

    private LiveDossier(PublishedDossier dossier, IReadOnlyList<ArticleContent> articles, DateTimeOffset at)
    {
        (Dossier, Articles, At) = (dossier, articles, at);
        // The detail goes first; what stays keeps its order.
        var chosen = dossier.Events.OrderByDescending(e => e.Salience).Take(MostEvents).Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        Events = [.. dossier.Events.Where(e => chosen.Contains(e.Id))];
        Quotes = [.. dossier.Quotes.Take(MostQuotes)];
        var speak = Quotes.Select(q => q.Speaker).Concat(Events.SelectMany(e => e.Actors.Concat(e.Recipients).Append(e.AllegedBy))).OfType<string>()
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

    public static LiveDossier Of(PublishedDossier dossier, IReadOnlyList<ArticleContent> articles, DateTimeOffset at) => new(KeepLive.In(dossier, articles), articles, at);

    public PublishedActor? Actor(string? id) => id is null ? null : Dossier.Actors.FirstOrDefault(a => a.Id == id);

    public PublishedSource? Source(string? id) => id is null ? null : Dossier.Sources.FirstOrDefault(s => s.Id == id);

    public ArticleContent Article(string id) => Articles.First(a => a.Id == id);
}
