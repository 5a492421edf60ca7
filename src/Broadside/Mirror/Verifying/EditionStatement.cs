using System.Text.Json;
using Broadside.Kit;

namespace Broadside.Mirror.Verifying;

/// <summary>What <c>edition.json</c> says, as read from a place that nobody has to believe; instants are in UTC.</summary>
public sealed record EditionStatement
{
    public int V { get; init; }

    /// <summary>The outlet's address, as <c>https://example.org</c>.</summary>
    public string Site { get; init; } = "";

    public long Number { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>SHA-256 of the SHA256SUMS before.</summary>
    public string? Previous { get; init; }

    public IReadOnlyList<string> Mirrors { get; init; } = [];

    public string? Onion { get; init; }

    public StatedKeys Keys { get; init; } = new();

    /// <summary>Where forms post to.</summary>
    public IReadOnlyList<string> Forms { get; init; } = [];

    /// <summary>SHA-256 of contents that were taken back.</summary>
    public IReadOnlyList<string> Withdrawn { get; init; } = [];

    public string? AuditHead { get; init; }

    /// <summary>Null where it is none.</summary>
    public static EditionStatement? Read(byte[] json)
    {
        try
        {
            var read = CanonicalJson.Read<EditionStatement>(json);
            return read.V == 1 && read.Number > 0 && read.Site.Length > 0 && read.Keys is { Site: not null } && read.Mirrors is not null && read.Forms is not null && read.Withdrawn is not null ? read : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Hosts that are the site's own: address, mirrors, onion, where its forms go.</summary>
    public IReadOnlySet<string> OwnHosts() => new[] { Site, Onion }.Concat(Mirrors).Concat(Forms)
        .Select(a => a is null || !Uri.TryCreate(a.Contains("://", StringComparison.Ordinal) ? a : "http://" + a, UriKind.Absolute, out var uri) ? null : uri.IdnHost)
        .OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Public lines <c>RW…</c> of the keys, and the root's word for the site key.</summary>
public sealed record StatedKeys
{
    public string? Root { get; init; }

    public string Site { get; init; } = "";

    /// <summary>Base64; of the text in <see cref="Guard.SiteKeyCertificate"/>.</summary>
    public string? SiteSignedByRoot { get; init; }

    /// <summary>When the root's word ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
