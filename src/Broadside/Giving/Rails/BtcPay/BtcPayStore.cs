using Broadside.Kit;

namespace Broadside.Giving.Rails.BtcPay;

/// <summary>Settings <c>Giving:BtcPay:…</c></summary>
public sealed record BtcPayStore
{
    /// <summary>Where the server is, as <c>https://pay.example.org</c>. Unset: there is no Bitcoin rail.</summary>
    public string? Url { get; init; }

    /// <summary>Id of the store.</summary>
    public string Store { get; init; } = "";

    /// <summary>Key that may see and make this store's invoices.</summary>
    [Secret]
    public string? Key { get; init; }

    /// <summary>Secret of the notice endpoint.</summary>
    [Secret]
    public string? NoticeSecret { get; init; }

    /// <summary>Id of the legal recipient whose store it is.</summary>
    public string Recipient { get; init; } = "outlet";

    /// <summary>As donors are told.</summary>
    public string Name { get; init; } = "Bitcoin";

    /// <summary>Currencies that gifts are asked for in, with blanks between.</summary>
    public string Currencies { get; init; } = "EUR";

    /// <summary>Its coins are play money.</summary>
    public bool IsTest { get; init; }

    /// <summary>How long a donor waits at most for this rail.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);
}
