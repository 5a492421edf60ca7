using System.Globalization;
using Broadside.Giving.Cheques;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>Cheques and cash: entered, brought to the bank together, seen there.</summary>
[Needs(Right.SeeMoney)]
public sealed class ChequesPage(ChequeQueries cheques, TakeCheque take, DepositCheques deposit, WithdrawCheque withdraw, TreasuryQueries treasury, GivingSettings settings, SiteRecord site, IOutlet outlet, TimeProvider time) : MoneyPage
{
    private const string Here = "/desk/giving/cheques";

    /// <summary>What was typed.</summary>
    public sealed record Fields(string? Sort, string? Amount, string? Currency, string? Day, string? Number, string? Reference, string? Name, string? Email, string? Fund, string? Campaign);

    public Fields Form { get; private set; } = new(null, null, null, null, null, null, null, null, null, null);

    public IReadOnlyList<ChequeQueries.Listed> Drawer { get; private set; } = [];

    public IReadOnlyList<DepositSlip> Slips { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Funds { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Campaigns { get; private set; } = [];

    public IEnumerable<KeyValuePair<string, string>> Banks => site.Read<PayoutDetails>(PayoutDetails.Part).Banks.Select(b => KeyValuePair.Create(b.Number, PaymentDetails.Grouped(b.Number)));

    public IEnumerable<KeyValuePair<string, string>> Sorts => Enum.GetValues<ChequeSort>().Select(s => KeyValuePair.Create(s.ToString(), Words.Text("cheque_sort." + s.ToString().ToLowerInvariant())));

    public string Currency => settings.Currency;

    public string Today => TimeZoneInfo.ConvertTime(time.GetUtcNow(), outlet.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostTakeAsync([FromForm] Fields form, CancellationToken cancel)
    {
        Form = form;
        var sort = Enum.TryParse<ChequeSort>(form.Sort, out var known) && Enum.IsDefined(known) ? known : ChequeSort.Cheque;
        var day = DateOnly.TryParseExact(form.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : default;
        var cheque = new ChequeForm(sort, Read(form.Amount, form.Currency) ?? new Money(0, settings.Currency), day) { Number = form.Number, Reference = form.Reference, Name = form.Name, Email = form.Email, Fund = form.Fund, Campaign = form.Campaign };
        return await EndAsync(await take.RunAsync(cheque, HttpContext.Actor(), cancel), Here, "cheque_taken", () => ShowAsync(cancel));
    }

    public async Task<IActionResult> OnPostDepositAsync(string[] cheques, string? bank, CancellationToken cancel) =>
        await EndAsync(await deposit.RunAsync(cheques ?? [], bank ?? "", HttpContext.Actor(), cancel), Here, "cheques_deposited", () => ShowAsync(cancel));

    public async Task<IActionResult> OnPostWithdrawAsync(string? cheque, CancellationToken cancel) =>
        await EndAsync(await withdraw.RunAsync(cheque ?? "", HttpContext.Actor(), cancel), Here, "cheque_withdrawn", () => ShowAsync(cancel));

    private async Task ShowAsync(CancellationToken cancel)
    {
        (Drawer, Slips) = (await cheques.InDrawerAsync(cancel), await cheques.SlipsAsync(50, cancel));
        Funds = [KeyValuePair.Create("", Words.Text("money.cheques.usual_fund")), .. (await treasury.FundsAsync(cancel)).Select(f => KeyValuePair.Create(f.Id, f.Name))];
        Campaigns = [KeyValuePair.Create("", Words.Text("money.cheques.no_campaign")), .. (await treasury.CampaignsAsync(cancel)).Select(c => KeyValuePair.Create(c.Id, c.Title))];
    }
}
