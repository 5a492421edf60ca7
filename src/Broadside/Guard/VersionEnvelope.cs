using System.Text.Json;

namespace Broadside.Guard;

/// <summary>What is signed: everything about a version but its content, and the content's SHA-256.</summary>
public sealed record VersionEnvelope
{
    public int V { get; init; } = 1;

    /// <summary>Position in the one row of all versions of this newsroom, without gaps from 1.</summary>
    public required long Seq { get; init; }

    public required string Subject { get; init; }

    /// <summary>Counts the subject's versions, without gaps from 1.</summary>
    public required int Number { get; init; }

    public required VersionKind Kind { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the subject's version before.</summary>
    public string? Previous { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset SettledAt { get; init; }

    public required string Who { get; init; }

    public required string Why { get; init; }

    public IReadOnlyList<string> Hosts { get; init; } = [];

    public JsonElement? Card { get; init; }

    /// <summary>Id of the key that signed.</summary>
    public required string Key { get; init; }
}
