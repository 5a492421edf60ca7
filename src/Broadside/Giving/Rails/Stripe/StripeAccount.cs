using Broadside.Kit;

namespace Broadside.Giving.Rails.Stripe;

/// <summary>Settings <c>Giving:Stripe:…</c></summary>
public sealed record StripeAccount
{
    /// <summary>Where the interface is; another address for a compatible service or a test.</summary>
    public string Api { get; init; } = "https://api.stripe.com";

    /// <summary>Host of the page that donors pay on.</summary>
    public string PayHost { get; init; } = "checkout.stripe.com";

    /// <summary>Restricted or secret key, <c>rk_…</c> or <c>sk_…</c>. Unset: there is no card rail.</summary>
    [Secret]
    public string? Key { get; init; }

    /// <summary>Signing secrets of the notice endpoint, <c>whsec_…</c>, with a comma between while one replaces the other.</summary>
    [Secret]
    public string? NoticeSecret { get; init; }

    /// <summary>The account's id, <c>acct_…</c>.</summary>
    public string Account { get; init; } = "";

    /// <summary>Id of the legal recipient whose account it is.</summary>
    public string Recipient { get; init; } = "outlet";

    /// <summary>As donors are told.</summary>
    public string Name { get; init; } = "Card";

    /// <summary>Currencies offered, with blanks between.</summary>
    public string Currencies { get; init; } = "EUR";

    /// <summary>What the cover-fee box counts with, in hundredths of a percent.</summary>
    public int FeeBasisPoints { get; init; } = 290;

    /// <summary>And the fixed part in smallest units.</summary>
    public long FixedFee { get; init; } = 30;

    /// <summary>How long a donor waits at most for this rail.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);
}
