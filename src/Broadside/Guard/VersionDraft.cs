using System.Text.Json;

namespace Broadside.Guard;

/// <summary>What a module wants signed. <see cref="Content"/> is canonical JSON; <see cref="Card"/> is the little that lists and look-ups need, signed along.</summary>
public sealed record VersionDraft
{
    /// <summary>"article/ID", "site/identity"…</summary>
    public required string Subject { get; init; }

    public required byte[] Content { get; init; }

    public required VersionKind Kind { get; init; }

    public required string Why { get; init; }

    public required Actor Who { get; init; }

    /// <summary>Outside hosts that the content links to or shows.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    public JsonElement? Card { get; init; }

    /// <summary>When mirrors, digest and hooks may take it; absent: at once.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}
