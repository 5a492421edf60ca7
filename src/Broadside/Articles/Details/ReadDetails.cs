using System.Globalization;
using System.Text.RegularExpressions;
using Broadside.Articles.Body;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Details;

/// <summary>Understands what was typed into the form of details, or says at which field it does not.</summary>
public sealed partial class ReadDetails(SiteRecord site)
{
    private const int MostNames = 50;
    private const int Longest = 500;

    /// <summary>Roles of people who are credited, as articles name them.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["words", "photo", "translation", "editing", "partner"];

    /// <summary>The content with all that the form alone can tell: people, topics, tags, series, words, addresses elsewhere.</summary>
    public Outcome<ArticleContent> Run(ArticleContent content, DetailsForm form)
    {
        if (TooLong(form) is { } field)
        {
            return new Refusal("details_long", $"That is too long: at most {Longest} characters.", field);
        }
        if (Said(form.Language) is not { } language || !LanguageTag().IsMatch(language))
        {
            return new Refusal("details_language", "Write the language as en, es or pt-BR.", nameof(form.Language));
        }
        if (Series(content, form) is not { IsDone: true } series)
        {
            return new Refusal("details_part", "Which part is it? Write a number from 1.", nameof(form.Part));
        }
        if (new[] { (form.LeadX, nameof(form.LeadX)), (form.LeadY, nameof(form.LeadY)) }.FirstOrDefault(p => Said(p.Item1) is { } given && Percent(given) is null) is (not null, var axis))
        {
            return new Refusal("media_percent", "Write a number from 0 to 100.", axis);
        }
        foreach (var (address, name) in new[] { (form.Canonical, nameof(form.Canonical)), (form.FirstPublishedUrl, nameof(form.FirstPublishedUrl)) })
        {
            if (Said(address) is { } given && Web(given) is null)
            {
                return new Refusal("details_address", "Write a whole address, beginning with https://.", name);
            }
        }
        if (Said(form.Licence) is { } licence && !Spdx().IsMatch(licence))
        {
            return new Refusal("details_licence", "Choose a licence from the list.", nameof(form.Licence));
        }
        if (Bylines(content, form.Bylines) is not { } bylines)
        {
            return new Refusal("details_role", $"After a name only these can stand in brackets: {string.Join(", ", Roles)}.", nameof(form.Bylines));
        }
        return content with
        {
            Kind = content.Address.Length == 0 && form.Kind is { } kind && Enum.IsDefined(kind) ? kind : content.Kind,
            Slug = Slug.From(form.Slug),
            Label = Said(form.Label),
            Language = language,
            Bylines = bylines,
            Topics = Topics(content, form),
            Tags = [.. Names(form.Tags, ',').Select(name => content.Tags.FirstOrDefault(t => t.Name == name) ?? new Term(Slug.From(name), name)).Where(t => t.Slug.Length > 0).DistinctBy(t => t.Slug)],
            Series = series.Value.Part,
            Summary = Said(form.Summary),
            SearchTitle = Said(form.SearchTitle),
            CanonicalUrl = Said(form.Canonical) is { } canonical ? Web(canonical) : null,
            FirstPublishedBy = Said(form.FirstPublishedBy),
            FirstPublishedUrl = Said(form.FirstPublishedUrl) is { } first ? Web(first) : null,
            Licence = Said(form.Licence),
        };
    }

    internal static string? Said(string? text) => CleanText.Line(text)?.Trim() is { Length: > 0 } said ? said : null;

    internal static int? Percent(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100 ? number : null;

    internal static IEnumerable<string> Names(string? text, char between) =>
        (text ?? "").ReplaceLineEndings("\n").Split(between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => Said(n)!).Where(n => n is not null).Distinct().Take(MostNames);

    private static string? TooLong(DetailsForm form) => new (string Name, string? Text)[]
    {
        (nameof(form.Slug), form.Slug), (nameof(form.Label), form.Label), (nameof(form.Series), form.Series), (nameof(form.Summary), form.Summary), (nameof(form.SearchTitle), form.SearchTitle),
        (nameof(form.FirstPublishedBy), form.FirstPublishedBy), (nameof(form.LeadCredit), form.LeadCredit),
    }.FirstOrDefault(f => f.Text?.Length > Longest).Name;

    private sealed record MaybePart(SeriesPart? Part);

    private static Outcome<MaybePart> Series(ArticleContent content, DetailsForm form)
    {
        if (Said(form.Series) is not { } name || Slug.From(name) is not { Length: > 0 } slug)
        {
            return new MaybePart(null);
        }
        return int.TryParse(form.Part?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part is > 0 and < 10_000
            ? new MaybePart(new SeriesPart(content.Series?.Name == name ? content.Series.Slug : slug, name, part))
            : new Refusal("details_part", "", nameof(form.Part));
    }

    // Who has a page already keeps its address; anybody else gets one by their name.
    private List<Byline>? Bylines(ArticleContent content, string? lines)
    {
        var people = site.Read<PeoplePart>(PeoplePart.Part).People;
        var bylines = new List<Byline>();
        foreach (var line in Names(lines, '\n'))
        {
            var (name, role) = Bracket().Match(line) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value.Trim().ToLowerInvariant()) : (line, "words");
            if (!Roles.Contains(role) || Slug.From(name).Length == 0)
            {
                return null;
            }
            var slug = content.Bylines.FirstOrDefault(b => b.Name == name)?.Slug ?? people.FirstOrDefault(p => p.Name == name)?.Slug ?? Slug.From(name);
            bylines.Add(new Byline(slug, name, role));
        }
        return bylines;
    }

    private List<Term> Topics(ArticleContent content, DetailsForm form)
    {
        var known = site.Read<TopicsPart>(TopicsPart.Part).Topics.Select(t => new Term(t.Slug, t.Name)).Concat(content.Topics).DistinctBy(t => t.Slug).ToDictionary(t => t.Slug, StringComparer.Ordinal);
        // As the article has them, where it has them: a site in two languages names its topics in both.
        return [.. (form.Topics ?? []).Prepend(form.Section ?? "").Distinct().Select(slug => content.Topics.FirstOrDefault(t => t.Slug == slug) ?? known.GetValueOrDefault(slug)).OfType<Term>()];
    }

    private static string? Web(string address) => WebAddress.Clean(address) is { } clean && clean.StartsWith("http", StringComparison.Ordinal) ? clean : null;

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^[A-Za-z0-9.+-]{2,60}$")]
    private static partial Regex Spdx();

    [GeneratedRegex(@"^(.+?)\s*\(([^()]*)\)$")]
    private static partial Regex Bracket();
}
