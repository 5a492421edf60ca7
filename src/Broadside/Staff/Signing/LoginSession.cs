namespace Broadside.Staff.Signing;

/// <summary>A browser in which somebody has signed in. The cookie's hash stands here, never the cookie.</summary>
public sealed class LoginSession
{
    public required string Id { get; init; }

    public required string StaffId { get; init; }

    public required string TokenHash { get; init; }

    public required string Network { get; init; }

    public required string Agent { get; init; }

    public DateTimeOffset BegunAt { get; init; }

    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Whatever is done in it, it ends then.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>When the person last showed that it is they.</summary>
    public DateTimeOffset ShownAt { get; set; }

    public Proof ShownBy { get; set; }
}

public enum Proof
{
    Password,
    Passkey,

    /// <summary>A one-time link.</summary>
    Link,
}
