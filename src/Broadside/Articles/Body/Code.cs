namespace Broadside.Articles.Body;

/// <summary>Text kept exactly as typed.</summary>
public sealed record Code : Block
{
    public required string Text { get; init; }

    public string? Language { get; init; }
}
