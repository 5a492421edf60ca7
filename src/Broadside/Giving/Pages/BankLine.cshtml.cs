using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Giving.Rails.Cheque;
using Broadside.Giving.References;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>A line of the bank that waits, what it probably is, and every way to say what it is.</summary>
[Needs(Right.SeeMoney)]
public sealed class BankLine(StatementQueries statements, SettleLine settle, ReopenLine reopen, TreasuryQueries treasury, RailBoard board) : MoneyPage
{
    public static IReadOnlyList<string> UsualAccounts { get; } = ["expense:bank-fees", "expense:other", "liability:loan", "equity:own-money"];

    [FromRoute(Name = "key")]
    public string Key { get; set; } = "";

    public StatementQueries.Waiting? Line { get; private set; }

    /// <summary>Gifts that it may be for, likeliest first.</summary>
    public IReadOnlyList<AwaitedGift> Gifts { get; private set; } = [];

    public string? Payer { get; private set; }

    /// <summary>The reference that stands in the line of a payment that went out.</summary>
    public string? Reference => GiftReference.FindAll(Line?.Line.Reference).Concat(GiftReference.FindAll(Line?.Line.Remittance)).FirstOrDefault();

    public string? Typed { get; private set; }

    /// <summary>One a line: amount, then reference or account.</summary>
    public string Parts { get; private set; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Funds { get; private set; } = [];

    public IEnumerable<KeyValuePair<string, string>> Rails =>
        board.Rails.Select(r => r.Describe()).Where(r => r.Flow != Flow.Instructions || r.Id == ChequeRail.Id).Select(r => KeyValuePair.Create(r.Id, r.Name));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        Response.StatusCode = Line is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    public Task<IActionResult> OnPostGiftAsync(string? gift, CancellationToken cancel) => SettleAsync(new LineDecision.ToGift(Code(Typed = gift ?? "")), cancel);

    public Task<IActionResult> OnPostBackAsync(string? gift, CancellationToken cancel) => SettleAsync(new LineDecision.PaidBack(Code(Typed = gift ?? "")), cancel);

    public Task<IActionResult> OnPostNewAsync(string? fund, string? name, string? email, CancellationToken cancel) => SettleAsync(new LineDecision.ToNewGift(fund, name, email), cancel);

    public Task<IActionResult> OnPostRailAsync(string? rail, CancellationToken cancel) => SettleAsync(new LineDecision.FromRail(rail ?? ""), cancel);

    public Task<IActionResult> OnPostSlipAsync(string? slip, CancellationToken cancel) => SettleAsync(new LineDecision.FromSlip(slip ?? ""), cancel);

    public Task<IActionResult> OnPostAccountAsync(string? account, CancellationToken cancel) => SettleAsync(new LineDecision.ToAccount((Typed = account ?? "").Trim()), cancel);

    public async Task<IActionResult> OnPostSplitAsync(string? parts, CancellationToken cancel)
    {
        Parts = parts ?? "";
        var currency = (await statements.LineAsync(Key, cancel))?.Line.Currency ?? "";
        var pieces = new List<LineDecision.Piece>();
        foreach (var row in Parts.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (row.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is not [var sum, var goal] || Read(sum, currency) is not { } amount)
            {
                await ShowAsync(cancel);
                return Refused(new Refusal("part_form", "Each line of the parts holds an amount and, behind a blank, a gift's reference or an account.", "parts"));
            }
            pieces.Add(Accounts.IsName(goal) && goal.Contains(':', StringComparison.Ordinal) ? new LineDecision.Piece(amount, null, goal) : new LineDecision.Piece(amount, Code(goal), null));
        }
        return await SettleAsync(new LineDecision.InParts(pieces), cancel);
    }

    public async Task<IActionResult> OnPostReopenAsync(CancellationToken cancel) =>
        await EndAsync(await reopen.RunAsync(Key, HttpContext.Actor(), cancel), "/desk/giving/bank/lines/" + Key, "line_reopened", () => ShowAsync(cancel));

    private static string Code(string text) => GiftReference.TryRead(text, out var code) ? code : text.Trim();

    private async Task<IActionResult> SettleAsync(LineDecision decision, CancellationToken cancel) =>
        await EndAsync(await settle.RunAsync(Key, decision, HttpContext.Actor(), cancel), "/desk/giving/bank", "line_settled", () => ShowAsync(cancel));

    private async Task ShowAsync(CancellationToken cancel)
    {
        Line = await statements.LineAsync(Key, cancel);
        Funds = [.. (await treasury.FundsAsync(cancel)).Select(f => KeyValuePair.Create(f.Id, f.Name))];
        Gifts = Line?.Match switch
        {
            LineMatch.ByReference by => [by.Gift],
            LineMatch.ByClosedReference by => [by.Gift],
            LineMatch.GiftsSuggested some => some.Gifts,
            _ => [],
        };
        Payer = Line?.Match is LineMatch.PayoutSuggested payout ? payout.Rail : null;
        if (Line?.Match is LineMatch.SplitSuggested split && Parts.Length == 0)
        {
            Parts = string.Join('\n', split.Parts.Select(p => $"{p.Amount?.ToText() ?? "?"} {p.Gift.Reference}"));
        }
    }
}
