namespace Broadside.Articles.Body;

/// <summary>A picture with all that belongs to it. Without <see cref="Media"/> the picture is missing: caption and credit still stand, no image is drawn.</summary>
public sealed record Figure : Block
{
    /// <summary>SHA-256 of the file in the media library; absent while the file is missing.</summary>
    public string? Media { get; init; }

    /// <summary>Of a moving picture alone ("image/gif"): it is shown as it is, since renditions hold one frame.</summary>
    public string? Moving { get; init; }

    /// <summary>Where the file was to come from, while it is missing.</summary>
    public string? Source { get; init; }

    /// <summary>What the picture shows, for those who cannot see it. Empty and <see cref="Decorative"/>: nothing to say.</summary>
    public string? Alt { get; init; }

    public bool Decorative { get; init; }

    public string? Caption { get; init; }

    public IReadOnlyList<Mark>? CaptionMarks { get; init; }

    public string? Credit { get; init; }

    public string? CreditUrl { get; init; }

    /// <summary>Pixels of the original, so that nothing moves while it loads.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>What must stay in view when cropped: thousandths from the left and the top; absent: the middle.</summary>
    public int? FocalX { get; init; }

    public int? FocalY { get; init; }

    /// <summary>How wide it stands: within the text, beyond it, or across the page.</summary>
    public FigureSize Size { get; init; }

    /// <summary>An address that the picture leads to.</summary>
    public string? Link { get; init; }
}

public enum FigureSize
{
    Text,
    Wide,
    Full,
}
