using System.Globalization;
using Broadside.Kit;

namespace Broadside.Articles.Details;

/// <summary>What the form of an article's details holds: everything about it that is not its text, as a person types it.</summary>
public sealed record DetailsForm
{
    /// <summary>Absent once it is published: its address follows from it.</summary>
    public ArticleKind? Kind { get; init; }

    public string? Slug { get; init; }

    public string? Label { get; init; }

    public string? Language { get; init; }

    /// <summary>One a line: "Ana Ruiz", or "Ben Okri (photo)".</summary>
    public string? Bylines { get; init; }

    /// <summary>Slug of the topic that comes first.</summary>
    public string? Section { get; init; }

    /// <summary>Slugs of topics, the section perhaps among them.</summary>
    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>Names parted by commas.</summary>
    public string? Tags { get; init; }

    public string? Series { get; init; }

    public string? Part { get; init; }

    /// <summary>Address or id of the same article in another language.</summary>
    public string? TranslationOf { get; init; }

    /// <summary>SHA-256 of the lead picture.</summary>
    public string? Lead { get; init; }

    public string? LeadAlt { get; init; }

    public string? LeadCaption { get; init; }

    public string? LeadCredit { get; init; }

    /// <summary>What of it must stay in view: per cent from the left.</summary>
    public string? LeadX { get; init; }

    /// <summary>Per cent from the top.</summary>
    public string? LeadY { get; init; }

    /// <summary>Addresses or ids, one a line.</summary>
    public string? Related { get; init; }

    public string? Summary { get; init; }

    public string? SearchTitle { get; init; }

    public string? Canonical { get; init; }

    public string? FirstPublishedBy { get; init; }

    public string? FirstPublishedUrl { get; init; }

    /// <summary>SPDX id.</summary>
    public string? Licence { get; init; }

    /// <summary>By which the form knows whether somebody changed the details since it was opened.</summary>
    public string Mark() => CanonicalJson.Sha256(CanonicalJson.Bytes(this))[..16];

    /// <param name="addressOf">Address of an article by its id, or the id where it has none.</param>
    public static DetailsForm Of(ArticleContent content, string? translationOf, Func<string, string> addressOf) => new()
    {
        Kind = content.Address.Length == 0 ? content.Kind : null,
        Slug = content.Slug,
        Label = content.Label,
        Language = content.Language,
        Bylines = string.Join('\n', content.Bylines.Select(b => b.Role == "words" ? b.Name : $"{b.Name} ({b.Role})")),
        Section = content.Topics is [var section, ..] ? section.Slug : "",
        Topics = [.. content.Topics.Skip(1).Select(t => t.Slug)],
        Tags = string.Join(", ", content.Tags.Select(t => t.Name)),
        Series = content.Series?.Name,
        Part = content.Series?.Part.ToString(CultureInfo.InvariantCulture),
        TranslationOf = translationOf,
        Lead = content.Lead?.Media,
        LeadAlt = content.Lead?.Alt,
        LeadCaption = content.Lead?.Caption,
        LeadCredit = content.Lead?.Credit,
        LeadX = content.Lead is { Media: not null } lead ? Percent(lead.FocalX) : null,
        LeadY = content.Lead is { Media: not null } picture ? Percent(picture.FocalY) : null,
        Related = string.Join('\n', content.Related.Select(addressOf)),
        Summary = content.Summary,
        SearchTitle = content.SearchTitle,
        Canonical = content.CanonicalUrl,
        FirstPublishedBy = content.FirstPublishedBy,
        FirstPublishedUrl = content.FirstPublishedUrl,
        Licence = content.Licence,
    };

    /// <summary>As the form shows a focal point; the middle where there is none.</summary>
    internal static string Percent(int? thousandths) => ((thousandths ?? 500) / 10).ToString(CultureInfo.InvariantCulture);
}
