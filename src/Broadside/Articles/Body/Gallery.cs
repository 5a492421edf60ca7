namespace Broadside.Articles.Body;

public sealed record Gallery : Block
{
    public required IReadOnlyList<Figure> Figures { get; init; }

    public string? Caption { get; init; }
}
