namespace Broadside.Giving.Health;

/// <summary>A switch of the treasurer's, as "drive-mode".</summary>
public sealed class GivingSwitch
{
    public required string Name { get; init; }

    public required string Value { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
