using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Broadside.Giving.Rails.Stripe;

/// <summary>
/// Who sent a notice, and what it is about: nothing else is read. Stripe.net's own reader throws at every other version of the interface
/// (its <c>ConstructEvent</c>), and would parse content that nobody here trusts.
/// </summary>
internal static class ReadStripeNotice
{
    // Stripe's own tolerance.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["checkout.session"] = "session",
        ["payment_intent"] = "payment_intent",
        ["charge"] = "charge",
        ["refund"] = "refund",
        ["dispute"] = "dispute",
        ["subscription"] = "subscription",
        ["invoice"] = "invoice",
        ["payout"] = "payout",
        ["account"] = "account",
    };

    public static NoticeResult Read(RawNotice notice, StripeAccount account, bool isTest)
    {
        var secrets = (account.NoticeSecret ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (secrets.Length > 0 && Refusal(notice, secrets) is { } why)
        {
            return new NoticeResult.Rejected(why);
        }
        if (new RailAnswer(200, notice.Body.ToArray()).Json is not { } json || json.Text("object") != "event" || json.Text("id") is not { Length: > 0 } id)
        {
            return new NoticeResult.Rejected("form");
        }
        if (json.At("livemode") is { ValueKind: JsonValueKind.True or JsonValueKind.False } live && live.GetBoolean() == isTest)
        {
            return new NoticeResult.Dropped("mode");
        }
        // An event of an account connected to ours, or of somebody else's who got hold of our secret.
        if (json.Text("account") is { } other && other != account.Account)
        {
            return new NoticeResult.Rejected("account");
        }
        IReadOnlyList<RemoteRef> refs = json.Text("data.object.object") is { } type && Kinds.TryGetValue(type, out var kind) && json.Text("data.object.id") is { Length: > 0 } remote ? [new RemoteRef(kind, remote)] : [];
        return secrets.Length > 0 ? new NoticeResult.Verified(id, refs) : new NoticeResult.NeedsFetch(id, refs);
    }

    private static string? Refusal(RawNotice notice, string[] secrets)
    {
        var header = notice.Headers.FirstOrDefault(h => h.Key.Equals("Stripe-Signature", StringComparison.OrdinalIgnoreCase)).Value;
        var parts = (header ?? "").Split(',').Select(p => p.Trim().Split('=', 2)).Where(p => p.Length == 2).ToLookup(p => p[0], p => p[1]);
        if (parts["t"].FirstOrDefault() is not { } stamp || !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799)
        {
            return "signature";
        }
        byte[] signed = [.. Encoding.ASCII.GetBytes(stamp + "."), .. notice.Body.Span];
        var good = secrets.Select(s => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(s), signed)))).ToList();
        if (!parts["v1"].Select(Encoding.ASCII.GetBytes).Any(v => good.Any(g => CryptographicOperations.FixedTimeEquals(g, v))))
        {
            return "signature";
        }
        return (notice.ReceivedAt - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance ? "age" : null;
    }
}
