namespace Broadside.Mail.Inbound;

/// <summary>What became of a message that came in.</summary>
/// <param name="Outcome">Whether it was heard.</param>
/// <param name="Kind">What it means, where it was understood.</param>
/// <param name="Status">The enhanced code, as "5.1.1", or empty.</param>
/// <param name="Words">The far server's own words.</param>
public sealed record TakenReturn(ReturnOutcome Outcome, MailReturn? Kind, string Status, string Words);

public enum ReturnOutcome
{
    /// <summary>Kept, and told to those who need it.</summary>
    Heard,

    /// <summary>The same message was heard before.</summary>
    Known,

    /// <summary>It is about a message of ours and says nothing that is understood.</summary>
    Unclear,

    /// <summary>Its token was not made here.</summary>
    Forged,

    /// <summary>It is about no message of ours.</summary>
    Stranger,
}
