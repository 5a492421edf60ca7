namespace Broadside.Site.Appearance;

/// <summary>Part "notice" of the site record: what the outlet tells readers on every page, since when and until when.</summary>
public sealed record Notice
{
    public const string Part = "notice";

    /// <summary>By language of the interface ("en"); a page in another language shows none.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>A path of this site where it leads.</summary>
    public string? Address { get; init; }

    /// <summary>When it went up; absent: there is none.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When it comes down by itself; absent: when somebody takes it down.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
