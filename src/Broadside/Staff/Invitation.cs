namespace Broadside.Staff;

/// <summary>A one-time link: to set up a newsroom, to join its staff, or to find a new way in. The table keeps its hash alone.</summary>
public sealed class Invitation
{
    public required string Id { get; init; }

    public InvitationKind Kind { get; init; }

    public required string TokenHash { get; init; }

    public Role Role { get; init; }

    /// <summary>Proposed; who joins may change it.</summary>
    public required string Name { get; init; }

    /// <summary>Proposed, or empty.</summary>
    public required string Email { get; init; }

    /// <summary>Whose way in it renews.</summary>
    public string? StaffId { get; init; }

    public required string MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    /// <summary>Absent: ends when it is used or another takes its place.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    public string Subject => "invitation/" + Id;
}

public enum InvitationKind
{
    SetUp,
    Join,
    Reset,
}
