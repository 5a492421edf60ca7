using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Broadside.Mail.Inbound.Hooks;

/// <summary>Postmark, whose calls are not signed: they bear the password that stands in the address that it was given.</summary>
internal sealed class PostmarkHook(MailSettings settings) : IRelayHook
{
    public string Relay => "postmark";

    public bool IsOn => settings.Hooks.PostmarkPassword is { Length: > 0 };

    public Task<IReadOnlyList<ReturnedMail>?> ReadAsync(string authorization, JsonElement notice, CancellationToken cancel) =>
        Task.FromResult(Read(authorization, notice));

    private IReadOnlyList<ReturnedMail>? Read(string authorization, JsonElement notice)
    {
        if (!IsPassword(authorization))
        {
            return null;
        }
        var words = notice.Text("Details") is { Length: > 0 } details ? details : notice.Text("Description");
        return [new ReturnedMail { Kind = Kind(notice, words), Status = ReturnCode.In(words), Words = words, Recipient = notice.Text("Email"), Tokens = notice.Tokens() }];
    }

    private static MailReturn? Kind(JsonElement notice, string words) => notice.Text("RecordType") switch
    {
        "SpamComplaint" => MailReturn.Complaint,
        "SubscriptionChange" when notice.At("SuppressSending") is { ValueKind: JsonValueKind.True } => notice.Text("SuppressionReason") switch
        {
            "SpamComplaint" => MailReturn.Complaint,
            "HardBounce" => MailReturn.Hard,
            _ => MailReturn.Left,
        },
        "Bounce" => notice.Text("Type") switch
        {
            "HardBounce" or "BadEmailAddress" => MailReturn.Hard,
            "SpamComplaint" => MailReturn.Complaint,
            "Unsubscribe" or "ManuallyDeactivated" => MailReturn.Left,
            "AutoResponder" or "AddressChange" => MailReturn.Auto,
            "SpamNotification" or "Blocked" or "DMARCPolicy" => MailReturn.Policy,
            _ => ReturnCode.Meaning(ReturnCode.In(words), words, words) is MailReturn.Policy ? MailReturn.Policy : MailReturn.Soft,
        },
        _ => null,
    };

    private bool IsPassword(string authorization)
    {
        const string Basic = "Basic ";
        var given = new byte[authorization.Length];
        if (!authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(authorization[Basic.Length..].Trim(), given, out var length))
        {
            return false;
        }
        var pair = given.AsSpan(0, length);
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(pair[(pair.IndexOf((byte)':') + 1)..]), SHA256.HashData(Encoding.UTF8.GetBytes(settings.Hooks.PostmarkPassword!)));
    }
}
