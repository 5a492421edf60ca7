namespace Broadside.Media;

/// <summary>What a file says about itself, offered where the sender says nothing.</summary>
internal sealed record FileWords
{
    public string? Title { get; init; }

    public string? Credit { get; init; }

    public string? Alt { get; init; }

    public string? Caption { get; init; }
}
