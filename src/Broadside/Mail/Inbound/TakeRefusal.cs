using System.Security.Cryptography;
using System.Text;
using Broadside.Mail.Routes;
using Broadside.Mail.Wire;

namespace Broadside.Mail.Inbound;

/// <summary>
/// Takes what a server said in the session itself when it refused a message for good: no bounce follows it, so it is told as one,
/// judged by the same rules. Only what is about the mailbox is told. A relay that refuses everything for some days says nothing of
/// the readers, and would empty the list; nor does a refusal by policy (5.7.x).
/// </summary>
public sealed class TakeRefusal(TakeReturn take)
{
    /// <param name="token">The message's, as its return path bears it: for one message it is told once, however often it is refused.</param>
    /// <param name="answer">What refused it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Whether it is about the mailbox, and so told.</returns>
    public async Task<bool> RunAsync(string token, SmtpAnswer answer, CancellationToken cancel)
    {
        if (Meaning(answer) is not { } kind)
        {
            return false;
        }
        var read = new ReturnedMail { Kind = kind, Status = answer.Enhanced, Words = FarWords.Kept(answer.ToString()), Tokens = [token] };
        await take.RunAsync(read, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("refused " + token))), cancel);
        return true;
    }

    private static MailReturn? Meaning(SmtpAnswer answer)
    {
        // The rules know the step by the words in which mail servers report it.
        var step = answer.Step switch
        {
            SmtpStep.Recipient => "in reply to RCPT TO",
            SmtpStep.Text => "in reply to DATA",
            SmtpStep.End => "in reply to end of DATA",
            _ => null,
        };
        if (step is null || !answer.IsNever || MailRoute.IsPolicy(answer))
        {
            return null;
        }
        return ReturnCode.Meaning(answer.Enhanced, answer.ToString(), $"{answer} ({step})") switch
        {
            MailReturn.Hard => MailReturn.Hard,
            MailReturn.Soft when IsAboutMailbox(answer.Enhanced) => MailReturn.Soft,
            _ => null,
        };
    }

    // RFC 3463 §3.2 and §3.3: 5.1 is the address, 5.2 the mailbox, as one that is full.
    private static bool IsAboutMailbox(string status) => status.StartsWith("5.1.", StringComparison.Ordinal) || status.StartsWith("5.2.", StringComparison.Ordinal);
}
