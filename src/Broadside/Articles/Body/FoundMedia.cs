namespace Broadside.Articles.Body;

/// <summary>A file that is in the media library, as the importer found it for an address in the text. <paramref name="Media"/> is its SHA-256.</summary>
public sealed record FoundMedia(string Media)
{
    public int? Width { get; init; }

    public int? Height { get; init; }

    public string? Alt { get; init; }

    public string? Caption { get; init; }

    public string? Credit { get; init; }

    public string? CreditUrl { get; init; }

    public long? Bytes { get; init; }

    public string? MediaType { get; init; }

    public int? Seconds { get; init; }
}
