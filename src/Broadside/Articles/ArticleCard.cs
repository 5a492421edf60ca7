using System.Text.Json;
using Broadside.Articles.Body;
using Broadside.Kit;

namespace Broadside.Articles;

/// <summary>What the signed head holds of an article, so that lists and look-ups need no database: instants in microseconds, media as the first 32 digits of their SHA-256.</summary>
public sealed record ArticleCard
{
    public required string Address { get; init; }

    public IReadOnlyList<string>? Former { get; init; }

    /// <summary>"page", else an article.</summary>
    public string? Kind { get; init; }

    public required string Lang { get; init; }

    public required long At { get; init; }

    public long? Updated { get; init; }

    public IReadOnlyList<string>? Topics { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<string>? People { get; init; }

    public string? Series { get; init; }

    public string? Group { get; init; }

    public IReadOnlyList<string>? Media { get; init; }

    public bool? Audio { get; init; }

    public bool? Corrected { get; init; }

    public static JsonElement Of(ArticleContent content)
    {
        var media = ContentWalk.Media(content).Select(sha => sha[..32]).Distinct().ToList();
        return JsonSerializer.SerializeToElement(
            new ArticleCard
            {
                Address = content.Address,
                Former = NullIfEmpty(content.FormerAddresses),
                Kind = content.Kind == ArticleKind.Page ? "page" : null,
                Lang = content.Language,
                At = Micros(content.PublishedAt ?? DateTimeOffset.UnixEpoch),
                Updated = content.UpdatedAt is { } updated ? Micros(updated) : null,
                Topics = NullIfEmpty([.. content.Topics.Select(t => t.Slug)]),
                Tags = NullIfEmpty([.. content.Tags.Select(t => t.Slug)]),
                People = NullIfEmpty([.. content.Bylines.Select(b => b.Slug).Distinct()]),
                Series = content.Series?.Slug,
                Group = content.TranslationGroup,
                Media = NullIfEmpty(media),
                Audio = content.Blocks.OfType<Audio>().Any(a => a.Media is not null) ? true : null,
                Corrected = content.Corrections.Count > 0 ? true : null,
            },
            CanonicalJson.Options);
    }

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string> list) => list.Count == 0 ? null : list;

    private static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
