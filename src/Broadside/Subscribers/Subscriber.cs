namespace Broadside.Subscribers;

/// <summary>Somebody who asked for the outlet's mail, with what they agreed to and when.</summary>
public sealed class Subscriber
{
    /// <summary>Given by the database, never again to somebody else: links and return paths carry it.</summary>
    public long Number { get; init; }

    /// <summary>As it was given: letters outside ASCII stay what they are.</summary>
    public required string Address { get; set; }

    /// <summary>What makes two addresses the same (<see cref="SubscriberAddress"/>).</summary>
    public required string AddressKey { get; set; }

    public SubscriberState State { get; set; }

    public Cadence Cadence { get; set; }

    /// <summary>Slugs, sorted, each between blanks, as <c>" economy politics "</c>; empty: everything.</summary>
    public string Topics { get; set; } = "";

    /// <summary>BCP 47, one that the outlet's interface speaks.</summary>
    public required string Language { get; set; }

    /// <summary>IANA.</summary>
    public required string Zone { get; set; }

    /// <summary>Local hour at which mail is wanted, 0 to 23; null: the outlet's own.</summary>
    public int? Hour { get; set; }

    /// <summary>What they were told when they agreed, in its words.</summary>
    public string ConsentText { get; set; } = "";

    /// <summary>Where they agreed: "form", or what the list that was brought over says.</summary>
    public string ConsentSource { get; set; } = "";

    /// <summary>How they came here: "form", "command", "import list.csv".</summary>
    public string Source { get; init; } = "";

    /// <summary>When they were last asked by mail; null: never by this newsroom.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>While they pause: until when; null: until they say so.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>How often in a row mail did not get through for now.</summary>
    public int SoftBounces { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>On the list, whether mail goes out now or after a pause.</summary>
    public bool IsOnList => State is SubscriberState.Confirmed or SubscriberState.Paused;

    /// <summary>What the audit log calls them: no address stands in it.</summary>
    public string Subject => $"subscriber/{Number}";

    public static string TopicsOf(IEnumerable<string> slugs)
    {
        var sorted = string.Join(' ', slugs.Where(s => s.Length is > 0 and <= 100 && s.All(c => char.IsLetterOrDigit(c) || c is '-' or '_')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(50));
        return sorted.Length == 0 ? "" : $" {sorted} ";
    }

    public IReadOnlyList<string> TopicList() => Topics.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Only <see cref="Confirmed"/> gets mail.</summary>
public enum SubscriberState
{
    /// <summary>Has not said yes yet.</summary>
    Asked,
    Confirmed,
    Paused,
    Left,

    /// <summary>There is no such mailbox, or mail never got through.</summary>
    Bounced,

    /// <summary>Called our mail spam.</summary>
    Complained,
}

public enum Cadence
{
    Daily,
    Weekly,

    /// <summary>Each article as it comes.</summary>
    Every,
}
