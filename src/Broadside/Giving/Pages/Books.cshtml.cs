using System.Globalization;
using Broadside.Giving.Ledger;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>The books as a file for others' programs, all of them or some days.</summary>
[Needs(Right.SeeMoney)]
public sealed class Books(ExportLedger export, LedgerQueries ledger, TimeProvider time) : MoneyPage
{
    public string Format { get; private set; } = nameof(LedgerFormat.Csv);

    public string? From { get; private set; }

    public string? To { get; private set; }

    public IEnumerable<KeyValuePair<string, string>> Formats => Enum.GetValues<LedgerFormat>().Select(f => KeyValuePair.Create(f.ToString(), Words.Text("ledger_format." + f.ToString().ToLowerInvariant())));

    public IReadOnlyList<AccountSum> Balances { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(string? format, string? from, string? to, CancellationToken cancel)
    {
        (Format, From, To) = (format ?? Format, from, to);
        var (first, last) = (Day(from), Day(to));
        if (!Enum.TryParse<LedgerFormat>(Format, out var kind) || !Enum.IsDefined(kind) || (first is null && !string.IsNullOrWhiteSpace(from)) || (last is null && !string.IsNullOrWhiteSpace(to)) || last < first)
        {
            await ShowAsync(cancel);
            return Refused(new Refusal("books_days", "Choose a form, and days in their order or none.", "from"));
        }
        var (type, ending) = kind switch
        {
            LedgerFormat.Csv => ("text/csv", "csv"),
            LedgerFormat.Beancount => ("text/plain", "beancount"),
            LedgerFormat.LedgerCli => ("text/plain", "ledger"),
            _ => ("application/json", "json"),
        };
        Response.ContentType = type + "; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"gifts-{time.GetUtcNow():yyyy-MM-dd}.{ending}\"";
        await export.RunAsync(Response.Body, kind, cancel, first, last?.AddDays(1));
        return new EmptyResult();
    }

    private static DateTimeOffset? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 2200 ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : null;

    private async Task ShowAsync(CancellationToken cancel) => Balances = await ledger.BalancesAsync(cancel);
}
