using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Site.Dossiers;

namespace Broadside.Tests.Site.Dossiers;

public sealed class DossierPageTests
{
    private const string Address = "/dossiers/" + MadeUpDossier.Slug + "/";
    private const int HeaviestPage = 60_000;
    private const int HeaviestPicture = 20_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_leads_with_the_story_so_far_then_the_timeline_and_runs_no_script()
    {
        await using var site = await OpenAsync();
        var html = await site.Client.GetStringAsync(Address, Cancel);
        using var page = await ParseAsync(html);

        TestContext.Current.TestOutputHelper?.WriteLine($"{Encoding.UTF8.GetByteCount(html)} bytes");
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, HeaviestPage);
        Assert.Equal(["story", "timeline", "line", "quotes", "who", "articles", "sources", "log", "files"], page.QuerySelectorAll("main h2").Select(h => h.Id));
        Assert.Equal(4, page.QuerySelectorAll(".so-far span").Length);
        Assert.All(page.QuerySelectorAll("script"), s => Assert.Equal("application/ld+json", s.GetAttribute("type")));
        Assert.Equal(3, Texts(page, ".timeline ol .key time").Count(t => t is "3 July 2026" or "29 June 2026"));
        Assert.Contains("https://courier.example.org/dinner", page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task A_date_is_told_no_finer_than_it_is_known()
    {
        await using var site = await OpenAsync();
        using var page = await PageAsync(site, Address);

        Assert.Contains("about March 2026", Texts(page, ".timeline ol .when"));
        Assert.Contains("between 20 June and 1 July 2026", Texts(page, ".timeline ol .when"));
        Assert.Contains("before: The Sele Courier reports a dinner at which the end of a presidency was discussed", Texts(page, ".timeline ul .when"));
        Assert.Equal("The duties are taken off the table", page.QuerySelector("#e-table .what")!.TextContent.TrimEnd('1', '2', '3', '4'));
        Assert.All(page.QuerySelectorAll(".timeline time"), t => Assert.Matches(@"^\d{4}-\d\d-\d\d$", t.GetAttribute("datetime")!));
        Assert.Equal(8, page.QuerySelectorAll(".timeline ol time").Length);
        Assert.Equal(12, page.QuerySelectorAll(".timeline ol .span").Length);
    }

    [Fact]
    public async Task What_is_alleged_or_denied_says_so_and_by_whom()
    {
        await using var site = await OpenAsync();
        using var page = await PageAsync(site, Address);

        Assert.Equal("Alleged by a source without a name", page.QuerySelector("#e-duties-prepared b")!.TextContent);
        Assert.Equal("Alleged by Marenia", page.QuerySelector("#e-notes b")!.TextContent);
        Assert.Equal("Alleged by Sele Courier, and denied", page.QuerySelector("#e-dinner b")!.TextContent);
        Assert.Contains("He may not speak in public.", page.QuerySelector("#s-official")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Foreign minister of Marenia (June 2025 – 3 July 2026)", Texts(page, "#a-danto dd"));
        Assert.Contains("President of Marenia", page.QuerySelector("#q-agenda figcaption")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_of_a_claim_leads_to_its_words_in_the_served_article()
    {
        await using var site = await OpenAsync();
        using var page = await PageAsync(site, Address);
        var links = page.QuerySelectorAll("main a[href*='#b-']").Select(a => a.GetAttribute("href")!).Distinct().ToList();

        Assert.InRange(links.Count, 20, 60);
        foreach (var link in links)
        {
            Assert.StartsWith("../../2026/", link, StringComparison.Ordinal);
            var (path, fragment) = (link["../..".Length..link.IndexOf('#', StringComparison.Ordinal)], link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(":~:text="));
            using var article = await PageAsync(site, path);
            var block = article.GetElementById(fragment[0]);
            Assert.NotNull(block);
            Assert.All(fragment[1].Split(','), words => Assert.Contains(Uri.UnescapeDataString(words), block.TextContent, StringComparison.Ordinal));
        }
        Assert.All(page.QuerySelectorAll("main a[href^='#']"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
    }

    [Fact]
    [Trait("Defence", "anchor-recheck")]
    public async Task A_claim_whose_words_are_gone_is_gone_at_once_and_its_sentence_with_it()
    {
        await using var site = await OpenAsync();
        var services = site.Get<IServiceProvider>();
        var before = await site.Client.GetStringAsync(Address, Cancel);
        var live = await site.Get<ArticleReader>().ReadAsync(site.Get<Catalogue>().ById("lantern-recall")!, Cancel);

        var changed = live! with
        {
            Blocks = [new Paragraph { Id = "new0", Text = "Words that were put before everything." }, .. live.Blocks.Select(b => b.Id switch
            {
                "recall0" => (Paragraph)b with { Text = "Calder asked its chargé d’affaires to come home. The State Office spoke of “unfounded and offensive statements by the highest officials of Marenia” in a press release." },
                "recall3" => (Paragraph)b with { Text = "At noon. " + ((Paragraph)b).Text },
                _ => b,
            })],
        };
        await MadeUpDossier.PublishArticlesAsync(services, [changed]);
        using var page = await PageAsync(site, Address);

        Assert.Contains("id=\"e-recall-pell\"", before, StringComparison.Ordinal);
        Assert.Null(page.GetElementById("e-recall-pell"));
        Assert.Null(page.GetElementById("q-unfounded"));
        Assert.DoesNotContain("Calder called its envoy home on 3 July", page.QuerySelector(".so-far")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.GetElementById("e-resignation"));
        Assert.NotNull(page.GetElementById("q-course"));
        Assert.DoesNotContain("recall-pell", await site.Client.GetStringAsync("/dossiers/" + MadeUpDossier.Slug + "/", Cancel), StringComparison.Ordinal);
        Assert.Equal(page.QuerySelectorAll(".line svg[role] a").Length, page.QuerySelectorAll(".line tbody tr").Length);
    }

    [Fact]
    public async Task The_line_and_its_table_say_the_same()
    {
        await using var site = await OpenAsync();
        using var page = await PageAsync(site, Address);
        var picture = page.QuerySelector(".line svg[role]")!;
        var marks = picture.QuerySelectorAll("a");
        var rows = page.QuerySelectorAll(".line tbody tr");

        Assert.InRange(Encoding.UTF8.GetByteCount(picture.OuterHtml), 1, HeaviestPicture);
        Assert.NotNull(picture.QuerySelector("title"));
        Assert.NotNull(picture.QuerySelector("desc"));
        Assert.Equal(8, marks.Length);
        Assert.Equal(marks.Select(m => m.GetAttribute("href")), rows.Select(r => r.QuerySelector("a")!.GetAttribute("href")));
        foreach (var (mark, row) in marks.Zip(rows))
        {
            var cells = row.QuerySelectorAll("td");
            var score = (int)(10 * decimal.Parse(cells[^1].TextContent.Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture));
            Assert.EndsWith(", " + cells[^1].TextContent, mark.GetAttribute("aria-label"), StringComparison.Ordinal);
            Assert.Contains($"{LinePicture.Y(score)}\"", mark.InnerHtml, StringComparison.Ordinal);
            Assert.Equal(cells[1].QuerySelector("span")!.TextContent.StartsWith("Marenia", StringComparison.Ordinal), mark.QuerySelector("circle") is not null);
        }
    }

    [Fact]
    public async Task Without_the_editors_word_there_is_no_line()
    {
        await using var site = await OpenAsync(articles => MadeUpDossier.Dossier(articles) with { HasLine = false });
        using var page = await PageAsync(site, Address);

        Assert.Null(page.QuerySelector(".line"));
        Assert.NotNull(page.QuerySelector(".timeline"));
    }

    [Fact]
    public async Task A_dossier_of_two_hundred_events_stays_light()
    {
        await using var site = await OpenAsync(articles => MadeUpDossier.Dossier(articles) with
        {
            Events = [.. Enumerable.Range(0, 200).Select(i => MadeUpDossier.Event(articles, $"event-number-{i}", $"Something that one side did to the other and that takes quite some words to tell, number {i}", $"2026-{1 + (i / 28):00}-{1 + (i % 28):00}", DateBasis.Stated, "Calder withdrew its chargé d’affaires, Jon Pell, on 3 July", i % 2 == 0 ? ["marenia"] : ["calder"], i % 2 == 0 ? ["calder"] : ["marenia"], -40 + (i % 80), 1 + (i % 3)))],
            Story = [],
        });
        var html = await site.Client.GetStringAsync(Address, Cancel);
        using var page = await ParseAsync(html);

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, HeaviestPage);
        Assert.InRange(Encoding.UTF8.GetByteCount(page.QuerySelector(".line svg[role]")!.OuterHtml), 1, HeaviestPicture);
        Assert.Contains("174 more details are in the files below.", page.QuerySelector(".timeline")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_article_retells_is_never_shown_as_somebodys_own_words()
    {
        await using var site = await OpenAsync(articles =>
        {
            var made = MadeUpDossier.Dossier(articles);
            return made with { Quotes = [.. made.Quotes.Select(q => q with { IsDirect = q.Id != "language" })] };
        });
        using var page = await PageAsync(site, Address);

        Assert.Null(page.QuerySelector("#q-language blockquote"));
        Assert.Equal("the only language that is understood there", page.QuerySelector("#q-language .retold")!.TextContent);
        Assert.Contains("in the article’s own words", page.QuerySelector("#q-language figcaption")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(6, page.QuerySelectorAll(".said blockquote").Length);
        Assert.Equal(6, Data(page).Single(t => Type(t) == "CollectionPage").GetProperty("hasPart").EnumerateArray().Count(p => Type(p) == "Quotation"));
    }

    [Fact]
    public async Task Search_engines_get_events_claims_quotations_and_people_with_their_offices()
    {
        await using var site = await OpenAsync();
        using var page = await PageAsync(site, Address);
        var things = Data(page).Single(t => t.GetProperty("@type").GetString() == "CollectionPage");
        var about = things.GetProperty("about").EnumerateArray().ToList();

        Assert.All(about.Where(a => Type(a) == "Event"), e => Assert.True(!e.TryGetProperty("startDate", out var day) || day.GetString()!.Length == 10));
        Assert.Equal("2026-03~", about.Single(a => a.TryGetProperty("text", out var text) && text.GetString() == "Calder prepares duties on fruit").GetProperty("temporalCoverage").GetString());
        Assert.Equal(3, about.Count(a => Type(a) == "Claim"));
        Assert.Equal(4, things.GetProperty("hasPart").EnumerateArray().Count(p => Type(p) == "NewsArticle"));
        Assert.Equal(7, things.GetProperty("hasPart").EnumerateArray().Count(p => Type(p) == "Quotation"));
        var danto = things.GetProperty("mentions").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "Lea Danto");
        Assert.Equal("2026-07-03", danto.GetProperty("hasOccupation")[0].GetProperty("endDate").GetString());

        using var article = await PageAsync(site, "/2026/07/lantern-recall/");
        var news = Data(article).Single(t => Type(t) == "NewsArticle");
        Assert.Contains(news.GetProperty("about").EnumerateArray(), a => Type(a) == "Event" && a.GetProperty("startDate").GetString() == "2026-07-03");
        Assert.Equal(3, news.GetProperty("hasPart").GetArrayLength());
        Assert.Contains(news.GetProperty("mentions").EnumerateArray(), m => m.GetProperty("name").GetString() == "Ada Rovin");
        Assert.Contains(news.GetProperty("citation").EnumerateArray(), c => c.GetProperty("url").GetString() == "https://office.example.net/2026/07/03");
    }

    [Fact]
    public async Task An_article_says_what_it_is_part_of_and_its_names_and_quotations_lead_to_cards()
    {
        await using var site = await OpenAsync();
        using var page = await PageAsync(site, "/2026/07/lantern-recall/");

        Assert.EndsWith(Address, page.QuerySelector(".part-of a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.StartsWith("Since 1 August both envoys are back", page.QuerySelector(".part-of .last")!.TextContent, StringComparison.Ordinal);
        var marks = page.QuerySelectorAll("article > p a[href^='#c-']");
        Assert.Equal(6, marks.Length);
        Assert.Equal(marks.Select(m => m.GetAttribute("href")![1..]), page.QuerySelectorAll(".cards dl > div").Select(c => c.Id));
        Assert.Equal("Jon Pell", marks[0].TextContent);
        Assert.Contains("Chargé d’affaires of Calder in Port Sele (since February 2025)", page.GetElementById("c-a-pell")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Foreign minister of Marenia, wrote in her letter of resignation, 3 July 2026", page.GetElementById("c-q-course")!.TextContent, StringComparison.Ordinal);
        using var dossier = await PageAsync(site, Address);
        Assert.All(page.QuerySelectorAll(".cards dt a"), a => Assert.NotNull(dossier.GetElementById(a.GetAttribute("href")!.Split('#')[1])));
        Assert.DoesNotContain("#c-", page.QuerySelector("#copy")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_in_no_dossier_gains_nothing()
    {
        await using var site = await OpenAsync();
        await MadeUpDossier.PublishArticlesAsync(site.Get<IServiceProvider>(), [Newspaper.Article("alone", "Alone", "Ada Rovin was not there.")]);
        using var page = await PageAsync(site, "/2026/11/alone/");

        Assert.Null(page.QuerySelector(".part-of"));
        Assert.Null(page.QuerySelector(".cards"));
        Assert.Empty(page.QuerySelectorAll("a[href^='#c-']"));
    }

    [Fact]
    public async Task An_article_with_cards_weighs_at_most_25_KB_on_the_wire()
    {
        await using var site = await OpenAsync();
        using var page = await PageAsync(site, "/2026/07/lantern-recall/");
        var parts = page.QuerySelectorAll("head link[rel='stylesheet'], head link[rel='icon'], head script[src]").Select(e => new Uri(new Uri(site.Address + "/2026/07/lantern-recall/"), e.GetAttribute("href") ?? e.GetAttribute("src")!).AbsolutePath);
        var weight = 0L;
        foreach (var path in parts.Append("/2026/07/lantern-recall/"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept-Encoding", "br");
            using var answer = await site.Client.SendAsync(request, Cancel);
            weight += (await answer.Content.ReadAsByteArrayAsync(Cancel)).Length;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{weight} bytes");
        Assert.InRange(weight, 1, 22_000);
    }

    [Fact]
    public async Task Dossiers_are_found_on_their_list_in_search_on_topics_in_the_footer_and_in_the_sitemap()
    {
        await using var site = await OpenAsync();

        foreach (var path in new[] { "/dossiers/", "/search?q=quarrel+calder", "/topics/world/" })
        {
            using var page = await PageAsync(site, path);
            Assert.Contains(page.QuerySelectorAll("main a"), a => a.GetAttribute("href")!.EndsWith("dossiers/" + MadeUpDossier.Slug + "/", StringComparison.Ordinal) || a.GetAttribute("href") == Address[1..].Split('/')[1] + "/");
            Assert.Contains(page.QuerySelectorAll("footer a"), a => a.TextContent == "Dossiers");
        }
        Assert.Contains(Address, await site.Client.GetStringAsync("/sitemap-lists.xml", Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync("/dossiers/none/", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Each_file_beside_the_page_is_declared_offered_and_served()
    {
        await using var site = await OpenAsync();
        using var page = await PageAsync(site, Address);

        foreach (var file in DossierFile.All)
        {
            using var answer = await site.Client.GetAsync(Address + file.Name, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(file.Type, answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains("Calder", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector($"link[rel='alternate'][href$='{file.Name}'][type='{file.Type}']"));
            Assert.NotNull(page.QuerySelector($".below a[href$='{file.Name}']"));
        }
    }

    [Theory]
    [InlineData("es", "ltr", "Cronología", "3 de julio de 2026")]
    [InlineData("ar", "rtl", "التسلسل الزمني", "3 يوليو 2026")]
    public async Task A_dossier_speaks_its_language(string language, string dir, string timeline, string day)
    {
        await using var site = await OpenAsync(articles => MadeUpDossier.Dossier(articles) with { Language = language });
        using var page = await PageAsync(site, Address);

        Assert.Equal(dir, page.DocumentElement.GetAttribute("dir"));
        Assert.Equal(timeline, page.GetElementById("timeline")!.TextContent);
        Assert.Contains(day, Texts(page, ".timeline time"));
    }

    private static async Task<HostedNewsroom> OpenAsync(Func<IReadOnlyList<ArticleContent>, PublishedDossier>? make = null)
    {
        var site = await HostedNewsroom.StartAsync(Engines.Sqlite);
        await MadeUpDossier.PublishAsync(site.Get<IServiceProvider>(), make);
        return site;
    }

    private static async Task<IDocument> PageAsync(HostedNewsroom site, string path) => await ParseAsync(await site.Client.GetStringAsync(path, Cancel));

    private static async Task<IDocument> ParseAsync(string html) => await new HtmlParser().ParseDocumentAsync(html, Cancel);

    private static List<string> Texts(IDocument page, string selector) => [.. page.QuerySelectorAll(selector).Select(e => e.TextContent)];

    private static List<JsonElement> Data(IDocument page) => [.. page.QuerySelectorAll("script[type='application/ld+json']").Select(s => JsonDocument.Parse(s.TextContent).RootElement.Clone())];

    private static string Type(JsonElement thing) => thing.GetProperty("@type").GetString()!;
}
