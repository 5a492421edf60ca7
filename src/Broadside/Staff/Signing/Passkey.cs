namespace Broadside.Staff.Signing;

/// <summary>A passkey: the public half of a key that a person's device or password manager holds.</summary>
public sealed class Passkey
{
    /// <summary>The credential's id, base64url.</summary>
    public required string Id { get; init; }

    public required string StaffId { get; init; }

    public required string Name { get; set; }

    /// <summary>COSE key, base64url.</summary>
    public required string PublicKey { get; init; }

    public long SignCount { get; set; }

    /// <summary>Words of the standard, divided by spaces.</summary>
    public required string Transports { get; init; }

    public bool UserVerified { get; init; }

    public bool BackupEligible { get; init; }

    public bool BackedUp { get; set; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
