using System.Globalization;
using Broadside.Articles;
using Broadside.Articles.Markup;
using Broadside.Guard;
using Broadside.Record.Dossiers;
using Broadside.Site.Dossiers;
using Broadside.Site.Search;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>Answers <c>/search?q=…&amp;lang=…&amp;page=…</c>. Never kept: every question has its own bytes.</summary>
public sealed class SearchPage(PageMaker maker, TeaserMaker teasers, SearchArticles search, Catalogue catalogue, SiteRecord site)
{
    public const string Path = "/search";

    private const int LatestShown = 5;

    public async Task<Page> MakeAsync(string? question, string? language, string? page, CancellationToken cancel)
    {
        _ = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var identity = site.Read<Identity>(Identity.Part);
        var notes = new PageNotes();
        var setting = maker.Begin(notes, Known(language) ?? identity.Language);
        var found = await search.RunAsync(question, setting.Words.Language, number, cancel);
        var view = new SearchView
        {
            Action = Path,
            Query = found.Query.Text.Length == 0 ? null : found.Query.Text,
            Summary = Summary(setting.Words, found),
            Dossiers = number > 1 ? [] : [.. FindDossiers.For(found.Query, site.Read<DossierList>(DossierList.Part).Dossiers).Select(d => new Link($"{DossierPages.Root}{d.Slug}/", setting.Words.Text("dossier.link", ("title", d.Title)), Language: setting.Other(d.Language)))],
            Results = [.. found.Results.Select(r => Teaser(setting, r))],
            Pager = Pager(setting.Words, found, setting.Words.Language == PageMaker.MainLanguage(identity.Language) ? null : setting.Words.Language),
            Sections = found.Total > 0 ? [] : [.. site.Read<TopicsPart>(TopicsPart.Part).Topics.Where(t => t.Parent is null && catalogue.Count(ListKey.Topic(t.Slug)) > 0).Select(t => new Link($"/topics/{t.Slug}/", t.Name))],
            Latest = found.Total > 0 ? [] : await LatestAsync(setting, cancel),
        };
        var title = view.Query is null ? setting.Words.Text("search.title") : $"{setting.Words.Text("search.title")}: {view.Query}";
        var head = maker.Head(setting, title, Path) with { NoIndex = true };
        return await maker.MakeAsync("search", setting, maker.Frame(setting, Path), head, view, Path, cancel);
    }

    private static string? Summary(Words words, SearchResults found)
    {
        if (found.Query.Text.Length == 0)
        {
            return null;
        }
        return found.Total == 0
            ? words.Text("search.none", ("query", found.Query.Text))
            : words.Text(found.IsMore ? "search.found.more" : found.Total == 1 ? "search.found.one" : "search.found.other", ("n", words.Number(found.Total)), ("query", found.Query.Text));
    }

    private static Articles.Views.Teaser Teaser(Setting setting, SearchResult result) =>
        TeaserMaker.Make(setting, result.Content, PicturePlace.Row) with { Excerpt = result.Excerpt };

    private static Pager? Pager(Words words, SearchResults found, string? language)
    {
        if (found.Pages < 2)
        {
            return null;
        }
        string To(int number) => string.Create(CultureInfo.InvariantCulture, $"{Path}?q={Uri.EscapeDataString(found.Query.Text)}{(language is null ? "" : "&lang=" + language)}&page={number}");
        var text = words.Text("lists.page", ("page", words.Number(found.Page)), ("pages", words.Number(found.Pages)));
        return new Pager(text, found.Page > 1 ? To(found.Page - 1) : null, found.Page < found.Pages ? To(found.Page + 1) : null);
    }

    private async Task<IReadOnlyList<Articles.Views.Teaser>> LatestAsync(Setting setting, CancellationToken cancel)
    {
        var own = catalogue.Latest(ListKey.Language(setting.Words.Language), LatestShown);
        return await teasers.MakeAsync(setting, own.Count > 0 ? own : catalogue.Latest(ListKey.All, LatestShown), PicturePlace.Row, cancel);
    }

    private static string? Known(string? language) => language is { Length: >= 2 and <= 12 } && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? language : null;
}
