using Broadside.Kit;
using Broadside.Mail.Wire;

namespace Broadside.Mail.Inbound;

/// <summary>How mail comes back: settings <c>Mail:Inbound:…</c> Any of the ways, or several at once.</summary>
public sealed record InboundSettings
{
    /// <summary>Where to take mail by SMTP or LMTP, as <c>127.0.0.1:2525</c>. Unset: nowhere.</summary>
    public string? Listen { get; init; }

    /// <summary>Server of a mailbox that is looked into each minute. Unset: none is.</summary>
    public string? Host { get; init; }

    public int Port { get; init; } = 993;

    public WireSecurity Tls { get; init; } = WireSecurity.Tls;

    public string User { get; init; } = "";

    [Secret]
    public string Password { get; init; } = "";

    public MailboxKind Protocol { get; init; }

    /// <summary>What is done with a message of the mailbox that was understood; all others stay.</summary>
    public MailboxAfter After { get; init; }
}

/// <summary>The language that the mailbox's server speaks.</summary>
public enum MailboxKind
{
    Imap,
    Pop3,
}

/// <summary>What is done with a message that was handled.</summary>
public enum MailboxAfter
{
    /// <summary>It is marked as read. A POP3 server knows no marks: there it stays as it is.</summary>
    Mark,

    Delete,
}
