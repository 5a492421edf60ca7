using Broadside.Articles.Details;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages;

/// <summary>Everything about an article that is not its text, in one form.</summary>
[Needs(Right.Translate)]
public sealed class Details(DetailsQueries queries, ChangeDetails change, AddMedia add) : DeskPage
{
    private static readonly string[] Licences = ["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "CC0-1.0"];

    public DetailsQueries.Opened? Opened { get; private set; }

    public DetailsForm Form { get; private set; } = new();

    public string Mark { get; private set; } = "";

    public IEnumerable<KeyValuePair<string, string>> LicenceChoices =>
        new[] { KeyValuePair.Create("", DeskWords.Of(HttpContext).Text("details.licence_none")) }
            .Concat(Licences.Append(Form.Licence).OfType<string>().Where(l => l.Length > 0).Distinct().Select(l => KeyValuePair.Create(l, l)));

    public IEnumerable<KeyValuePair<string, string>> SectionChoices =>
        Opened!.Topics.Select(t => KeyValuePair.Create(t.Slug, t.Name)).Prepend(KeyValuePair.Create("", DeskWords.Of(HttpContext).Text("details.section_none")));

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is { } refusal)
        {
            return Refused(refusal);
        }
        Form = Opened!.Form;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, DetailsForm form, string? mark, IFormFile? leadFile, CancellationToken cancel)
    {
        Form = form;
        if (leadFile is { Length: > 0 } && await TakeAsync(leadFile, cancel) is { } fault)
        {
            return await AgainAsync(id, fault, cancel);
        }
        var outcome = await change.RunAsync(id, Form, mark, HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done($"/desk/articles/{id}/details", "details_saved") : await AgainAsync(id, outcome.Refusal, cancel);
    }

    private async Task<Refusal?> TakeAsync(IFormFile file, CancellationToken cancel)
    {
        if (!HttpContext.Actor().May(Right.ManageMedia))
        {
            return new Refusal("details_picture", "You may not add pictures. Choose one of the article’s own.", "LeadFile");
        }
        await using var content = file.OpenReadStream();
        var added = await add.RunAsync(content, new NewMedia(file.FileName) { Who = HttpContext.Actor() }, cancel);
        if (!added.IsDone || added.Value.Width is null)
        {
            return added.Refusal is { } why ? why with { Field = "LeadFile" } : new Refusal("details_no_picture", "This file is no picture.", "LeadFile");
        }
        Form = Form with { Lead = added.Value.Sha256 };
        return null;
    }

    private async Task<IActionResult> AgainAsync(string id, Refusal refusal, CancellationToken cancel)
    {
        var typed = Form;
        if (await FindAsync(id, cancel) is { } other)
        {
            return Refused(other);
        }
        Form = typed;
        return Refused(refusal);
    }

    private async Task<Refusal?> FindAsync(string id, CancellationToken cancel)
    {
        var outcome = await queries.OpenAsync(id, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            (Opened, Mark) = (outcome.Value, outcome.Value.Form.Mark());
        }
        return outcome.Refusal;
    }
}
