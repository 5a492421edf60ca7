namespace Broadside.Media;

/// <summary>One file of the library as the database knows it. The bytes never change; the words about them may.</summary>
public sealed class MediaFile
{
    /// <summary>SHA-256 of the bytes as they are kept: cleaned of what they told about places and people.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the bytes as they came, so that the same file sent twice is found before it is cleaned again.</summary>
    public required string OriginalSha256 { get; init; }

    /// <summary>What the sender called it, for people to read; no path, no control characters.</summary>
    public required string Name { get; init; }

    /// <summary>As <c>image/jpeg</c>; found from the bytes.</summary>
    public required string MediaType { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Pixels, upright; absent for what is no picture.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>Length of a sound or film, rounded; absent where the file does not say.</summary>
    public int? Seconds { get; init; }

    /// <summary>More than one frame: shown as it is, since renditions hold the first frame alone.</summary>
    public bool Animated { get; init; }

    public string? Title { get; set; }

    public string? Credit { get; set; }

    public string? CreditUrl { get; set; }

    public string? Alt { get; set; }

    public string? Caption { get; set; }

    /// <summary>Under what conditions it may be used, as the one who made it says.</summary>
    public string? Licence { get; set; }

    /// <summary>What must stay in view when it is cropped: thousandths from the left and the top; absent: the middle.</summary>
    public int? FocalX { get; set; }

    public int? FocalY { get; set; }

    /// <summary>Everything that can be searched for, folded. Follows the words by itself.</summary>
    public string Search
    {
        get => SearchWords.Fold(string.Join(' ', Name, Title, Credit, Alt, Caption, Licence));
        private set => _ = value;
    }

    /// <summary>Where it was fetched from.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>"import RUN"; absent when a person added it.</summary>
    public string? Source { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
