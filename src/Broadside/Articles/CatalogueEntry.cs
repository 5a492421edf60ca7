using Broadside.Guard;

namespace Broadside.Articles;

/// <summary>A published article or page, or what is left of one that was taken down, as the signed head knows it.</summary>
public sealed class CatalogueEntry
{
    public required string Id { get; init; }

    public required LiveVersion Version { get; init; }

    public required string Address { get; init; }

    public required bool IsPage { get; init; }

    /// <summary>Taken down: its addresses answer 410.</summary>
    public required bool IsGone { get; init; }

    public required string Language { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public string[] Former { get; init; } = [];

    public string[] Topics { get; init; } = [];

    public string[] Tags { get; init; } = [];

    public string[] People { get; init; } = [];

    public string? Series { get; init; }

    public string? Group { get; init; }

    public UInt128[] Media { get; init; } = [];

    public bool HasAudio { get; init; }

    public bool IsCorrected { get; init; }

    /// <summary>Keys of the lists that it stands on.</summary>
    public IEnumerable<string> Lists()
    {
        if (IsGone || IsPage)
        {
            return IsGone ? [] : [ListKey.Pages];
        }
        List<string> keys = [ListKey.All, ListKey.Language(Language), ListKey.Month(PublishedAt)];
        keys.AddRange(Topics.Select(ListKey.Topic));
        keys.AddRange(Tags.Select(ListKey.Tag));
        keys.AddRange(People.Select(ListKey.Person));
        if (Series is not null)
        {
            keys.Add(ListKey.Series(Series));
        }
        if (HasAudio)
        {
            keys.Add(ListKey.Audio);
        }
        if (IsCorrected)
        {
            keys.Add(ListKey.Corrected);
        }
        return keys.Distinct();
    }
}
