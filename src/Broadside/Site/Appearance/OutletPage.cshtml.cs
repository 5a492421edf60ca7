using Broadside.Articles;
using Broadside.Guard;
using Broadside.Media;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Site.Appearance;

[Needs(Right.ManageSite)]
public sealed class OutletPage(ChangeIdentity change, SiteRecord site, Theme theme) : DeskPage
{
    private const string Here = "/desk/outlet";

    [BindProperty]
    public string? Mark { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Tagline { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Zone { get; set; }

    [BindProperty]
    public string? Accent { get; set; }

    [BindProperty]
    public string? Face { get; set; }

    [BindProperty]
    public string? Look { get; set; }

    [BindProperty]
    public string? Contact { get; set; }

    [BindProperty]
    public string? Licence { get; set; }

    /// <summary>How the chosen colour is shown, legible on both papers.</summary>
    public Accent Shown => Themes.Accent.From(Accent);

    /// <summary>Address of the present logo.</summary>
    public string? Logo => Identity.Logo is { } logo ? MediaAddress.Rendition(logo, MediaAddress.AllWidths[0], "webp") : null;

    public IEnumerable<KeyValuePair<string, string>> Languages =>
        theme.Vocabulary.All.Select(w => KeyValuePair.Create(w.Language, w.Name)).Concat(theme.Vocabulary.For(Identity.Language).Language == Identity.Language ? [] : [KeyValuePair.Create(Identity.Language, Identity.Language)]);

    public IEnumerable<KeyValuePair<string, string>> Zones => TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Append(Identity.TimeZone).Distinct().Order(StringComparer.Ordinal).Select(id => KeyValuePair.Create(id, id));

    public IEnumerable<KeyValuePair<string, string>> Licences =>
        ChangeIdentity.Licences.Append(Identity.Licence ?? "").Where(l => l.Length > 0).Distinct().Select(l => KeyValuePair.Create(l, Pages.Licence.Of(l).Name)).Prepend(KeyValuePair.Create("", Words.Text("outlet.reserved")));

    public IEnumerable<KeyValuePair<string, string>> AllFaces => Faces.All.Prepend(KeyValuePair.Create("", Words.Text("outlet.face_none")));

    public IEnumerable<KeyValuePair<string, string>> AllLooks => Looks.All.Select(l => KeyValuePair.Create(l, Words.Text($"look.{l}"))).Prepend(KeyValuePair.Create("", Words.Text("look.paper")));

    private Identity Identity => site.Read<Identity>(Identity.Part);

    private Words Words => DeskWords.Of(HttpContext);

    public void OnGet()
    {
        var now = Identity;
        (Mark, Name, Tagline, Description, Language, Zone) = (change.Mark(), now.Name, now.Tagline, now.Description, now.Language, now.TimeZone);
        (Accent, Face, Look, Contact, Licence) = (now.Accent is { } accent ? "#" + accent : Themes.Accent.Standard.Light, now.Face, now.Look, now.Contact, now.Licence);
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? logo, bool removeLogo, CancellationToken cancel)
    {
        await using var content = logo is { Length: > 0 } ? logo.OpenReadStream() : null;
        var form = new ChangeIdentity.Form(Name, Tagline, Description, Language, Zone, Accent, Face, Look, Contact, Licence, Mark)
        {
            RemoveLogo = removeLogo,
            Logo = content is null ? null : (content, logo!.FileName),
        };
        var outcome = await change.RunAsync(form, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done(Here, "outlet");
        }
        // The form's own mark would be refused for ever; the new one says that the person has seen the sentence.
        ModelState.Remove(nameof(Mark));
        Mark = change.Mark();
        return Refused(outcome.Refusal);
    }
}
