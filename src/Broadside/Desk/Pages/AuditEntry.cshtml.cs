using System.Globalization;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Desk.Pages;

[Needs(Right.SeeAudit)]
public sealed class AuditEntry(AuditQueries audit, StaffQueries staff, AuditNames naming) : DeskPage
{
    private AuditNames.Known names = AuditNames.Known.Nobody;

    [FromRoute]
    public string Seq { get; set; } = "";

    public AuditRow? Row { get; private set; }

    public AuditRow? Erasure { get; private set; }

    public bool MayErase => Row is { Text: not null, What: not AuditLog.Erased } && HttpContext.Actor().May(Right.ManageKeys);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (long.TryParse(Seq, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            Row = await audit.FindAsync(seq, cancel);
            Erasure = Row is { Text: null } ? await audit.ErasureOfAsync(seq, cancel) : null;
            names = naming.Of(await staff.NamesAsync(cancel), DeskWords.Of(HttpContext));
        }
        Response.StatusCode = Row is null ? 404 : 200;
        return Page();
    }

    public string NameOf(string id) => names.Person(id);

    public string SubjectOf(string subject) => names.Subject(subject);
}
