using Broadside.Giving.Gifts;
using Broadside.Guard;
using Microsoft.AspNetCore.Http.Extensions;

namespace Broadside.Giving.Pages;

/// <summary>Who gave and left an address.</summary>
[Needs(Right.SeeMoney)]
public sealed class DonorsPage(DonorQueries donors) : MoneyPage
{
    private const int PerPage = 50;

    public string? Find { get; private set; }

    public IReadOnlyList<DonorQueries.Listed> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    public async Task OnGetAsync(string? find, string? after, CancellationToken cancel)
    {
        Find = find;
        var rows = await donors.ListAsync(find, after, PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Older = rows.Count > PerPage ? "/desk/giving/donors" + new QueryBuilder { { "find", find ?? "" }, { "after", Rows[^1].Details.EmailKey } }.ToQueryString() : null;
    }
}
