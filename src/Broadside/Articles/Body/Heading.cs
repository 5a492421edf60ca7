namespace Broadside.Articles.Body;

/// <summary>Level 2 to 4; 1 is the headline's.</summary>
public sealed record Heading : TextBlock
{
    public required int Level { get; init; }
}
