using System.Text.Json.Serialization;

namespace Broadside.Mirror.Editions;

/// <summary><c>edition.json</c>, with the keys that other programs rely on; canonical JSON, absent values as null.</summary>
public sealed record EditionManifest
{
    public int V { get; init; } = 1;

    /// <summary>The outlet's public address.</summary>
    public required string Site { get; init; }

    public required long Number { get; init; }

    /// <summary>ISO 8601, UTC, whole seconds.</summary>
    public required string IssuedAt { get; init; }

    /// <summary>After it, a copy is too old to be believed.</summary>
    public required string ExpiresAt { get; init; }

    /// <summary>SHA-256 of the list of sums of the edition before; null for the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Previous { get; init; }

    /// <summary>Public addresses of the mirrors.</summary>
    public required IReadOnlyList<string> Mirrors { get; init; }

    /// <summary>The onion service's address; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Onion { get; init; }

    public required EditionKeys Keys { get; init; }

    /// <summary>Addresses that forms on these pages are sent to: the outlet's own.</summary>
    public required IReadOnlyList<string> Forms { get; init; }

    /// <summary>SHA-256 of files that earlier editions held and nobody may serve any more.</summary>
    public required IReadOnlyList<string> Withdrawn { get; init; }

    /// <summary>Hash of the audit log's last row when the edition was made; null while it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? AuditHead { get; init; }
}

/// <summary>The keys by which an edition is checked.</summary>
public sealed record EditionKeys
{
    /// <summary>Minisign public-key line; null until one is made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Root { get; init; }

    /// <summary>Minisign public-key line, <c>RW…</c></summary>
    public required string Site { get; init; }

    /// <summary>The root key's signature over the site key and its expiry, base64; null until there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? SiteSignedByRoot { get; init; }

    /// <summary>When the root key's word for the site key ends; null as long as it has given none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ExpiresAt { get; init; }
}
