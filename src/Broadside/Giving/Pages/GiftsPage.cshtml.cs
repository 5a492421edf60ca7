using Broadside.Giving.Gifts;
using Broadside.Guard;
using Microsoft.AspNetCore.Http.Extensions;

namespace Broadside.Giving.Pages;

/// <summary>All gifts, newest first; found by reference, name or address.</summary>
[Needs(Right.SeeMoney)]
public sealed class GiftsPage(GiftQueries gifts, TreasuryQueries treasury) : MoneyPage
{
    private const int PerPage = 50;

    public string? Find { get; private set; }

    /// <summary>"paid", "open" or "".</summary>
    public string State { get; private set; } = "";

    public string Campaign { get; private set; } = "";

    public string Fund { get; private set; } = "";

    public bool IsNarrow { get; private set; }

    public IReadOnlyList<GiftQueries.Listed> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    public IReadOnlyList<KeyValuePair<string, string>> Campaigns { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Funds { get; private set; } = [];

    public IEnumerable<KeyValuePair<string, string>> States => [All(), KeyValuePair.Create("paid", Words.Text("money.gifts.paid")), KeyValuePair.Create("open", Words.Text("money.gifts.open"))];

    public async Task OnGetAsync(string? find, string? state, string? campaign, string? fund, string? before, CancellationToken cancel)
    {
        (Find, State, Campaign, Fund) = (find, state is "paid" or "open" ? state : "", campaign ?? "", fund ?? "");
        var filter = new GiftQueries.Filter(find, State.Length == 0 ? null : State == "paid", Campaign, Fund);
        IsNarrow = filter.IsNarrow;
        var rows = await gifts.ListAsync(filter, before, PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Older = rows.Count > PerPage ? "/desk/giving/gifts" + new QueryBuilder { { "find", find ?? "" }, { "state", State }, { "campaign", Campaign }, { "fund", Fund }, { "before", Rows[^1].Gift.Id } }.ToQueryString() : null;
        Campaigns = [All(), .. (await treasury.CampaignsAsync(cancel)).Select(c => KeyValuePair.Create(c.Id, c.Title))];
        Funds = [All(), .. (await treasury.FundsAsync(cancel)).Select(f => KeyValuePair.Create(f.Id, f.Name))];
    }

    private KeyValuePair<string, string> All() => KeyValuePair.Create("", Words.Text("money.all"));
}
