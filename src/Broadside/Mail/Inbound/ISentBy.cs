namespace Broadside.Mail.Inbound;

/// <summary>Knows by which route messages left and to whom: whoever sends messages of one use answers for them.</summary>
public interface ISentBy
{
    MailTokenUse Use { get; }

    /// <summary>Those of the messages that a route took, in any order.</summary>
    /// <param name="messages">The two numbers of each one's token.</param>
    /// <param name="cancel">Ends it.</param>
    Task<IReadOnlyList<SentMessage>> SentAsync(IReadOnlyCollection<(long First, long Second)> messages, CancellationToken cancel);
}
