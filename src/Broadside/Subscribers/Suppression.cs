namespace Broadside.Subscribers;

/// <summary>An address that no import may bring back. Only a keyed hash of it is kept, so it outlives the person's erasure.</summary>
public sealed class Suppression
{
    public required string AddressHmac { get; init; }

    public required SuppressionReason Reason { get; set; }

    public required DateTimeOffset Since { get; set; }

    /// <summary>Null: for good, or until the person signs up again and confirms it.</summary>
    public DateTimeOffset? Until { get; set; }
}

public enum SuppressionReason
{
    Left,
    Bounced,
    Complained,
    Erased,

    /// <summary>Was asked after an import and did not answer: once is enough.</summary>
    Asked,
}
