using System.Globalization;
using Broadside.Kit;
using Broadside.Mail;

namespace Broadside.Digest.Body;

/// <summary>The header fields by which mail programs know a mailing to many, and let people leave it: RFC 2369, 2919 and 8058, and Gmail's Feedback-ID.</summary>
public sealed class ListFields(DigestRow digest, Sender sender, BaseAddress address)
{
    private readonly string home = address.Value;
    private readonly string archive = $"<{address.Value}/digest/>";
    private readonly string bounceDomain = sender.BounceDomain;
    private readonly string listId = $"<digest.{sender.Domain}>";
    private readonly string feedbackId = $"{digest.Number.ToString(CultureInfo.InvariantCulture)}:{digest.Kind.ToString().ToLowerInvariant()}:digest:{FeedbackSender(sender.Domain)}";

    /// <param name="token">The recipient's.</param>
    public MailField[] Of(string token) =>
    [
        new("List-Id", listId),
        new("List-Unsubscribe", $"<{home}/subscribe/leave/{token}>,\r\n <mailto:leave+{token}@{bounceDomain}>"),
        new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        new("List-Archive", archive),
        new("List-Post", "NO"),
        new("Feedback-ID", feedbackId),
    ];

    // 5 to 15 letters, always the same: by this mail services tell senders apart.
    private static string FeedbackSender(string domain)
    {
        var letters = new string([.. domain.Where(char.IsAsciiLetterOrDigit)]);
        return letters.Length < 5 ? letters + "digest" : letters[..Math.Min(15, letters.Length)];
    }
}
