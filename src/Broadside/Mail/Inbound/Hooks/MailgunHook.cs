using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Broadside.Mail.Inbound.Hooks;

/// <summary>Mailgun: each call bears an HMAC over its time and a word of its own.</summary>
internal sealed class MailgunHook(MailSettings settings, TimeProvider time) : IRelayHook
{
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(12);

    public string Relay => "mailgun";

    public bool IsOn => settings.Hooks.MailgunKey is { Length: > 0 };

    public Task<IReadOnlyList<ReturnedMail>?> ReadAsync(string authorization, JsonElement notice, CancellationToken cancel) =>
        Task.FromResult(Read(notice));

    private IReadOnlyList<ReturnedMail>? Read(JsonElement notice)
    {
        if (!IsSigned(notice))
        {
            return null;
        }
        var told = notice.At("event-data") ?? notice;
        var words = told.Text("delivery-status", "message") is { Length: > 0 } message ? message : told.Text("delivery-status", "description");
        var status = told.Text("delivery-status", "enhanced-code") is { Length: > 0 } code ? ReturnCode.In(code) : ReturnCode.In(words);
        MailReturn? kind = told.Text("event") switch
        {
            "complained" => MailReturn.Complaint,
            "unsubscribed" => MailReturn.Left,
            "failed" when told.Text("severity") == "temporary" => MailReturn.Soft,
            "failed" => Failed(told, status, words),
            _ => null,
        };
        return [new ReturnedMail { Kind = kind, Status = status, Words = words, Recipient = told.Text("recipient"), Tokens = told.Tokens() }];
    }

    // Addresses that bounced before are not tried again: the first bounce said why.
    private static MailReturn Failed(JsonElement told, string status, string words) => told.Text("reason") switch
    {
        "suppress-bounce" => MailReturn.Hard,
        "suppress-complaint" => MailReturn.Complaint,
        "suppress-unsubscribe" => MailReturn.Left,
        _ => ReturnCode.Meaning(status, words.Length > 0 && !words.StartsWith('5') && told.Text("delivery-status", "code") is { Length: 3 } reply ? $"{reply} {words}" : words, words),
    };

    private bool IsSigned(JsonElement notice)
    {
        var (at, word, signature) = (notice.Text("signature", "timestamp"), notice.Text("signature", "token"), notice.Text("signature", "signature"));
        if (!long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799 || word.Length == 0)
        {
            return false;
        }
        var right = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.Hooks.MailgunKey!), Encoding.UTF8.GetBytes(at + word)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(right), Encoding.ASCII.GetBytes(signature.ToLowerInvariant()))
            && (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() < Oldest;
    }
}
