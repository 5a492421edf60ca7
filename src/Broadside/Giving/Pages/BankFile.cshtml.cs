using Broadside.Giving.Statements;
using Broadside.Guard;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>What stands in a bank's file, before it is posted.</summary>
[Needs(Right.HandleMoney)]
public sealed class BankFile(WaitingStatements waiting) : MoneyPage
{
    public const int Shown = 200;

    private const string Bank = "/desk/giving/bank";

    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    public string Name { get; private set; } = "";

    public StatementFile? Contents { get; private set; }

    /// <summary>The names in a table's first line, where the file is a table.</summary>
    public IReadOnlyList<string> Headings { get; private set; } = [];

    public int Booked => Contents?.Statements.Sum(s => s.Lines.Count(l => l.IsBooked)) ?? 0;

    public IEnumerable<KeyValuePair<string, string>> Choices => Headings.Select(h => KeyValuePair.Create(h, h)).Prepend(KeyValuePair.Create("", Words.Text("money.file.no_column")));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        Response.StatusCode = Contents is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    public async Task<IActionResult> OnPostPostAsync(CancellationToken cancel) =>
        await EndAsync(await waiting.PostAsync(Id, HttpContext.Actor(), cancel), Bank, "statement_posted", () => ShowAsync(cancel));

    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancel)
    {
        await waiting.DropAsync(Id, cancel);
        return Done(Bank, "statement_dropped");
    }

    public async Task<IActionResult> OnPostColumnsAsync([FromForm] CsvForm form, CancellationToken cancel)
    {
        if (await waiting.ReadAsync(Id, cancel) is not { } read)
        {
            return NotFound();
        }
        var columns = new CsvColumns
        {
            Date = form.Date ?? "",
            Amount = Text(form.Amount),
            Credit = Text(form.Credit),
            Debit = Text(form.Debit),
            Balance = Text(form.Balance),
            Reference = Text(form.Reference),
            Counterparty = Text(form.Counterparty),
            Remittance = Text(form.Remittance),
            Currency = Text(form.Currency),
            DateForm = Text(form.DateForm),
            DecimalSign = Text(form.DecimalSign),
        };
        return await EndAsync(await waiting.KeepColumnsAsync(read.Row.Account, columns, cancel), $"{Bank}/files/{Id}", "columns_kept", () => ShowAsync(cancel));
    }

    public sealed record CsvForm(string? Date, string? Amount, string? Credit, string? Debit, string? Balance, string? Reference, string? Counterparty, string? Remittance, string? Currency, string? DateForm, string? DecimalSign);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private async Task ShowAsync(CancellationToken cancel)
    {
        if (await waiting.ReadAsync(Id, cancel) is { } read)
        {
            (Name, Contents) = (read.Row.Name, read.File);
            Headings = read.File.Format is "csv" or "" ? await waiting.NamesAsync(Id, cancel) : [];
        }
    }
}
