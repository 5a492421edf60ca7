using System.Globalization;
using Broadside.Giving.Letters;
using Broadside.Giving.Receipts;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Pages;

/// <summary>What was confirmed, by recipient and year; the statements that donors get of a whole year.</summary>
[Needs(Right.SeeMoney)]
public sealed class ReceiptsPage(ReceiptQueries receipts, AnnualRun annual, OutboundSwitch outbound, JobQueue jobs, IDbContextFactory<NewsroomDb> dbs) : MoneyPage
{
    private const int PerPage = 100;

    public IReadOnlyList<(string Recipient, int Year)> Years { get; private set; } = [];

    public string Recipient { get; private set; } = "";

    public int Year { get; private set; }

    public IReadOnlyList<Money> Total { get; private set; } = [];

    public IReadOnlyList<ReceiptQueries.Listed> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    /// <summary>Donors who have their statement of the year.</summary>
    public int Statements { get; private set; }

    /// <summary>Why no statement was sent: payments whose receipt is not what the books say.</summary>
    public IReadOnlyList<string> Differences { get; private set; } = [];

    public Task OnGetAsync(string? recipient, int? year, int? before, CancellationToken cancel) => ShowAsync(recipient, year, before, cancel);

    /// <summary>A mail to every donor takes its time: a job writes them.</summary>
    public async Task<IActionResult> OnPostStatementsAsync(string? recipient, int? year, CancellationToken cancel)
    {
        await ShowAsync(recipient, year, null, cancel);
        if (Years.Count == 0)
        {
            return RedirectToPage();
        }
        if (!await outbound.MayAsync(cancel))
        {
            return Refused(new Refusal("quiet", "This copy of the newsroom acts towards nobody until somebody confirms that it is the one."));
        }
        Differences = await annual.DifferencesAsync(Year, cancel);
        if (Differences.Count > 0)
        {
            return Refused(new Refusal("differs", "Nothing was sent: these receipts and the books differ."));
        }
        var who = HttpContext.Actor();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await jobs.AddAsync(db, AnnualRun.JobKind, new AnnualOrder(Year, who.Id, who.Name), cancel, uniqueKey: "annual statements " + Number(Year));
        await db.SaveChangesAsync(cancel);
        return Done(Address(), "statements_asked");
    }

    private async Task ShowAsync(string? recipient, int? year, int? before, CancellationToken cancel)
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
        Older = rows.Count > PerPage ? Address(Rows[^1].Receipt.Number) : null;
        Statements = await annual.SentAsync(Year, cancel);
    }

    private string Address(int? before = null)
    {
        var query = new QueryBuilder { { "recipient", Recipient }, { "year", Number(Year) } };
        if (before is { } number)
        {
            query.Add("before", Number(number));
        }
        return "/desk/giving/receipts" + query.ToQueryString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
