using Broadside.Mail.Inbound;

namespace Broadside.Subscribers;

/// <summary>Mail that came back and was counted: the same message heard twice counts once.</summary>
public sealed class SubscriberReturn
{
    /// <summary>Of the message that came back.</summary>
    public required string Hash { get; init; }

    public required long Subscriber { get; init; }

    public required MailReturn Kind { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset HeardAt { get; init; }
}
