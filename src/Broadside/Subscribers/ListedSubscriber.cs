namespace Broadside.Subscribers;

/// <summary>A subscriber as commands and the person's own file tell of them.</summary>
public sealed record ListedSubscriber
{
    public ListedSubscriber(Subscriber subscriber)
    {
        (Number, Address, State, Cadence, Topics) = (subscriber.Number, subscriber.Address, subscriber.State, subscriber.Cadence, subscriber.TopicList());
        (Language, TimeZone, Hour) = (subscriber.Language, subscriber.Zone, subscriber.Hour);
        (Source, ConsentSource, ConsentText) = (subscriber.Source, subscriber.ConsentSource, subscriber.ConsentText);
        (CreatedAt, AskedAt, ConfirmedAt, PausedUntil, LeftAt) = (subscriber.CreatedAt, subscriber.AskedAt, subscriber.ConfirmedAt, subscriber.PausedUntil, subscriber.LeftAt);
        SoftBounces = subscriber.SoftBounces;
    }

    public long Number { get; }

    public string Address { get; }

    public SubscriberState State { get; }

    public Cadence Cadence { get; }

    public IReadOnlyList<string> Topics { get; }

    public string Language { get; }

    public string TimeZone { get; }

    public int? Hour { get; }

    public string Source { get; }

    public string ConsentSource { get; }

    public string ConsentText { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset? AskedAt { get; }

    public DateTimeOffset? ConfirmedAt { get; }

    public DateTimeOffset? PausedUntil { get; }

    public DateTimeOffset? LeftAt { get; }

    public int SoftBounces { get; }
}
