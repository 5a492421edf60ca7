namespace Broadside.Guard.Keys;

/// <summary>How far the signed head reached when an edition was issued: what stood in it then was seen by every mirror.</summary>
public sealed class EditionMark
{
    public required long Number { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required long Seq { get; init; }
}
