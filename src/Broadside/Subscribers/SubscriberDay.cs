namespace Broadside.Subscribers;

/// <summary>How many came and went on a day: growth without persons.</summary>
public sealed class SubscriberDay
{
    /// <summary>In UTC, as "2026-11-22".</summary>
    public required string Day { get; init; }

    public required ListEvent Event { get; init; }

    public required long Count { get; set; }
}

/// <summary>What changes the length of the list. Joined and imported add to it, the others take away.</summary>
public enum ListEvent
{
    Joined,
    Left,
    Bounced,
    Complained,

    /// <summary>Brought over as confirmed.</summary>
    Imported,
}
