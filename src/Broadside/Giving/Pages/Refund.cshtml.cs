using System.Globalization;
using Broadside.Giving.Gifts;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>Pays back a payment or a part of it, by somebody who has just shown that it is they; above the limit it waits for a second person.</summary>
[Needs(Right.HandleMoney, Fresh = true)]
public sealed class Refund(GiftQueries gifts, AskRefund ask, GivingSettings settings) : MoneyPage
{
    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    public GiftQueries.Paid? Paid { get; private set; }

    public string? Amount { get; private set; }

    public string? Reason { get; private set; }

    public Money Limit => Money.Parse(settings.RefundLimit.ToString(CultureInfo.InvariantCulture), Paid?.Amount.Currency ?? settings.Currency, CultureInfo.InvariantCulture) ?? new Money(0, settings.Currency);

    public async Task OnGetAsync(string? payment, CancellationToken cancel)
    {
        await ShowAsync(payment, cancel);
        Amount = Paid?.Refundable?.ToText();
        Response.StatusCode = Paid is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    public async Task<IActionResult> OnPostAsync(string? payment, string? amount, string? reason, CancellationToken cancel)
    {
        await ShowAsync(payment, cancel);
        (Amount, Reason) = (amount, reason);
        if (Paid is null)
        {
            return Refused(new Refusal("gone", "There is no such payment."));
        }
        var outcome = await ask.RunAsync(Paid.Key, Read(amount, Paid.Amount.Currency), reason ?? "", HttpContext.Actor(), cancel);
        return outcome.IsDone ? outcome.Value ? Done("/desk/giving/gifts/" + Id, "refund_asked") : Done("/desk/giving/gifts/" + Id, "refund_waits") : Refused(outcome.Refusal);
    }

    private async Task ShowAsync(string? payment, CancellationToken cancel) =>
        Paid = (await gifts.FindAsync(Id, cancel))?.Payments.FirstOrDefault(p => p.Key.RemoteId == payment && p.Refundable is not null);
}
