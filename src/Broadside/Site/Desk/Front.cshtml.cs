using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Curating;
using Broadside.Site.Pages;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Site.Desk;

/// <summary>What is chosen and not signed yet stands in the form alone: two people do not get in each other's way, and closing the page changes nothing.</summary>
[Needs(Right.Curate)]
public sealed class Front(CurateFront curate, SiteRecord site, Catalogue catalogue, ArticleReader reader, DeskVocabulary vocabulary) : DeskPage
{
    private const int NewestShown = 40;

    private static readonly string[] Places = ["front.place_lead", "front.place_second", "front.place_second", "front.place_under", "front.place_under"];

    /// <summary>An article at the top of the front page.</summary>
    public sealed record Choice(string Id, string Title);

    public FrontCuration Chosen { get; private set; } = new("en", [], []);

    public string Mark { get; private set; } = "";

    public IReadOnlyList<Choice> Leads { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Sections { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Newest { get; private set; } = [];

    public string? Address { get; private set; }

    public int MostLeads => CurateFront.MostLeads;

    public bool IsChanged { get; private set; }

    public IReadOnlyList<string> Languages => [.. catalogue.Languages().Select(PageMaker.MainLanguage).Prepend(Own).Distinct()];

    public IEnumerable<KeyValuePair<string, string>> Topics => site.Read<TopicsPart>(TopicsPart.Part).Topics
        .Where(t => !Chosen.Sections.Contains(t.Slug)).Select(t => KeyValuePair.Create(t.Slug, t.Name));

    public string Preview
    {
        get
        {
            var query = new QueryBuilder { { "language", Chosen.Language } };
            query.Add("lead", Chosen.Lead);
            query.Add("section", Chosen.Sections);
            return FrontPreview.Path + query.ToQueryString();
        }
    }

    private string Own => PageMaker.MainLanguage(site.Read<Identity>(Identity.Part).Language);

    public static string PlaceOf(int place) => Places[Math.Min(place, Places.Length - 1)];

    public string NameOf(string code) => vocabulary.Speaks(code) ? vocabulary.For(code).Name : code;

    public Task OnGetAsync(string? language, CancellationToken cancel)
    {
        var code = Known(language);
        Mark = curate.Mark(code);
        return ShowAsync(curate.Of(code) with { Language = code }, cancel);
    }

    public async Task<IActionResult> OnPostAsync(string? language, string? mark, string[] lead, string[] section, string? act, string? add, string? address, string? topic, CancellationToken cancel)
    {
        var code = Known(language);
        Mark = mark ?? "";
        var chosen = new FrontCuration(code, [.. lead.Take(CurateFront.MostLeads + 1)], [.. section.Take(CurateFront.MostSections + 1)]);
        if (act == "sign")
        {
            return await SignAsync(chosen, cancel);
        }
        Refusal? refusal = null;
        if (OrderAct.Read(act) is { } press)
        {
            (chosen, refusal) = Pressed(chosen, press, add, address, topic);
        }
        Address = refusal is null ? null : address;
        await ShowAsync(chosen, cancel);
        return refusal is null ? Page() : Refused(refusal);
    }

    private async Task<IActionResult> SignAsync(FrontCuration chosen, CancellationToken cancel)
    {
        var outcome = await curate.RunAsync(chosen, Mark, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/front?language=" + chosen.Language, "front_signed");
        }
        Mark = outcome.Refusal.Code == "front_stale" ? curate.Mark(chosen.Language) : Mark;
        await ShowAsync(chosen, cancel);
        return Refused(outcome.Refusal);
    }

    private (FrontCuration Chosen, Refusal? Refusal) Pressed(FrontCuration chosen, OrderAct press, string? add, string? address, string? topic)
    {
        switch (press)
        {
            case { List: "lead", What: "add" }:
                var wanted = string.IsNullOrWhiteSpace(address) ? add ?? "" : PathOf(address);
                return reader.Find(wanted) is { IsGone: false, IsPage: false } entry
                    ? (chosen with { Lead = [.. chosen.Lead.Append(entry.Id).Distinct().Take(CurateFront.MostLeads)] }, null)
                    : (chosen, new Refusal("front_unknown", "No published article stands at this address.", "Address"));
            case { List: "section", What: "add" }:
                return (chosen with { Sections = [.. chosen.Sections.Append(topic ?? "").Where(s => s.Length > 0).Distinct()] }, null);
            case { List: "lead" }:
                return (chosen with { Lead = press.On(chosen.Lead) }, null);
            case { List: "section" }:
                return (chosen with { Sections = press.On(chosen.Sections) }, null);
            default:
                return (chosen, null);
        }
    }

    // People copy addresses whole, from the browser.
    private static string PathOf(string address) => Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? Uri.UnescapeDataString(uri.AbsolutePath) : address.Trim();

    private string Known(string? language) => Languages.Contains(language ?? "") ? language! : Own;

    private async Task ShowAsync(FrontCuration chosen, CancellationToken cancel)
    {
        Chosen = chosen;
        var signed = curate.Of(chosen.Language);
        IsChanged = !signed.Lead.SequenceEqual(chosen.Lead) || !signed.Sections.SequenceEqual(chosen.Sections);
        var leads = new List<Choice>();
        foreach (var id in chosen.Lead)
        {
            var content = catalogue.ById(id) is { IsGone: false } entry ? await reader.ReadAsync(entry, cancel) : null;
            leads.Add(new Choice(id, content?.Title ?? DeskWords.Of(HttpContext).Text("front.gone")));
        }
        Leads = leads;
        var topics = site.Read<TopicsPart>(TopicsPart.Part).Topics.ToDictionary(t => t.Slug, t => t.Name, StringComparer.Ordinal);
        Sections = [.. chosen.Sections.Select(s => KeyValuePair.Create(s, topics.GetValueOrDefault(s, s)))];
        var newest = await reader.ReadAsync(catalogue.Latest(ListKey.Language(chosen.Language), NewestShown).Where(e => !chosen.Lead.Contains(e.Id)), cancel);
        Newest = [.. newest.Select(n => KeyValuePair.Create(n.Entry.Id, n.Content.Title))];
    }
}
