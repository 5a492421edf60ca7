namespace Broadside.Desk;

/// <summary>What one of the doctor's checks found when it last ran.</summary>
public sealed class CheckResult
{
    public required string Name { get; init; }

    /// <summary>JSON array of lines; empty when all was well.</summary>
    public required string Found { get; init; }

    public DateTimeOffset EndedAt { get; init; }
}
