namespace Broadside.Mail.Inbound;

/// <summary>What is done with one message of a mailbox; true where it was about a message of ours and is dealt with.</summary>
internal delegate Task<bool> TakeOne(byte[] message, CancellationToken cancel);

/// <summary>A mailbox at some provider, in one of the languages that mailboxes speak.</summary>
internal interface IMailbox
{
    MailboxKind Kind { get; }

    /// <summary>Hands over what was not handed over before.</summary>
    /// <returns>How many messages there were.</returns>
    Task<int> EmptyAsync(TakeOne take, CancellationToken cancel);
}
