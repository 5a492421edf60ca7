namespace Broadside.Articles.Export;

/// <summary>What belongs to the whole outlet, as it was last signed.</summary>
internal sealed record SiteFacts
{
    /// <summary>Without a slash at the end.</summary>
    public required string Address { get; init; }

    public required Identity Identity { get; init; }

    public required Menus Menus { get; init; }

    public required Curation Curation { get; init; }

    public required IReadOnlyDictionary<string, string> Redirects { get; init; }

    public required IReadOnlyList<PersonCard> People { get; init; }

    public required IReadOnlyList<TopicCard> Topics { get; init; }
}
