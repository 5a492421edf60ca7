using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Broadside.Kit;

namespace Broadside.Mail.Inbound.Hooks;

/// <summary>
/// Amazon SES, through a topic of SNS. A notice is judged by a certificate that the operator has put on this machine, never by
/// the one whose address it brings; only the topic that is set counts, and only signatures of version 2 (SHA-256).
/// </summary>
internal sealed class SesHook(MailSettings settings, IEnumerable<IAlarmBell> bells) : IRelayHook
{
    private static readonly string[] OfNotice = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] OfConfirmation = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    public string Relay => "ses";

    public bool IsOn => settings.Hooks is { SesCertificate.Length: > 0, SesTopic.Length: > 0 };

    public async Task<IReadOnlyList<ReturnedMail>?> ReadAsync(string authorization, JsonElement notice, CancellationToken cancel)
    {
        if (notice.Text("TopicArn") != settings.Hooks.SesTopic || !IsSigned(notice))
        {
            return null;
        }
        if (notice.Text("Type") == "SubscriptionConfirmation")
        {
            await RingAsync(notice.Text("SubscribeURL"), cancel);
            return [];
        }
        try
        {
            using var told = JsonDocument.Parse(notice.Text("Message"));
            return [.. Told(told.RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<ReturnedMail> Told(JsonElement told)
    {
        var type = told.Text("notificationType") is { Length: > 0 } named ? named : told.Text("eventType");
        var tokens = told.At("mail") is { } mail ? mail.Tokens() : [];
        var people = told.At("bounce", "bouncedRecipients") is { ValueKind: JsonValueKind.Array } bounced ? bounced.EnumerateArray().ToList() : [];
        var first = people.Count > 0 ? people[0] : default;
        var words = first.Text("diagnosticCode") is { Length: > 0 } said ? said[(said.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim() : told.Text("bounce", "bounceSubType");
        MailReturn? kind = type switch
        {
            "Complaint" => told.Text("complaint", "complaintFeedbackType") == "not-spam" ? null : MailReturn.Complaint,
            "Bounce" => Bounced(told, words),
            _ => null,
        };
        yield return new ReturnedMail { Kind = kind, Status = ReturnCode.In(first.Text("status")), Words = words, Recipient = first.Text("emailAddress"), Tokens = tokens };
    }

    private static MailReturn Bounced(JsonElement told, string words) => (told.Text("bounce", "bounceType"), told.Text("bounce", "bounceSubType")) switch
    {
        ("Permanent", "NoEmail" or "Suppressed" or "OnAccountSuppressionList") => MailReturn.Hard,
        ("Permanent", _) => ReturnWords.Meaning(words) is MailReturn.Policy ? MailReturn.Policy : MailReturn.Hard,
        ("Transient", "ContentRejected") => MailReturn.Policy,
        _ => MailReturn.Soft,
    };

    private bool IsSigned(JsonElement notice)
    {
        var signature = new byte[1024];
        if (notice.Text("SignatureVersion") != "2" || notice.Text("Signature") is not { Length: < 1024 } letters || !Convert.TryFromBase64String(letters, signature, out var length))
        {
            return false;
        }
        var signed = new StringBuilder();
        foreach (var name in notice.Text("Type") == "Notification" ? OfNotice : OfConfirmation)
        {
            if (notice.At(name) is not null)
            {
                signed.Append(name).Append('\n').Append(notice.Text(name)).Append('\n');
            }
        }
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(settings.Hooks.SesCertificate!);
        using var key = certificate.GetRSAPublicKey();
        return key?.VerifyData(Encoding.UTF8.GetBytes(signed.ToString()), signature.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) == true;
    }

    // Nothing is fetched because somebody asks for it: a person opens that address once.
    private async Task RingAsync(string address, CancellationToken cancel)
    {
        foreach (var bell in bells)
        {
            await bell.RingAsync("mail-hook", "ses", $"Amazon asks to confirm that its notices come here. Open this address once: {address}", cancel);
        }
    }
}
