using Microsoft.AspNetCore.Http;

namespace Broadside.Site.Giving;

/// <summary>What stands in the form of the giving page, as it was sent and as it is shown again.</summary>
public sealed record GiveInput
{
    private const int LongestKept = 300;

    public string Repeats { get; init; } = "once";

    /// <summary>A suggested amount, or "own".</summary>
    public string Choice { get; init; } = "";

    /// <summary>An amount in the donor's words; where there is one, it counts.</summary>
    public string Own { get; init; } = "";

    public string Currency { get; init; } = "";

    public string Fund { get; init; } = "";

    public string Campaign { get; init; } = "";

    public bool Cover { get; init; }

    public string Rail { get; init; } = "";

    public string Email { get; init; } = "";

    public string Name { get; init; } = "";

    public string Visibility { get; init; } = "anonymous";

    public string Tribute { get; init; } = "";

    public string Country { get; init; } = "";

    public string? Language { get; init; }

    public string Token { get; init; } = "";

    /// <summary>From the address: <c>?campaign= &amp;fund= &amp;once|monthly|annual &amp;currency= &amp;lang=</c>.</summary>
    public static GiveInput From(IQueryCollection query) => new()
    {
        Repeats = query.ContainsKey("monthly") ? "monthly" : query.ContainsKey("annual") ? "annual" : "once",
        Campaign = Text(query["campaign"]),
        Fund = Text(query["fund"]),
        Currency = Text(query["currency"]),
        Language = query["lang"],
    };

    public static GiveInput From(IFormCollection form) => new()
    {
        Repeats = Text(form["repeats"]),
        Choice = Text(form["choice"]),
        Own = Text(form["own"]),
        Currency = Text(form["currency"]),
        Fund = Text(form["fund"]),
        Campaign = Text(form["campaign"]),
        Cover = form["cover"] == "yes",
        Rail = Text(form["rail"]),
        Email = Text(form["email"]),
        Name = Text(form["name"]),
        Visibility = Text(form["visibility"]),
        Tribute = Text(form["tribute"]),
        Country = Text(form["country"]),
        Language = form["language"],
        Token = Text(form["token"]),
    };

    // PostgreSQL keeps no zero bytes; what is longer than any field may be is cut before anybody looks at it.
    private static string Text(string? text)
    {
        text = (text ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        return text.Length > LongestKept ? text[..(char.IsHighSurrogate(text[LongestKept - 1]) ? LongestKept - 1 : LongestKept)] : text;
    }
}
