namespace Broadside.Guard;

/// <summary>Something that a person must know: what was found, about what, since when.</summary>
public sealed class Alarm
{
    public required string Id { get; init; }

    public required string Code { get; init; }

    public required string Subject { get; init; }

    public required string Message { get; set; }

    public required DateTimeOffset RaisedAt { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    /// <summary>How often it was seen since it was raised.</summary>
    public int Times { get; set; }

    public DateTimeOffset? ClearedAt { get; set; }

    /// <summary>When letters about it were posted; earlier than <see cref="RaisedAt"/>: about the time before.</summary>
    public DateTimeOffset? MailedAt { get; set; }

    /// <summary>When the webhook took it.</summary>
    public DateTimeOffset? HookedAt { get; set; }
}
