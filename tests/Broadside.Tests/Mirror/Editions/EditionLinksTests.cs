using AngleSharp.Html.Parser;
using Broadside.Articles;
using Broadside.Mirror.Editions;
using Broadside.Tests.Giving.Treasury;
using Broadside.Tests.Site;

namespace Broadside.Tests.Mirror.Editions;

public sealed class EditionLinksTests
{
    private static readonly (string Selector, string Attribute)[] Sorts = [("a[href]", "href"), ("link[href]", "href"), ("img[src],script[src],source[src]", "src")];

    [Fact]
    public async Task Every_own_link_of_an_edition_leads_to_one_of_its_files()
    {
        await using var newsroom = await EditionTests.OpenAsync(Engines.Sqlite);
        await Treasurers.SetUpAsync(newsroom.Services);
        await newsroom.PublishAsync(Newspaper.Article("c", "Tercero") with { Language = "es", Tags = [new Term("ferry", "Ferry")] });
        await newsroom.OpenAgainAsync();
        using var folder = new TempFolder();
        await EditionTests.ExportAsync(newsroom, folder.At("out"));
        var seen = new HashSet<string>(StringComparer.Ordinal);

        foreach (var file in Directory.GetFiles(folder.At("out"), "*.html", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder.At("out"), file);
            var page = new Uri(new Uri("https://copy.example"), EditionPath.AddressOf(name));
            var document = new HtmlParser().ParseDocument(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            foreach (var link in Sorts.SelectMany(s => document.QuerySelectorAll(s.Selector).Select(e => new Uri(page, e.GetAttribute(s.Attribute)!))).Where(l => l.Host == page.Host))
            {
                var wanted = EditionPath.FileOf(Uri.UnescapeDataString(link.AbsolutePath));
                Assert.True(File.Exists(folder.At("out", wanted)), $"{name} leads to {link.AbsolutePath}, which is not there.");
                seen.Add(wanted);
            }
        }

        Assert.Superset(new HashSet<string> { "give/index.html", "subscribe/index.html", "search/index.html", "check/index.html", "give/offline/index.html" }, seen);
    }
}
