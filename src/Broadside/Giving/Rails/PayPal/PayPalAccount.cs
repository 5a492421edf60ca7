using Broadside.Kit;

namespace Broadside.Giving.Rails.PayPal;

/// <summary>Settings <c>Giving:PayPal:…</c></summary>
public sealed record PayPalAccount
{
    /// <summary>Where the interface is; <c>https://api-m.sandbox.paypal.com</c> for play money.</summary>
    public string Api { get; init; } = "https://api-m.paypal.com";

    /// <summary>Host of the page that donors pay on.</summary>
    public string PayHost { get; init; } = "www.paypal.com";

    /// <summary>Client id of the app. Unset: there is no PayPal rail.</summary>
    public string? Client { get; init; }

    [Secret]
    public string? Secret { get; init; }

    /// <summary>Id of the notice endpoint at PayPal, which its signatures cover.</summary>
    public string? WebhookId { get; init; }

    /// <summary>Id of the product that recurring gifts belong to, <c>PROD-…</c>, made once at PayPal. Unset: no recurring gifts by PayPal.</summary>
    public string? Product { get; init; }

    /// <summary>The merchant's account number.</summary>
    public string Account { get; init; } = "";

    /// <summary>Id of the legal recipient whose account it is.</summary>
    public string Recipient { get; init; } = "outlet";

    /// <summary>As donors are told.</summary>
    public string Name { get; init; } = "PayPal";

    /// <summary>Currencies offered, with blanks between.</summary>
    public string Currencies { get; init; } = "EUR";

    /// <summary>What the cover-fee box counts with, in hundredths of a percent.</summary>
    public int FeeBasisPoints { get; init; } = 299;

    /// <summary>And the fixed part in smallest units.</summary>
    public long FixedFee { get; init; } = 39;

    /// <summary>Host that the certificate of a notice must come from; with a point in front, any host below it.</summary>
    public string CertificateHost { get; init; } = ".paypal.com";

    /// <summary>File of the authority that must have made that certificate, PEM. Unset: those that this machine trusts.</summary>
    public string? CertificateRoot { get; init; }

    /// <summary>How long a donor waits at most for this rail.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);
}
