namespace Broadside.Articles;

/// <summary>Part "menus": what stands in the head and foot of every page.</summary>
public sealed record Menus
{
    public const string Part = "menus";

    public IReadOnlyList<MenuItem> Head { get; init; } = [];

    public IReadOnlyList<MenuItem> Foot { get; init; } = [];
}

/// <summary>Address: a path from the root. Language: shown only on pages in it; absent: on all.</summary>
public sealed record MenuItem(string Name, string Address, string? Language = null);

/// <summary>Part "curation": what the editors put on the front page.</summary>
public sealed record Curation
{
    public const string Part = "curation";

    public IReadOnlyList<FrontCuration> Fronts { get; init; } = [];
}

/// <summary>Of one language's front page: ids of the lead and the second rank, slugs of the sections in order. What is missing is filled with the latest.</summary>
public sealed record FrontCuration(string Language, IReadOnlyList<string> Lead, IReadOnlyList<string> Sections);

/// <summary>Part "people".</summary>
public sealed record PeoplePart
{
    public const string Part = "people";

    public IReadOnlyList<PersonCard> People { get; init; } = [];
}

public sealed record PersonCard(string Slug, string Name, string? Role = null, string? Bio = null, string? Photo = null, IReadOnlyList<string>? Links = null);

/// <summary>Part "topics".</summary>
public sealed record TopicsPart
{
    public const string Part = "topics";

    public IReadOnlyList<TopicCard> Topics { get; init; } = [];
}

public sealed record TopicCard(string Slug, string Name, string? Description = null, string? Parent = null, int Position = 0);

/// <summary>Part "redirects": addresses that lead elsewhere on this site, beside those that articles hold themselves.</summary>
public sealed record Redirects
{
    public const string Part = "redirects";

    public IReadOnlyDictionary<string, string> Paths { get; init; } = new Dictionary<string, string>();
}

/// <summary>Content of a <c>comments/ARTICLE</c> version: the approved comments, oldest first.</summary>
public sealed record CommentsContent
{
    public int V { get; init; } = 1;

    public required string Article { get; init; }

    public IReadOnlyList<PublicComment> Comments { get; init; } = [];
}

public sealed record PublicComment(string Id, string? Parent, string Author, string? AuthorUrl, string Text, DateTimeOffset At);

/// <summary>Content of a takedown: what the 410 page says.</summary>
public sealed record Tombstone
{
    public int V { get; init; } = 1;

    public required string Id { get; init; }

    public required string Address { get; init; }

    public string Language { get; init; } = "en";

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }
}
