namespace Broadside.Mail.Inbound;

/// <summary>Something came back of a message that left here, for the modules above to hear.</summary>
/// <param name="Token">The message's token (<see cref="MailToken"/>): a digest's to a subscriber, or a letter's.</param>
/// <param name="Kind">What it means for the recipient.</param>
/// <param name="Status">The enhanced status code, as "5.1.1"; empty where there is none.</param>
/// <param name="Words">The far server's own words.</param>
/// <param name="Hash">Of the message that came back: the same one heard twice counts once.</param>
public sealed record MailCameBack(string Token, MailReturn Kind, string Status, string Words, string Hash);

/// <summary>What a message that came back means.</summary>
public enum MailReturn
{
    /// <summary>There is no such mailbox.</summary>
    Hard,

    /// <summary>Not now: full, slow, away.</summary>
    Soft,

    /// <summary>The far end refuses our mail, whoever it is for: nothing against the recipient.</summary>
    Policy,

    /// <summary>The recipient called it spam.</summary>
    Complaint,

    /// <summary>The recipient wants no more.</summary>
    Left,

    /// <summary>A machine answered: out of office, received.</summary>
    Auto,
}
