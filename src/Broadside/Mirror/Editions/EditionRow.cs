namespace Broadside.Mirror.Editions;

/// <summary>An edition that was made.</summary>
public sealed class EditionRow
{
    public required long Number { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>SHA-256 over the names and sums of all its files but the manifest, and over what the manifest says besides number and times.</summary>
    public required string ContentSha256 { get; init; }

    /// <summary>SHA-256 of its <c>SHA256SUMS</c>, which the next edition names.</summary>
    public required string SumsSha256 { get; init; }

    /// <summary><c>edition.json</c></summary>
    public required string Manifest { get; init; }

    public int Files { get; init; }

    public long Bytes { get; init; }
}
