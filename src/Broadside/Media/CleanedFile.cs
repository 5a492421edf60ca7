namespace Broadside.Media;

/// <summary>What a file came to after it was judged and cleaned in place.</summary>
internal sealed record CleanedFile(MediaType Type)
{
    public int? Width { get; init; }

    public int? Height { get; init; }

    public int? Seconds { get; init; }

    public bool Animated { get; init; }

    public FileWords Words { get; init; } = new();
}
