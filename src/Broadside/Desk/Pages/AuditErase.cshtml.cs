using System.Globalization;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Desk.Pages;

[Needs(Right.ManageKeys, Fresh = true)]
public sealed class AuditErase(AuditQueries audit, EraseAuditText erase) : DeskPage
{
    [FromRoute]
    public string Seq { get; set; } = "";

    public AuditRow? Row { get; private set; }

    [BindProperty]
    public string? Reason { get; set; }

    private long Number => long.TryParse(Seq, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Row = await audit.FindAsync(Number, cancel);
        Response.StatusCode = Row is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await erase.RunAsync(Number, Reason, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done($"/desk/audit/{outcome.Value.ToString(CultureInfo.InvariantCulture)}", "text_erased");
        }
        Row = await audit.FindAsync(Number, cancel);
        return Refused(outcome.Refusal);
    }
}
