using Broadside.Guard;

namespace Broadside.Articles;

/// <summary>A published article or page, or what is left of one that was taken down, as the signed head knows it.</summary>
public sealed class CatalogueEntry
{
    public required string Id { get; init; }

    public required LiveVersion Version { get; init; }

    public string Address { get; internal set; } = "";

    public bool IsPage { get; internal set; }

    /// <summary>Taken down: its addresses answer 410.</summary>
    public bool IsGone => Version.Kind == VersionKind.Takedown;

    public string Language { get; internal set; } = "";

    public DateTimeOffset PublishedAt => At(PublishedMicros);

    public DateTimeOffset? UpdatedAt => UpdatedMicros == 0 ? null : At(UpdatedMicros);

    public string[] Former { get; internal set; } = [];

    public string[] Topics { get; internal set; } = [];

    public string[] Tags { get; internal set; } = [];

    public string[] People { get; internal set; } = [];

    public string? Series { get; internal set; }

    public string? Group { get; internal set; }

    internal MediaKey[] Media { get; set; } = [];

    public bool HasAudio { get; internal set; }

    public bool IsCorrected { get; internal set; }

    internal long PublishedMicros { get; set; }

    /// <summary>0: not since it was published.</summary>
    internal long UpdatedMicros { get; set; }

    /// <summary>As "2026-11"; UTC.</summary>
    internal string Month { get; set; } = "";

    /// <summary>The lists that it stands on: the beginning of each key and its rest.</summary>
    internal IEnumerable<(string Start, string Word)> Lists()
    {
        if (IsGone)
        {
            yield break;
        }
        if (IsPage)
        {
            yield return (ListKey.Pages, "");
            yield break;
        }
        yield return (ListKey.All, "");
        yield return (ListKey.LanguageStart, Language);
        yield return (ListKey.MonthStart, Month);
        foreach (var slug in Topics)
        {
            yield return (ListKey.TopicStart, slug);
        }
        foreach (var slug in Tags)
        {
            yield return (ListKey.TagStart, slug);
        }
        foreach (var slug in People)
        {
            yield return (ListKey.PersonStart, slug);
        }
        if (Series is not null)
        {
            yield return (ListKey.SeriesStart, Series);
        }
        if (HasAudio)
        {
            yield return (ListKey.Audio, "");
        }
        if (IsCorrected)
        {
            yield return (ListKey.Corrected, "");
        }
    }

    internal bool StandsOn(string list) => Lists().Any(l => list.StartsWith(l.Start, StringComparison.Ordinal) && list.AsSpan(l.Start.Length).SequenceEqual(l.Word));

    /// <summary>Where a draft would stand, for its preview.</summary>
    internal static CatalogueEntry OfDraft(ArticleContent content, CatalogueEntry? live) => new()
    {
        Id = content.Id,
        Version = live?.Version ?? new LiveVersion { Subject = Article.Subject(content.Id), Seq = 0, Number = 0, Kind = VersionKind.Publish, Sha256 = new string('0', 64), SettledAt = DateTimeOffset.UnixEpoch },
        Address = content.Address,
        IsPage = content.Kind == ArticleKind.Page,
        Language = content.Language,
        Group = content.TranslationGroup,
        PublishedMicros = ((content.PublishedAt ?? DateTimeOffset.UnixEpoch) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
    };

    private static DateTimeOffset At(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
