using Broadside.Giving.Payees;
using Broadside.Giving.References;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Staff.Acts;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>Where money goes, as it is signed; what waits to change it, and what has.</summary>
[Needs(Right.SeeMoney)]
public sealed class PaymentDetails(TreasuryQueries treasury, ChangePayout change, ConfirmRails confirm, SiteRecord site, StaffQueries staff) : MoneyPage
{
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public PayoutDetails Details => site.Read<PayoutDetails>(PayoutDetails.Part);

    public IReadOnlyList<RailCard> SetUp => confirm.SetUp;

    public IReadOnlyList<PendingAct> Acts { get; private set; } = [];

    public IReadOnlyList<PayoutChange> Pending { get; private set; } = [];

    public IReadOnlyList<PayoutChange> Past { get; private set; } = [];

    public bool IsOwner => HttpContext.Actor().May(Right.ManageKeys);

    public static string Grouped(string number) => Iban.TryRead(number, out var iban) ? Iban.Print(iban) : number;

    public string NameOf(string id) => names.GetValueOrDefault(id, id);

    public string RecipientOf(string id) => Details.Recipients.FirstOrDefault(r => r.Id == id)?.Name ?? id;

    public bool IsConfirmed(string rail) => confirm.IsConfirmed(rail);

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostWithdrawAsync(string? id, CancellationToken cancel) =>
        await EndAsync(await change.WithdrawAsync(id ?? "", HttpContext.Actor(), cancel), "/desk/giving/details", "payout_withdrawn", () => ShowAsync(cancel));

    private async Task ShowAsync(CancellationToken cancel)
    {
        names = await staff.NamesAsync(cancel);
        Acts = await treasury.ActsAsync(cancel);
        var changes = await treasury.ChangesAsync(cancel);
        Pending = [.. changes.Where(c => c.AppliedAt is null && c.WithdrawnAt is null)];
        Past = [.. changes.Where(c => c.AppliedAt is not null || c.WithdrawnAt is not null)];
    }
}
