namespace Broadside.Staff.Signing;

/// <summary>A browser in which this person has signed in before: failures of strangers do not slow it down.</summary>
public sealed class Device
{
    public required string TokenHash { get; init; }

    public required string StaffId { get; init; }

    public DateTimeOffset SeenAt { get; set; }
}
