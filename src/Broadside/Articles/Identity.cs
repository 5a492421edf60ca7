using Broadside.Themes;

namespace Broadside.Articles;

/// <summary>Part "identity" of the site record: who the outlet is.</summary>
public sealed record Identity
{
    public const string Part = "identity";

    public string Name { get; init; } = "A new newsroom";

    public string? Tagline { get; init; }

    public string? Description { get; init; }

    /// <summary>The language of <c>/</c>; others have a front page at <c>/xx/</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>IANA zone in which dates are told.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Six hexadecimal digits; absent: the theme's own.</summary>
    public string? Accent { get; init; }

    /// <summary>Address that readers may write to.</summary>
    public string? Contact { get; init; }

    /// <summary>Where articles live: {year}, {month}, {day}, {slug}.</summary>
    public string AddressPattern { get; init; } = "/{year}/{month}/{slug}/";

    /// <summary>SPDX id of the licence for articles that name none; absent: all rights reserved.</summary>
    public string? Licence { get; init; }

    /// <summary>Of <see cref="Themes.Faces"/>; absent: the theme's own.</summary>
    public string? Face { get; init; }

    /// <summary>Of <see cref="Themes.Looks"/>; absent: the theme as it is.</summary>
    public string? Look { get; init; }

    /// <summary>SHA-256 of a picture in the media library.</summary>
    public string? Logo { get; init; }

    /// <summary>In pixels, so that nothing on a page moves when the logo comes.</summary>
    public int? LogoWidth { get; init; }

    public int? LogoHeight { get; init; }

    /// <summary>Address of the page that says how the outlet works, for search engines.</summary>
    public string? PublishingPrinciples { get; init; }

    public string? CorrectionsPolicy { get; init; }

    public string? OwnershipPage { get; init; }

    /// <summary>What the theme is to wear.</summary>
    public Choice Wears() => new(Accent is { } accent ? Themes.Accent.From("#" + accent) : Themes.Accent.Standard, Face, Look);

    public TimeZoneInfo Zone() => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
