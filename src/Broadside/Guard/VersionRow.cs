using System.Text;

namespace Broadside.Guard;

/// <summary>A signed version as it stands in the database. Append-only; the columns but <see cref="Envelope"/>, <see cref="Signature"/> and <see cref="Content"/> are an index.</summary>
public sealed class VersionRow
{
    public required long Seq { get; init; }

    public required string Subject { get; init; }

    public required int Number { get; init; }

    public required VersionKind Kind { get; init; }

    public required string Sha256 { get; init; }

    public string? Previous { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Canonical JSON of the <see cref="VersionEnvelope"/>.</summary>
    public required string Envelope { get; init; }

    /// <summary>Base64 of the Ed25519 signature over the envelope.</summary>
    public required string Signature { get; init; }

    /// <summary>Canonical JSON; null once erased.</summary>
    public string? Content { get; init; }

    public byte[] ContentBytes() => Encoding.UTF8.GetBytes(Content ?? "");
}
