using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Broadside.Articles;
using Broadside.Site;
using Broadside.Site.Counts;
using Broadside.Site.Pages;
using Broadside.Site.Reports;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Site;

public sealed partial class ReachTests
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Fact]
    public async Task No_text_of_an_article_ends_the_script_element_that_tells_search_engines_of_it()
    {
        await using var newsroom = await TestNewsroom.OpenAsync(settings: ("Kit:Address", "https://example.org"));
        const string Hostile = "</script><script>alert(1)</script><!-- \" \u2028 &lt;/script>";
        await newsroom.PublishAsync(Newspaper.Article("story", Hostile, "Text.") with
        {
            Standfirst = Hostile,
            Bylines = [new Byline("ana", Hostile)],
            Corrections = [new Correction(CorrectionKind.Correction, Hostile, Newspaper.Noon)],
        });

        var page = await newsroom.Get<PageCache>().GetAsync("/2026/11/story/", TestContext.Current.CancellationToken);
        var html = Encoding.UTF8.GetString(page!.Page.Body);

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        var article = Data().Matches(html).Select(m => JsonDocument.Parse(m.Groups[1].Value).RootElement).Single(j => j.GetProperty("@type").GetString() == "NewsArticle");
        Assert.Equal(Hostile, article.GetProperty("headline").GetString());
        Assert.Equal(Hostile, article.GetProperty("author")[0].GetProperty("name").GetString());
        Assert.Equal(Hostile, article.GetProperty("correction")[0].GetProperty("text").GetString());
        Assert.Equal("https://example.org/2026/11/story/", article.GetProperty("mainEntityOfPage").GetString());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Reads_are_counted_by_article_referrer_and_language_and_robots_and_own_links_are_not(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine, settings: ("Kit:Address", "https://www.example.org"));
        Note(newsroom, "a", "https://News.Example.net/path?q=secret", "es-CO,es;q=0.9", Firefox);
        Note(newsroom, "a", "https://example.org/2026/", "en", Firefox);
        Note(newsroom, "a", "", "", Firefox);
        Note(newsroom, "b", "", "", "Mozilla/5.0 (compatible; SomeBot/2.1)");
        Note(newsroom, "b", "", "", "");
        await newsroom.Get<KeepCounts>().RunAsync(TestContext.Current.CancellationToken);
        Note(newsroom, "a", "https://user:pass@evil.example/", "<script>", Firefox);
        await newsroom.Get<KeepCounts>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([("a", 4L)], await CountsAsync(newsroom, CountKind.Article));
        Assert.Equal([("news.example.net", 1L)], await CountsAsync(newsroom, CountKind.Referrer));
        Assert.Equal([("en", 1L), ("es", 1L)], await CountsAsync(newsroom, CountKind.Language));
    }

    [Fact]
    public async Task Made_up_referrers_cannot_fill_the_table()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        for (var i = 0; i < 3000; i++)
        {
            Note(newsroom, "a", $"https://host{i}.example/", "", Firefox);
        }
        await newsroom.Get<KeepCounts>().RunAsync(TestContext.Current.CancellationToken);

        await using var db = newsroom.Db();
        Assert.Equal(501, await db.Set<DayCount>().CountAsync(c => c.Kind == CountKind.Referrer && c.Day.Length == 10, TestContext.Current.CancellationToken));
        Assert.Contains(("other", 2500L), await CountsAsync(newsroom, CountKind.Referrer));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_report_is_kept_with_its_article_and_without_its_sender(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("story", "Story", "Text."));

        Assert.True((await ReportAsync(newsroom, "The date\0 is wrong.")).IsDone);

        await using var db = newsroom.Db();
        var kept = await db.Set<ErrorReport>().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("story", "The date is wrong.", (string?)null), (kept.ArticleId, kept.Message, kept.Contact));
    }

    [Fact]
    public async Task Empty_and_endless_reports_are_refused_floods_are_stopped_and_programs_are_not_heard()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        Assert.Equal("empty", (await ReportAsync(newsroom, "  ?  ")).Refusal?.Code);
        Assert.Equal("long", (await ReportAsync(newsroom, new string('x', 5001))).Refusal?.Code);
        Assert.True((await ReportAsync(newsroom, "Buy pills", trap: "http://spam.example")).IsDone);
        for (var i = 0; i < 5; i++)
        {
            Assert.True((await ReportAsync(newsroom, $"Report {i}")).IsDone);
        }
        Assert.Equal("often", (await ReportAsync(newsroom, "One more")).Refusal?.Code);
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        Assert.True((await ReportAsync(newsroom, "Next hour")).IsDone);

        await using var db = newsroom.Db();
        Assert.Equal(6, await db.Set<ErrorReport>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_search_page_says_what_was_found_what_was_not_and_what_to_do()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.PublishAsync([.. Enumerable.Range(0, 25).Select(i => Newspaper.Article($"s{i}", $"Harbour {i}", "The tram."))]);

        var found = await SearchAsync(newsroom, "harbour", "2");
        Assert.Contains("25 articles with “harbour”", found, StringComparison.Ordinal);
        Assert.Contains("search?q=harbour&amp;page=1", found, StringComparison.Ordinal);
        Assert.Contains("No article with “&lt;b&gt;”", await SearchAsync(newsroom, "<b>", null), StringComparison.Ordinal);
        Assert.Contains("Quotation marks find a phrase", await SearchAsync(newsroom, null, "x"), StringComparison.Ordinal);
    }

    [GeneratedRegex("<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();

    private static void Note(TestNewsroom newsroom, string article, string referrer, string language, string agent) =>
        newsroom.Get<ReadCounts>().Note(article, Encoding.ASCII.GetBytes(referrer), Encoding.ASCII.GetBytes(language), Encoding.ASCII.GetBytes(agent));

    private static Task<IReadOnlyList<(string Name, long Reads)>> CountsAsync(TestNewsroom newsroom, CountKind kind) =>
        newsroom.Get<CountQueries>().MostReadAsync(kind, new DateOnly(2026, 11, 22), 1, 10, TestContext.Current.CancellationToken);

    private static Task<Broadside.Kit.Outcome<bool>> ReportAsync(TestNewsroom newsroom, string message, string? trap = null) =>
        newsroom.Get<ReportError>().RunAsync("/2026/11/story/", message, " ", trap, IPAddress.Loopback, TestContext.Current.CancellationToken);

    private static async Task<string> SearchAsync(TestNewsroom newsroom, string? question, string? page) =>
        Encoding.UTF8.GetString((await newsroom.Get<SearchPage>().MakeAsync(question, "en", page, TestContext.Current.CancellationToken)).Body);
}
