using System.Globalization;
using Broadside.Articles.Body;
using Broadside.Kit;

namespace Broadside.Articles.Markdown;

/// <summary>
/// Makes an article's content of a Markdown file: its fields to what they mean, its body as it is. Fields that are
/// missing stay empty; a field that cannot be understood is named in the warnings.
/// </summary>
/// <param name="readInstant">Understands a date field; ISO 8601 in UTC when absent.</param>
/// <param name="nameTopic">Names a section by its slug and the article's language; absent: the field is its name.</param>
public sealed class ContentFromMarkdown(Func<string, DateTimeOffset?>? readInstant = null, Func<string, string, Term>? nameTopic = null)
{
    private readonly Func<string, DateTimeOffset?> readInstant = readInstant ?? ReadInstant;

    private readonly Func<string, string, Term> nameTopic = nameTopic ?? ((name, _) => NameTerm(name));

    /// <summary>The content of <paramref name="file"/>, which gets <paramref name="name"/> for its slug where it names none.</summary>
    public ArticleContent Read(MarkdownArticle file, string id, string name, List<string> warnings)
    {
        var front = file.Front;
        var language = front["language"] ?? front["lang"] ?? "en";
        warnings.AddRange(file.Warnings);
        return new ArticleContent
        {
            Id = id,
            Kind = front["kind"] is "page" ? ArticleKind.Page : ArticleKind.Article,
            Slug = front["slug"] ?? Slug.From(name),
            Address = front["address"] ?? "",
            FormerAddresses = front.List("former_address"),
            Language = language,
            Title = file.Title ?? name,
            Standfirst = front["standfirst"] ?? front["description"],
            Label = front["label"],
            Bylines = [.. front.List("by").Concat(front.List("author")).Concat(front.List("authors")).Select(Byline)],
            Topics = [.. front.List("topics").Concat(front.List("categories")).Select(t => nameTopic(t, language))],
            Tags = [.. front.List("tags").Select(NameTerm)],
            Series = front["series"] is { } series ? Part(series, warnings) : null,
            Lead = front.Keys.Any(k => k.StartsWith("lead", StringComparison.OrdinalIgnoreCase)) ? Lead(front, warnings) : null,
            Blocks = file.Blocks,
            Corrections = [.. front.All("correction").Select(c => Correction(c, warnings)).OfType<Correction>()],
            PublishedAt = Instant(front["published"] ?? front["date"], warnings),
            UpdatedAt = Instant(front["updated"], warnings),
            CanonicalUrl = front["canonical"],
            FirstPublishedBy = front["first_published_by"],
            FirstPublishedUrl = front["first_published_url"],
            Licence = front["licence"],
            TranslationGroup = front["translation_group"],
            Related = front.List("related"),
            Summary = front["summary"],
            SearchTitle = front["search_title"],
        };
    }

    /// <summary>An instant as files write it; where no offset is given it is UTC.</summary>
    public static DateTimeOffset? ReadInstant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    private static Term NameTerm(string text)
    {
        var (slug, name) = Named(text);
        return new Term(slug, name);
    }

    /// <summary>"Nerea Vane (translation)".</summary>
    private static Byline Byline(string text)
    {
        var bracket = text.LastIndexOf('(');
        var (whole, role) = bracket > 0 && text.EndsWith(')') ? (text[..bracket].Trim(), text[(bracket + 1)..^1].Trim()) : (text, "words");
        var (slug, name) = Named(whole);
        return new Byline(slug, name, role);
    }

    /// <summary>"Nerea Vane", or with a slug that does not follow from the name: "Nerea Vane &lt;nerea-vane-2&gt;".</summary>
    private static (string Slug, string Name) Named(string text)
    {
        var open = text.LastIndexOf('<');
        return open > 0 && text.EndsWith('>') ? (Slug.From(text[(open + 1)..^1]), text[..open].Trim()) : (Slug.From(text), text);
    }

    /// <summary>"The price of mud / 2".</summary>
    private static SeriesPart? Part(string text, List<string> warnings)
    {
        var slash = text.LastIndexOf('/');
        if (slash > 0 && int.TryParse(text[(slash + 1)..], CultureInfo.InvariantCulture, out var part) && text[..slash].Trim() is { Length: > 0 } name)
        {
            var (slug, title) = Named(name);
            return new SeriesPart(slug, title, part);
        }
        warnings.Add($"not a series and its part, as “Name / 2”: {text}");
        return null;
    }

    // "lead: file" with its words in lead_alt, lead_caption…
    private static Figure Lead(FrontMatter front, List<string> warnings) =>
        MarkdownDirectives.Figure(front.Below("lead_").With("file", front["lead"]), "lead", warnings);

    /// <summary>"correction | WHEN | what was wrong and what is right"; the first may be "clarification", "update", "retraction".</summary>
    private Correction? Correction(string text, List<string> warnings)
    {
        if (text.Split('|', 3, StringSplitOptions.TrimEntries) is [var kind, var at, { Length: > 0 } words]
            && Enum.TryParse<CorrectionKind>(kind, ignoreCase: true, out var known)
            && Enum.IsDefined(known)
            && readInstant(at) is { } when)
        {
            return new Correction(known, words, when);
        }
        warnings.Add($"not a correction, as “correction | 2026-05-01 10:00 | text”: {text}");
        return null;
    }

    private DateTimeOffset? Instant(string? text, List<string> warnings)
    {
        if (text is null)
        {
            return null;
        }
        if (readInstant(text) is { } at)
        {
            return at;
        }
        warnings.Add($"not a date: {text}");
        return null;
    }
}
