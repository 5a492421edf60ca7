using Broadside.Giving.Payees;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>Files of banks: sent, looked at, posted, undone; and the lines that nobody has said anything about yet.</summary>
[Needs(Right.SeeMoney)]
[LargeBody]
public sealed class BankPage(StatementQueries statements, WaitingStatements waiting, SiteRecord site) : MoneyPage
{
    private const int PerPage = 100;

    public bool HasBank => Banks.Count > 0;

    public string Account { get; private set; } = "";

    public IEnumerable<KeyValuePair<string, string>> Accounts => Banks.Select(b => KeyValuePair.Create(b.Number, $"{PaymentDetails.Grouped(b.Number)} {b.Holder}")).Prepend(KeyValuePair.Create("", Words.Text("money.bank.by_file")));

    public int Count { get; private set; }

    public IReadOnlyList<StatementQueries.Waiting> Waiting { get; private set; } = [];

    public IReadOnlyList<StatementImport> Imports { get; private set; } = [];

    private IReadOnlyList<BankAccount> Banks => site.Read<PayoutDetails>(PayoutDetails.Part).Banks;

    public static string Guess(StatementQueries.Waiting line) => line.Slip is not null ? "money.guess.slip" : line.Match switch
    {
        LineMatch.ByReference => "money.guess.gift",
        LineMatch.ByClosedReference => "money.guess.closed",
        LineMatch.SplitSuggested => "money.guess.several",
        LineMatch.GiftsSuggested => "money.guess.alike",
        LineMatch.PayoutSuggested => "money.guess.payout",
        _ => line.Line.Amount < 0 ? "money.guess.went" : "money.guess.nothing",
    };

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(List<IFormFile>? files, string? account, CancellationToken cancel)
    {
        Account = account ?? "";
        if (files is not [var file, ..])
        {
            await ShowAsync(cancel);
            return Refused(new Refusal("no_file", "Choose the file that the bank gave you.", "files"));
        }
        await using var stream = file.OpenReadStream();
        var sent = await waiting.SendAsync(stream, file.FileName, Account, HttpContext.Actor(), cancel);
        if (sent.IsDone)
        {
            return Redirect("/desk/giving/bank/files/" + sent.Value.Id);
        }
        await ShowAsync(cancel);
        return Refused(sent.Refusal);
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        Count = await statements.CountAsync(cancel);
        Waiting = await statements.WaitingAsync(PerPage, cancel);
        Imports = await statements.ImportsAsync(PerPage, cancel);
    }
}
