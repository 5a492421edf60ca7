namespace Broadside.Subscribers.Lists;

/// <summary>One person of a list that is brought over, as the old system has them.</summary>
public sealed record ListRow
{
    public required long Line { get; init; }

    public required SubscriberAddress Address { get; init; }

    public ListRowState State { get; init; }

    public Cadence Cadence { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];

    public string? Language { get; init; }

    public string? Zone { get; init; }

    public int? Hour { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    public string ConsentSource { get; init; } = "";

    public string ConsentText { get; init; } = "";

    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Where and when they agreed is known: without both nobody becomes confirmed.</summary>
    public bool HasConsent => HasDate && ConsentSource.Length > 0;

    /// <summary>When they agreed is known.</summary>
    public bool HasDate => State is ListRowState.On or ListRowState.Paused && ConfirmedAt is not null;
}

public enum ListRowState
{
    On,
    Paused,

    /// <summary>Never confirmed there either.</summary>
    Asked,
    Left,
    Bounced,
    Complained,
}
