using Broadside.Kit;

namespace Broadside.Mail;

/// <summary>Whom mail is from: addresses by the settings, or by the outlet's host where nothing is set.</summary>
public sealed class Sender(MailSettings settings, BaseAddress address)
{
    public string Address => settings.From ?? "news@" + MailDomain(new Uri(address.Value).IdnHost);

    /// <summary>Domain of <see cref="Address"/>: the one whose key signs.</summary>
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    public string? ReplyTo => settings.ReplyTo;

    public string BounceDomain => settings.BounceDomain ?? Domain;

    /// <summary>Where a message with that token comes back to.</summary>
    public string ReturnPath(string token) => $"b+{token}@{BounceDomain}";

    // A name without a dot, or a bare number, is no mail domain anywhere but here.
    private static string MailDomain(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
}
