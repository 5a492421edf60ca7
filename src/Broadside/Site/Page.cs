namespace Broadside.Site;

/// <summary>What a reader gets at an address: a pure function of published content, the same bytes for everyone.</summary>
public sealed record Page(string ContentType, byte[] Body)
{
    public int Status { get; init; } = 200;

    /// <summary>The article it shows, whose reads are counted.</summary>
    public string? ArticleId { get; init; }

    /// <summary>Its address holds its content's hash: browsers may keep it for ever.</summary>
    public bool IsImmutable { get; init; }

    /// <summary>A Content-Security-Policy of its own, for a file that runs; null: what its kind has.</summary>
    public string? Policy { get; init; }

    /// <summary>The same page at the outlet's onion address, for Tor Browser to offer; null: none.</summary>
    public string? Onion { get; init; }

    /// <summary>HTML, with the strict policy; anything else gets one that allows nothing.</summary>
    public bool IsHtml => ContentType.StartsWith("text/html", StringComparison.Ordinal);
}
