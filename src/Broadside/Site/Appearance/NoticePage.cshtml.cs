using System.Globalization;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Pages;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Site.Appearance;

[Needs(Right.Curate)]
public sealed class NoticePage(PutUpNotice putUp, SiteRecord site, Catalogue catalogue, Theme theme) : DeskPage
{
    private const string Here = "/desk/notice";
    private const string Typed = "yyyy-MM-dd'T'HH:mm";

    public Notice Now => site.Read<Notice>(Notice.Part);

    public IReadOnlyDictionary<string, string?> Texts { get; private set; } = new Dictionary<string, string?>();

    [BindProperty]
    public string? Address { get; set; }

    /// <summary>In the outlet's time zone, as browsers write it.</summary>
    [BindProperty]
    public string? Ends { get; set; }

    /// <summary>Code and name of each language that readers have pages in, and of those that the notice speaks.</summary>
    public IEnumerable<(string Code, string Name)> Languages =>
        catalogue.Languages().Select(PageMaker.MainLanguage).Prepend(PageMaker.MainLanguage(Identity.Language)).Concat(Now.Texts.Keys).Distinct()
            .Where(code => theme.Vocabulary.For(code).Language == code).Select(code => (code, theme.Vocabulary.For(code).Name));

    private Identity Identity => site.Read<Identity>(Identity.Part);

    public void OnGet()
    {
        Texts = Now.Texts.ToDictionary(t => t.Key, t => (string?)t.Value);
        Address = Now.Address;
        Ends = Now.EndsAt is { } end ? TimeZoneInfo.ConvertTime(end, Identity.Zone()).ToString(Typed, CultureInfo.InvariantCulture) : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Texts = Languages.ToDictionary(l => l.Code, l => (string?)Request.Form["Text_" + l.Code].ToString());
        if (!TryReadEnd(out var end))
        {
            return Refused(new Kit.Refusal("notice_end", "That moment has passed. Choose a later one, or leave it empty.", "Ends"));
        }
        return await EndAsync(new PutUpNotice.Form(Texts, Address, end), cancel);
    }

    public Task<IActionResult> OnPostTakeDownAsync(CancellationToken cancel)
    {
        OnGet();
        return EndAsync(new PutUpNotice.Form(new Dictionary<string, string?>(), null, null), cancel);
    }

    public string? FaultAt(string name) => ModelState.TryGetValue(name, out var state) && state.Errors.Count > 0 ? state.Errors[0].ErrorMessage : null;

    private async Task<IActionResult> EndAsync(PutUpNotice.Form form, CancellationToken cancel)
    {
        var outcome = await putUp.RunAsync(form, HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done(Here, outcome.Value.At is null ? "notice_down" : "notice_up") : Refused(outcome.Refusal);
    }

    // A time that the clocks skip or repeat is read as the zone's rules read it; nobody ends a notice at half past two on that night.
    private bool TryReadEnd(out DateTimeOffset? end)
    {
        end = null;
        if (string.IsNullOrWhiteSpace(Ends))
        {
            return true;
        }
        if (!DateTime.TryParse(Ends, CultureInfo.InvariantCulture, DateTimeStyles.None, out var typed))
        {
            return false;
        }
        var local = DateTime.SpecifyKind(typed, DateTimeKind.Unspecified);
        end = new DateTimeOffset(local, Identity.Zone().GetUtcOffset(local)).ToUniversalTime();
        return true;
    }
}
