using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Broadside.Import.Sample;
using Broadside.Record.Export;

namespace Broadside.Tests.Site.Dossiers;

/// <summary>What a new user sees first of the record.</summary>
public sealed class SampleDossierPageTests(SampleSite sample)
{
    private static readonly SampleDossier Facts = SampleDossier.Read();

    private static readonly string Address = $"/dossiers/{Facts.Slug}/";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_page_has_every_part_and_is_no_heavier_than_a_page_may_be()
    {
        var site = await sample.StartAsync();
        var html = await site.Client.GetStringAsync(Address, Cancel);
        using var page = await new HtmlParser().ParseDocumentAsync(html, Cancel);

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 1, 60_000);
        Assert.Equal(["story", "timeline", "line", "quotes", "who", "articles", "sources", "files"], page.QuerySelectorAll("main h2").Select(h => h.Id));
        Assert.Equal(Facts.Story.Count, page.QuerySelectorAll(".so-far p > span").Length);
        Assert.Equal(Facts.Events.Count, page.QuerySelectorAll(".timeline li").Length);
        Assert.Equal(Facts.Articles.Count, page.QuerySelectorAll(".numbered li").Length);
        Assert.Contains(page.QuerySelectorAll(".said blockquote"), q => q.GetAttribute("lang") == "es");
    }

    [Fact]
    public async Task Its_articles_lead_to_it_and_so_does_the_list()
    {
        var site = await sample.StartAsync();
        var list = await site.Client.GetStringAsync("/dossiers/", Cancel);
        Assert.Contains(Address, list, StringComparison.Ordinal);
        foreach (var name in Facts.Articles)
        {
            using var page = await new HtmlParser().ParseDocumentAsync(await site.Client.GetStringAsync($"/2025/07/{name}/", Cancel), Cancel);
            Assert.Contains(page.QuerySelectorAll("main a"), a => a.GetAttribute("href")!.EndsWith(Address, StringComparison.Ordinal));
            Assert.NotEmpty(page.QuerySelectorAll(".cards dt, .cards [id^=c-]"));
        }
    }

    [Fact]
    public async Task Every_claim_leads_to_an_article_that_is_there()
    {
        var site = await sample.StartAsync();
        using var page = await new HtmlParser().ParseDocumentAsync(await site.Client.GetStringAsync(Address, Cancel), Cancel);
        var links = page.QuerySelectorAll("sup.ref a").Select(a => a.GetAttribute("href")!.Split('#')[0]["../..".Length..]).Distinct().ToList();

        Assert.Equal(Facts.Articles.Select(a => $"/2025/07/{a}/").Order(), links.Order());
    }

    [Fact]
    public async Task The_command_writes_it_in_every_format()
    {
        var site = await sample.StartAsync();
        foreach (var format in ExportDossier.Formats)
        {
            var outcome = await site.RunAsync("record", "export", Facts.Slug, "--format", format);
            Assert.Equal(0, outcome.ExitCode);
            Assert.NotEmpty(outcome.Output);
        }
    }
}
