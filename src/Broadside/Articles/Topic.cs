namespace Broadside.Articles;

/// <summary>A section or topic of the site, with an address of its own.</summary>
public sealed class Topic
{
    public required string Slug { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary>Slug of the topic above.</summary>
    public string? Parent { get; set; }

    /// <summary>Order among the sections; 0 first.</summary>
    public int Position { get; set; }

    public string? Source { get; set; }
}
