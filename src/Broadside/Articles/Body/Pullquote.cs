namespace Broadside.Articles.Body;

/// <summary>Words of the article set large beside it; readers of feeds and mail do not get them twice.</summary>
public sealed record Pullquote : TextBlock
{
    public string? Cite { get; init; }
}
