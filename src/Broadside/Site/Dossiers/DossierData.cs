using System.Text.Json.Nodes;
using Broadside.Articles;
using Broadside.Kit;
using Broadside.Record;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Site.Feeds;
using Broadside.Site.Pages;
using Broadside.Themes;

namespace Broadside.Site.Dossiers;

/// <summary>The claims of a dossier in schema.org's words, for its own page and for those of its articles.</summary>
public sealed class DossierData(BaseAddress address)
{
    private const int MostOfArticle = 8;
    private const int MostOfPage = 16;
    private const int MostPeople = 10;
    private const int MostSources = 8;
    private const int MostQuotes = 8;

    /// <summary>The page of the dossier: the collection, the articles in it, what they are about.</summary>
    public Html Page(Setting setting, LiveDossier live, IReadOnlyList<DossierFile> offered)
    {
        var dossier = live.Dossier;
        var url = address.Absolute(live.Address);
        var json = new JsonObject
        {
            ["@context"] = StructuredData.Context,
            ["@type"] = "CollectionPage",
            ["@id"] = url,
            ["url"] = url,
            ["name"] = dossier.Title,
            ["inLanguage"] = dossier.Language,
            ["dateModified"] = FeedText.Instant(live.At),
            ["publisher"] = new JsonObject { ["@type"] = "NewsMediaOrganization", ["@id"] = address.Absolute("/#outlet"), ["name"] = setting.Identity.Name, ["url"] = address.Absolute("/") },
            ["hasPart"] = new JsonArray([.. live.Articles.Select(NewsArticle), .. live.Quotes.Where(q => q.IsDirect).Take(MostQuotes).Select(q => Quotation(live, q))]),
        };
        AddText(json, "description", dossier.Dek);
        AddList(json, "about", live.Events.OrderByDescending(e => e.Salience).Take(MostOfPage).Select(e => Event(live, e)));
        AddList(json, "mentions", live.Actors.Take(MostPeople).Select(Actor));
        AddList(json, "citation", live.Sources.Where(s => !s.IsAnonymous).Take(MostSources).Select(Source));
        AddList(json, "correction", dossier.Log.TakeLast(MostOfArticle).Select(l => new JsonObject { ["@type"] = "CorrectionComment", ["text"] = l.Text, ["datePublished"] = FeedText.Instant(DateTimeOffset.FromUnixTimeSeconds(l.At)) }));
        AddList(json, "associatedMedia", offered.Select(f => new JsonObject { ["@type"] = "DataDownload", ["contentUrl"] = url + f.Name, ["encodingFormat"] = f.Type }));
        return StructuredData.Script([json]);
    }

    /// <summary>What an article's own description gains: the claims that rest on its words.</summary>
    public JsonObject Of(LiveDossier live, string article)
    {
        bool Here(IReadOnlyList<Anchor> anchors) => anchors.Any(a => a.Article == article);
        var events = live.Dossier.Events.Where(e => Here(e.Anchors)).OrderByDescending(e => e.Salience).Take(MostOfArticle).ToList();
        var quotes = live.Dossier.Quotes.Where(q => q.IsDirect && Here(q.Anchors)).Take(MostOfArticle).ToList();
        var named = events.SelectMany(e => e.Actors.Concat(e.Recipients)).Concat(quotes.Select(q => q.Speaker)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var json = new JsonObject();
        AddList(json, "about", events.Select(e => Event(live, e)));
        AddList(json, "mentions", live.Dossier.Actors.Where(a => named.Contains(a.Id)).Take(MostOfArticle).Select(Actor));
        AddList(json, "hasPart", quotes.Select(q => Quotation(live, q)));
        AddList(json, "citation", live.Dossier.Sources.Where(s => !s.IsAnonymous && Here(s.Anchors)).Take(MostOfArticle).Select(Source));
        return json;
    }

    private JsonObject NewsArticle(ArticleContent article)
    {
        var json = new JsonObject { ["@type"] = "NewsArticle", ["@id"] = address.Absolute(article.Address), ["url"] = address.Absolute(article.Address), ["headline"] = article.Title };
        AddText(json, "datePublished", article.PublishedAt is { } at ? FeedText.Instant(at) : null);
        return json;
    }

    // What is alleged is a claim about the world and not a happening in it.
    private JsonObject Event(LiveDossier live, PublishedEvent happened)
    {
        if (happened.Factuality is not Factuality.Reported)
        {
            var claim = new JsonObject { ["@type"] = "Claim", ["text"] = happened.Label, ["appearance"] = At(live, happened.Anchors) };
            AddText(claim, "temporalCoverage", happened.Edtf);
            if (live.Actor(happened.AllegedBy) is { } who)
            {
                claim["author"] = Short(who);
            }
            return claim;
        }
        var json = new JsonObject { ["@type"] = "Event", ["name"] = happened.Label, ["subjectOf"] = At(live, happened.Anchors) };
        AddText(json, Edtf.Parse(happened.Edtf) is { IsExactDay: true } ? "startDate" : "temporalCoverage", happened.Edtf);
        if (happened.Place is { Length: > 0 } place)
        {
            json["location"] = new JsonObject { ["@type"] = "Place", ["name"] = place };
        }
        AddList(json, "actor", happened.Actors.Select(live.Actor).OfType<PublishedActor>().Select(Short));
        return json;
    }

    private JsonObject Quotation(LiveDossier live, PublishedQuote quote)
    {
        var json = new JsonObject { ["@type"] = "Quotation", ["text"] = ClaimWords.Unquoted(quote.Text), ["inLanguage"] = quote.Language, ["isPartOf"] = At(live, quote.Anchors) };
        json["spokenByCharacter"] = live.Actor(quote.Speaker) is { } who ? Short(who) : new JsonObject { ["@type"] = "Person", ["name"] = quote.SpeakerText };
        AddText(json, "dateCreated", Edtf.Parse(quote.Edtf) is { IsExactDay: true } ? quote.Edtf : null);
        if (live.Source(quote.Source) is { IsAnonymous: false } source)
        {
            json["isBasedOn"] = Source(source);
        }
        return json;
    }

    private static JsonObject Actor(PublishedActor actor)
    {
        var json = Short(actor);
        AddText(json, "sameAs", actor.Wikidata is { Length: > 1 } id ? "http://www.wikidata.org/entity/" + id : null);
        if (actor.Kind == ActorKind.Person)
        {
            AddList(json, "hasOccupation", actor.Roles.Select(Role));
        }
        return json;
    }

    private static JsonObject Role(PublishedRole role)
    {
        var json = new JsonObject { ["@type"] = "Role", ["hasOccupation"] = new JsonObject { ["@type"] = "Occupation", ["name"] = ClaimWords.Role(role) } };
        AddText(json, "startDate", Plain(role.Since));
        AddText(json, "endDate", Plain(role.Until));
        return json;
    }

    // ISO 8601 knows no "about".
    private static string? Plain(string? edtf) =>
        Edtf.Parse(edtf) is { IsApproximate: false, IsUncertain: false, Precision: EdtfPrecision.Day or EdtfPrecision.Month or EdtfPrecision.Year } date && !date.Text.Contains('X', StringComparison.Ordinal) ? date.Text : null;

    private static JsonObject Short(PublishedActor actor) => new()
    {
        ["@type"] = actor.Kind switch { ActorKind.Person => "Person", ActorKind.Place => "Place", ActorKind.State => "Country", _ => "Organization" },
        ["name"] = actor.Name,
    };

    private static JsonObject Source(PublishedSource source)
    {
        var json = new JsonObject { ["@type"] = "CreativeWork", ["name"] = source.Title };
        AddText(json, "url", ContentWalk.HostOf(source.Url) is null ? null : source.Url);
        AddText(json, "datePublished", Plain(source.Date));
        if (source.Publisher is { Length: > 0 } publisher)
        {
            json["publisher"] = new JsonObject { ["@type"] = "Organization", ["name"] = publisher };
        }
        return json;
    }

    private JsonObject At(LiveDossier live, IReadOnlyList<Anchor> anchors) =>
        new() { ["@id"] = $"{address.Absolute(live.Article(anchors[0].Article).Address)}#b-{anchors[0].Block}" };

    private static void AddText(JsonObject json, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            json[name] = value;
        }
    }

    private static void AddList(JsonObject json, string name, IEnumerable<JsonNode?> values)
    {
        if (values.ToArray() is { Length: > 0 } list)
        {
            json[name] = new JsonArray(list);
        }
    }
}
