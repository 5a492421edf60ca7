using System.Globalization;
using Broadside.Giving.Receipts;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.AspNetCore.Http.Extensions;

namespace Broadside.Giving.Pages;

/// <summary>What was confirmed, by recipient and year.</summary>
[Needs(Right.SeeMoney)]
public sealed class ReceiptsPage(ReceiptQueries receipts) : MoneyPage
{
    private const int PerPage = 100;

    public IReadOnlyList<(string Recipient, int Year)> Years { get; private set; } = [];

    public string Recipient { get; private set; } = "";

    public int Year { get; private set; }

    public IReadOnlyList<Money> Total { get; private set; } = [];

    public IReadOnlyList<ReceiptQueries.Listed> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    public async Task OnGetAsync(string? recipient, int? year, int? before, CancellationToken cancel)
    {
        Years = await receipts.YearsAsync(cancel);
        if (Years.Count == 0)
        {
            return;
        }
        (Recipient, Year) = Years.FirstOrDefault(y => y.Recipient == recipient && y.Year == year, Years[0]);
        Total = await receipts.SumAsync(Recipient, Year, cancel);
        var rows = await receipts.ListAsync(Recipient, Year, before, PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Older = rows.Count > PerPage ? "/desk/giving/receipts" + new QueryBuilder { { "recipient", Recipient }, { "year", Number(Year) }, { "before", Number(Rows[^1].Receipt.Number) } }.ToQueryString() : null;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
