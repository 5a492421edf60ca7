using Broadside.Mail.Inbound;
using Broadside.Mail.Inbound.Hooks;
using Broadside.Mail.Routes;

namespace Broadside.Mail;

/// <summary>Settings <c>Mail:…</c></summary>
public sealed record MailSettings
{
    /// <summary>The address that mail comes from, as <c>digest@example.org</c>. Unset: <c>news@</c> and the outlet's host.</summary>
    public string? From { get; init; }

    /// <summary>Where answers go. Unset: the outlet's contact address, else the sender's.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Domain whose mail comes back to this newsroom: return paths are <c>b+…@</c> it. Unset: the sender's domain.</summary>
    public string? BounceDomain { get; init; }

    /// <summary>Name that this machine gives to mail servers. Unset: the outlet's host.</summary>
    public string? HelloName { get; init; }

    /// <summary>Selector of the signing key in the DNS: <c>SELECTOR._domainkey.DOMAIN</c>.</summary>
    public string DkimSelector { get; init; } = "broadside";

    /// <summary>Whether a second, Ed25519 signature is added.</summary>
    public bool DkimEd25519 { get; init; }

    /// <summary>Ways out, in the order in which they are tried. None: mail goes to the outbox folder.</summary>
    public IReadOnlyList<RouteSettings> Routes { get; init; } = [];

    /// <summary>Name server that <c>broadside doctor</c> asks about the mail records, as <c>127.0.0.1:53</c>. Unset: the machine's own.</summary>
    public string? Dns { get; init; }

    public InboundSettings Inbound { get; init; } = new();

    public HookSettings Hooks { get; init; } = new();
}
