using System.Globalization;
using Broadside.Articles;
using Broadside.Articles.Markup;
using Broadside.Guard;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary><c>/archive/</c>: all months; <c>/archive/2026/11/</c>: the articles of one, by day.</summary>
public sealed class ArchivePage(PageMaker maker, TeaserMaker teasers, Catalogue catalogue, SiteRecord site) : IPageSource
{
    private const string Prefix = "month:";

    public PageRender? Find(string path)
    {
        if (path == "/archive/")
        {
            return (notes, cancel) => AllAsync(path, notes, cancel);
        }
        if (path.Split('/') is ["", "archive", { Length: 4 } y, { Length: 2 } m, ""]
            && int.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(m, NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            && catalogue.Count(ListKey.Month(year, month)) > 0)
        {
            return (notes, cancel) => MonthAsync(year, month, path, notes, cancel);
        }
        return null;
    }

    public IEnumerable<string> Paths() => catalogue.ListsWith(Prefix).Select(key => $"/archive/{key[Prefix.Length..].Replace('-', '/')}/").Prepend("/archive/");

    private async Task<Page?> AllAsync(string path, PageNotes notes, CancellationToken cancel)
    {
        var setting = Begin(notes);
        notes.Note(ListKey.All);
        var months = catalogue.ListsWith(Prefix).Reverse().Select(key => (Key: key, Year: key[Prefix.Length..][..4], Month: int.Parse(key[^2..], CultureInfo.InvariantCulture)));
        var years = months.GroupBy(m => m.Year).Select(y => new ArchiveYear(y.Key, [.. y.Select(m => new ArchiveMonth($"/archive/{m.Year}/{m.Month:00}/", setting.Words.MonthName(m.Month), setting.Words.Count("lists.count", catalogue.Count(m.Key))))]));
        var title = setting.Words.Text("archive.title");
        return await maker.MakeAsync("archive", setting, maker.Frame(setting, path), maker.Head(setting, title, path, setting.Words.Text("archive.intro")), new ArchiveView(title, [.. years]), path, cancel);
    }

    private async Task<Page?> MonthAsync(int year, int month, string path, PageNotes notes, CancellationToken cancel)
    {
        var setting = Begin(notes);
        var key = ListKey.Month(year, month);
        notes.Note(key);
        var made = await teasers.MakeAsync(setting, catalogue.Latest(key, int.MaxValue), PicturePlace.Row, cancel);
        var title = setting.Words.Month(year, month);
        var view = new ListView
        {
            Kind = "month",
            Over = setting.Words.Text("lists.month"),
            Title = title,
            Count = setting.Words.Count("lists.count", catalogue.Count(key)),
            Groups = [.. made.GroupBy(t => t.Published!.Text).Select(day => new ListGroup(day.Key, [.. day]))],
            Nearby = Nearby(setting, key),
        };
        return await maker.MakeAsync("list", setting, maker.Frame(setting, path), maker.Head(setting, title, path), view, path, cancel);
    }

    private List<Link> Nearby(Setting setting, string key)
    {
        var months = catalogue.ListsWith(Prefix).ToList();
        var at = months.IndexOf(key);
        var near = new[] { at - 1, at + 1 }.Where(i => i >= 0 && i < months.Count).Select(i => months[i][Prefix.Length..].Split('-'));
        return [.. near.Select(m => new Link($"/archive/{m[0]}/{m[1]}/", setting.Words.Month(int.Parse(m[0], CultureInfo.InvariantCulture), int.Parse(m[1], CultureInfo.InvariantCulture)))), new Link("/archive/", setting.Words.Text("archive.title"))];
    }

    private Setting Begin(PageNotes notes) => maker.Begin(notes, site.Read<Identity>(Identity.Part).Language);
}
