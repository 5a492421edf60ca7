using Broadside.Guard;
using Broadside.Record.Dossiers;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Record.Pages;

/// <summary>Begins a dossier.</summary>
[Needs(Right.Curate)]
public sealed class NewDossier(ChangeDossier change, IOutlet outlet) : DeskPage
{
    public DossierForm Form { get; private set; } = new();

    public string? Slug { get; private set; }

    public void OnGet() => Form = new DossierForm { Language = outlet.Language };

    public async Task<IActionResult> OnPostAsync(string? slug, DossierForm form, CancellationToken cancel)
    {
        (Slug, Form) = (slug, form);
        var outcome = await change.MakeAsync(ReadClaimForm.Clean(slug), form.Fields(), HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done("/desk/dossiers/" + outcome.Value.Slug, "dossier_made") : Refused(DossierForm.AtControl(outcome.Refusal));
    }
}
