namespace Broadside.Articles.Export;

/// <summary>What an export holds. <paramref name="Missing"/> names media files of the library that are not in the data folder, <paramref name="Unreadable"/> published articles of which no good copy is left.</summary>
public sealed record ExportReport(string Format, string Path, IReadOnlyList<string> Missing, IReadOnlyList<string> Unreadable)
{
    public int Articles { get; init; }

    public int Pages { get; init; }

    /// <summary>Of articles and pages, those not published.</summary>
    public int Drafts { get; init; }

    /// <summary>Of articles and pages, those withdrawn: their text does not leave the newsroom, the reason does.</summary>
    public int Withdrawn { get; init; }

    /// <summary>Published ones with a next version in the making.</summary>
    public int Pending { get; init; }

    public int People { get; init; }

    public int Topics { get; init; }

    public int Tags { get; init; }

    public int Series { get; init; }

    public int Comments { get; init; }

    /// <summary>Earlier addresses that lead to an article, and the outlet's own redirects.</summary>
    public int Redirects { get; init; }

    public int Media { get; init; }
}
