using System.Globalization;
using Broadside.Giving.Receipts;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>One receipt, and its taking back.</summary>
[Needs(Right.SeeMoney)]
public sealed class OneReceipt(ReceiptQueries receipts, VoidReceipt take) : MoneyPage
{
    private const int LongestReason = 200;

    [FromRoute(Name = "recipient")]
    public string Recipient { get; set; } = "";

    [FromRoute(Name = "year")]
    public string Year { get; set; } = "";

    [FromRoute(Name = "number")]
    public string Number { get; set; } = "";

    public Receipt? Receipt { get; private set; }

    public string? Reason { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        Response.StatusCode = Receipt is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    public async Task<IActionResult> OnPostAsync(string? reason, CancellationToken cancel)
    {
        Reason = reason;
        await ShowAsync(cancel);
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            return Refused(new Refusal("void_reason", "Say why, in at most 200 characters and without naming anybody.", "reason"));
        }
        return await EndAsync(await take.RunAsync(Recipient, Whole(Year), Whole(Number), reason ?? "", HttpContext.Actor(), cancel), $"/desk/giving/receipts/{Recipient}/{Year}/{Number}", "receipt_void", () => ShowAsync(cancel));
    }

    // No receipt has the number 0.
    private static int Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task ShowAsync(CancellationToken cancel) => Receipt = await receipts.FindAsync(Recipient, Whole(Year), Whole(Number), cancel);
}
