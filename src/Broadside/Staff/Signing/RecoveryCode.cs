namespace Broadside.Staff.Signing;

/// <summary>One of ten words that stand in for a code, each once; only its keyed hash is kept.</summary>
public sealed class RecoveryCode
{
    public required string Hash { get; init; }

    public required string StaffId { get; init; }
}
