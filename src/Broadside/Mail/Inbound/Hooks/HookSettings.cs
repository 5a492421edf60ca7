using Broadside.Kit;

namespace Broadside.Mail.Inbound.Hooks;

/// <summary>What relays must show before their notices at <c>/mail/hooks/…</c> are believed: settings <c>Mail:Hooks:…</c> Where nothing is set, the address is none.</summary>
public sealed record HookSettings
{
    /// <summary>Postmark: the password in the address that it calls, as <c>https://hook:PASSWORD@example.org/mail/hooks/postmark</c>.</summary>
    [Secret]
    public string? PostmarkPassword { get; init; }

    /// <summary>Mailgun: the webhook signing key.</summary>
    [Secret]
    public string? MailgunKey { get; init; }

    /// <summary>Amazon SES: file with the certificate (PEM) by which its notices are signed. It is never fetched.</summary>
    public string? SesCertificate { get; init; }

    /// <summary>Amazon SES: the topic's name (ARN). The certificate is that of all customers: without its name anybody's notices would be believed.</summary>
    public string? SesTopic { get; init; }
}
