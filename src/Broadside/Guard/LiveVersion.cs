namespace Broadside.Guard;

/// <summary>The version of a subject that readers get, and where its content lies in <c>versions/</c>.</summary>
public sealed class LiveVersion
{
    public required string Subject { get; init; }

    public required long Seq { get; init; }

    public required int Number { get; init; }

    public required VersionKind Kind { get; init; }

    /// <summary>SHA-256 of the content, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    public required DateTimeOffset SettledAt { get; init; }

    internal int File { get; init; }

    internal long Offset { get; init; }

    internal int Length { get; init; }

    public string Sha256 => Convert.ToHexStringLower(Hash);
}
