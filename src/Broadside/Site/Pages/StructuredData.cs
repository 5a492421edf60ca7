using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Site.Feeds;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>What pages say to search engines in schema.org's words, as JSON-LD in <c>script</c> elements, which the policy treats as data.</summary>
public sealed class StructuredData(BaseAddress address)
{
    internal const string Context = "https://schema.org";
    private const int MostCitations = 20;
    private const int MostUpdates = 100;

    // Escapes <, >, & and quotes as well: no text can end the script element or begin a comment in it.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="setting">The outlet.</param>
    /// <param name="content">Signed.</param>
    /// <param name="translations">The same article in all its languages, itself among them.</param>
    /// <param name="record">What a dossier says of it: properties that join its own.</param>
    public Html Article(Setting setting, ArticleContent content, IReadOnlyList<CatalogueEntry> translations, JsonObject? record = null)
    {
        var identity = setting.Identity;
        var url = address.Absolute(content.Address);
        var json = new JsonObject
        {
            ["@context"] = Context,
            ["@type"] = content.Kind == ArticleKind.Page ? "WebPage" : "NewsArticle",
            ["@id"] = url,
            ["url"] = url,
            ["mainEntityOfPage"] = url,
            [content.Kind == ArticleKind.Page ? "name" : "headline"] = content.Title,
            ["inLanguage"] = content.Language,
            ["isPartOf"] = Part(content, identity),
            ["publisher"] = Reference(),
        };
        Add(json, "description", content.Summary ?? content.Standfirst);
        Add(json, "datePublished", content.PublishedAt is { } published ? FeedText.Instant(published) : null);
        Add(json, "dateModified", (content.UpdatedAt ?? content.PublishedAt) is { } modified ? FeedText.Instant(modified) : null);
        Add(json, "license", (content.Licence ?? identity.Licence) is { } licence ? Licence.Of(licence).Url : null);
        if (content.Kind == ArticleKind.Article)
        {
            AddArticle(json, content, setting, translations);
            Join(json, record);
        }
        return Script(content.Kind == ArticleKind.Page ? [json] : [json, .. Developing(content, url), Outlet(setting), Breadcrumbs(content, setting)]);
    }

    /// <summary>The front page: the outlet, its site and how to search it.</summary>
    public Html Front(Setting setting, string path)
    {
        var identity = setting.Identity;
        var website = new JsonObject
        {
            ["@context"] = Context,
            ["@type"] = "WebSite",
            ["@id"] = address.Absolute("/#site"),
            ["url"] = address.Absolute(path),
            ["name"] = identity.Name,
            ["publisher"] = Reference(),
            ["potentialAction"] = new JsonObject
            {
                ["@type"] = "SearchAction",
                ["target"] = new JsonObject { ["@type"] = "EntryPoint", ["urlTemplate"] = address.Absolute("/search?q=") + "{search_term_string}" },
                ["query-input"] = "required name=search_term_string",
            },
        };
        Add(website, "description", identity.Description ?? identity.Tagline);
        return Script([website, Outlet(setting)]);
    }

    private void AddArticle(JsonObject json, ArticleContent content, Setting setting, IReadOnlyList<CatalogueEntry> translations)
    {
        json["isAccessibleForFree"] = true;
        json["author"] = Authors(content);
        json["image"] = Images(content, setting);
        Add(json, "articleSection", content.Topics is [var section, ..] ? section.Name : null);
        Add(json, "keywords", string.Join(", ", content.Tags.Select(t => t.Name)));
        Add(json, "publishingPrinciples", Page(setting.Identity.PublishingPrinciples));
        Add(json, "isBasedOn", content.FirstPublishedUrl ?? content.CanonicalUrl);
        AddList(json, "citation", Cited(content).Select(c => JsonValue.Create(c)));
        AddList(json, "correction", content.Corrections.Select(c => new JsonObject { ["@type"] = "CorrectionComment", ["text"] = c.Text, ["datePublished"] = FeedText.Instant(c.At) }));
        AddList(json, "workTranslation", translations.Where(t => t.Id != content.Id).Select(t => new JsonObject { ["@id"] = address.Absolute(t.Address), ["inLanguage"] = t.Language }));
    }

    private static void Join(JsonObject json, JsonObject? record)
    {
        foreach (var (name, value) in record?.ToList() ?? [])
        {
            record!.Remove(name);
            json[name] = json[name] is JsonArray known && value is JsonArray more ? new JsonArray([.. known.Concat(more).Select(n => n?.DeepClone())]) : value;
        }
    }

    // The article stays an article; what is new in it is told beside, in the words that search engines have for that.
    private IEnumerable<JsonObject> Developing(ArticleContent content, string url)
    {
        if (content.Updates is not { Count: > 0 } updates)
        {
            yield break;
        }
        yield return new JsonObject
        {
            ["@context"] = Context,
            ["@type"] = "LiveBlogPosting",
            ["@id"] = url + "#updates",
            ["url"] = url,
            ["headline"] = content.Title,
            ["inLanguage"] = content.Language,
            ["datePublished"] = FeedText.Instant(content.PublishedAt ?? updates[^1].At),
            ["dateModified"] = FeedText.Instant(content.UpdatedAt ?? updates[0].At),
            ["coverageStartTime"] = FeedText.Instant(updates[^1].At),
            ["author"] = Authors(content),
            ["publisher"] = Reference(),
            ["mainEntityOfPage"] = url,
            ["liveBlogUpdate"] = new JsonArray([.. updates.Take(MostUpdates).Select(u => new JsonObject
            {
                ["@type"] = "BlogPosting",
                ["headline"] = u.Title ?? content.Title,
                ["url"] = $"{url}#u-{u.Id}",
                ["datePublished"] = FeedText.Instant(u.At),
                ["articleBody"] = string.Join('\n', u.Blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text)),
                ["author"] = Authors(content),
            })]),
        };
    }

    private JsonNode Authors(ArticleContent content)
    {
        var people = content.Bylines.Where(b => b.Role == "words").DistinctBy(b => b.Slug)
            .Select(b => (JsonNode)new JsonObject { ["@type"] = "Person", ["name"] = b.Name, ["url"] = address.Absolute($"/people/{b.Slug}/") })
            .ToArray();
        return people.Length == 0 ? Reference() : new JsonArray(people);
    }

    // The outlet's own picture stands in where an article has none: search engines show no article without one.
    private JsonArray Images(ArticleContent content, Setting setting)
    {
        if (content.Lead is not { Media: { } media } lead)
        {
            return [Picture(OutletPicture(setting), null, null)];
        }
        var images = new JsonArray { Picture(MediaAddress.Card(media, lead.FocalX, lead.FocalY), MediaAddress.CardWidth, MediaAddress.CardHeight) };
        if (lead is { Width: { } width, Height: { } height } && MediaAddress.Widths(width)[^1] is var widest && widest <= width)
        {
            images.Add(Picture(MediaAddress.Rendition(media, widest, "jpg"), widest, (int)Math.Round((double)height * widest / width)));
        }
        return images;
    }

    private JsonObject Picture(string path, int? width, int? height)
    {
        var picture = new JsonObject { ["@type"] = "ImageObject", ["url"] = address.Absolute(path) };
        if (width is not null)
        {
            (picture["width"], picture["height"]) = (width, height);
        }
        return picture;
    }

    /// <summary>Path of the picture that stands for the outlet.</summary>
    public static string OutletPicture(Setting setting) => setting.Identity.Logo is { } logo ? MediaAddress.Card(logo) : setting.Dress.Folder + "/icon.svg";

    private JsonNode Part(ArticleContent content, Identity identity)
    {
        var website = new JsonObject { ["@type"] = "WebSite", ["@id"] = address.Absolute("/#site"), ["name"] = identity.Name, ["url"] = address.Absolute("/") };
        return content.Series is { } series
            ? new JsonArray(website, new JsonObject { ["@type"] = "CreativeWorkSeries", ["name"] = series.Name, ["url"] = address.Absolute($"/series/{series.Slug}/") })
            : website;
    }

    private JsonObject Reference() => new() { ["@id"] = address.Absolute("/#outlet") };

    private JsonObject Outlet(Setting setting)
    {
        var identity = setting.Identity;
        var outlet = new JsonObject
        {
            ["@context"] = Context,
            ["@type"] = "NewsMediaOrganization",
            ["@id"] = address.Absolute("/#outlet"),
            ["name"] = identity.Name,
            ["url"] = address.Absolute("/"),
            ["logo"] = Picture(OutletPicture(setting), null, null),
        };
        Add(outlet, "description", identity.Description ?? identity.Tagline);
        Add(outlet, "publishingPrinciples", Page(identity.PublishingPrinciples));
        Add(outlet, "correctionsPolicy", Page(identity.CorrectionsPolicy));
        Add(outlet, "ownershipFundingInfo", Page(identity.OwnershipPage));
        Add(outlet, "email", identity.Contact is { } contact && contact.Contains('@', StringComparison.Ordinal) ? contact : null);
        return outlet;
    }

    private JsonObject Breadcrumbs(ArticleContent content, Setting setting)
    {
        var steps = new List<(string Name, string Path)> { (setting.Identity.Name, PageMaker.Home(setting.Identity, setting.Words.Language)) };
        if (content.Topics is [var section, ..])
        {
            steps.Add((section.Name, $"/topics/{section.Slug}/"));
        }
        steps.Add((content.Title, content.Address));
        return new JsonObject
        {
            ["@context"] = Context,
            ["@type"] = "BreadcrumbList",
            ["itemListElement"] = new JsonArray([.. steps.Select((s, i) => new JsonObject { ["@type"] = "ListItem", ["position"] = i + 1, ["name"] = s.Name, ["item"] = address.Absolute(s.Path) })]),
        };
    }

    // What the text links to elsewhere is what it cites.
    private static IEnumerable<string> Cited(ArticleContent content) =>
        ContentWalk.Blocks(content).SelectMany(ContentWalk.Texts).SelectMany(t => t.Marks ?? [])
            .Where(m => m.Kind == MarkKind.Link && ContentWalk.HostOf(m.Value) is not null)
            .Select(m => m.Value!)
            .Distinct(StringComparer.Ordinal)
            .Take(MostCitations);

    private string? Page(string? place) => place is null ? null : place.StartsWith('/') ? address.Absolute(place) : place;

    private static void Add(JsonObject json, string name, string? value)
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

    internal static Html Script(IEnumerable<JsonObject> things) =>
        new(string.Concat(things.Select(t => $"<script type=\"application/ld+json\">{t.ToJsonString(Options)}</script>\n")));
}
