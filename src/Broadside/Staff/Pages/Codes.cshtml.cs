using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Account;
using Broadside.Staff.Signing;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[Needs(Right.Enter, Fresh = true, BeforeCodes = true)]
public sealed class Codes(StaffQueries staff, OfferCodes offer, ConfirmCodes confirm, RenewRecoveryCodes renew, StopCodes stop, IOutlet outlet) : DeskPage
{
    public StaffMember Member => HttpContext.Features.Get<LoginSessions.Found>()!.Member;

    /// <summary>SVG of the QR code.</summary>
    public string Picture { get; private set; } = "";

    /// <summary>The secret in groups of four, for typing.</summary>
    public string Spelt { get; private set; } = "";

    public int Left { get; private set; }

    /// <summary>New recovery codes, on the one page that shows them.</summary>
    public IReadOnlyList<string> Recovery { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Left = await staff.RecoveryCodesAsync(Member.Id, cancel);
        if (Member is { PasswordHash: not null, CodeSecret: null })
        {
            var secret = await offer.RunAsync(HttpContext.Actor(), cancel);
            Spelt = string.Join(' ', secret.Chunk(4).Select(part => new string(part)));
            Picture = QrPicture.Svg(Signing.Codes.Address(outlet.Name, Member.Email, secret), DeskWords.Of(HttpContext).Text("codes.picture"));
        }
    }

    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken cancel) => await EndAsync(await confirm.RunAsync(HttpContext.Actor(), code, cancel), cancel);

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken cancel) => await EndAsync(await renew.RunAsync(HttpContext.Actor(), cancel), cancel);

    public async Task<IActionResult> OnPostStopAsync(CancellationToken cancel)
    {
        var outcome = await stop.RunAsync(HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done("/desk/account", "codes_off") : await RefusedWholeAsync(outcome.Refusal, cancel);
    }

    private async Task<IActionResult> EndAsync(Outcome<IReadOnlyList<string>> outcome, CancellationToken cancel)
    {
        if (!outcome.IsDone)
        {
            return await RefusedWholeAsync(outcome.Refusal, cancel);
        }
        Recovery = outcome.Value;
        return Page();
    }

    private async Task<IActionResult> RefusedWholeAsync(Refusal refusal, CancellationToken cancel)
    {
        await OnGetAsync(cancel);
        return Refused(refusal);
    }
}
