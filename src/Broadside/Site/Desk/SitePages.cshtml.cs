using System.Globalization;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Pages;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Site.Desk;

[Needs(Right.Curate)]
public sealed class SitePages(Catalogue catalogue, ArticleReader reader, SiteRecord site, DeskVocabulary vocabulary, MakeStandardPages make) : DeskPage
{
    private const int PerPage = 50;
    private const int Longest = 2000;

    /// <summary>A published page.</summary>
    public sealed record Row(CatalogueEntry Entry, string Title);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    public PageAnswers Answers { get; private set; } = Of("en", null, null, null, null, null, null);

    public IEnumerable<KeyValuePair<string, string>> Languages => MakeStandardPages.Languages.Select(l => KeyValuePair.Create(l, vocabulary.For(l).Name));

    public async Task OnGetAsync(string? from, CancellationToken cancel)
    {
        await LoadAsync(from, cancel);
        var identity = site.Read<Identity>(Identity.Part);
        Answers = Of(PageMaker.MainLanguage(identity.Language), identity.Name, null, null, null, identity.Contact, null);
    }

    public async Task<IActionResult> OnPostAsync(string? language, string? owner, string? place, string? since, string? editor, string? email, string? funding, CancellationToken cancel)
    {
        Answers = Of(language, owner, place, since, editor, email, funding);
        var outcome = await make.RunAsync(Answers, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/front/pages", "pages_made");
        }
        await LoadAsync(null, cancel);
        return Refused(outcome.Refusal);
    }

    private static PageAnswers Of(string? language, string? owner, string? place, string? since, string? editor, string? email, string? funding) => new()
    {
        Language = language ?? "",
        Owner = Line(owner),
        Place = Line(place),
        Since = Line(since),
        Editor = Line(editor),
        Email = Line(email),
        Funding = Line(funding),
    };

    private static string Line(string? text) => (text ?? "").ReplaceLineEndings(" ").Trim() is var line && line.Length > Longest ? line[..Longest] : (text ?? "").ReplaceLineEndings(" ").Trim();

    // Counted from the oldest, so that a page of the list stays as it is when newer ones come.
    private async Task LoadAsync(string? from, CancellationToken cancel)
    {
        var end = int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? Math.Min(given, catalogue.Count(ListKey.Pages)) : catalogue.Count(ListKey.Pages);
        var start = Math.Max(0, end - PerPage);
        var read = await reader.ReadAsync(catalogue.Stretch(ListKey.Pages, start, end - start), cancel);
        Rows = [.. read.Select(r => new Row(r.Entry, r.Content.Title))];
        Older = start > 0 ? "/desk/front/pages?from=" + start.ToString(CultureInfo.InvariantCulture) : null;
    }
}
