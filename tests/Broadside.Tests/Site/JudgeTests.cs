using System.Globalization;
using System.Text.RegularExpressions;

namespace Broadside.Tests.Site;

/// <summary>The judges beside the test data look at the served sample. One class, since two judges of a kind must not run at once.</summary>
[Trait("Suite", "slow")]
public sealed partial class JudgeTests(SampleSite sample)
{
    private const int Enough = 95;
    private const int Tries = 3;

    [Theory]
    [InlineData(SamplePages.Front)]
    [InlineData(SamplePages.Article)]
    [InlineData(SamplePages.ArticleGallery)]
    [InlineData(SamplePages.ArticleTable)]
    [InlineData(SamplePages.ArticleEmbed)]
    [InlineData(SamplePages.ArticleSound)]
    [InlineData(SamplePages.ArticleCorrected)]
    [InlineData(SamplePages.ArticleArabic)]
    [InlineData(SamplePages.OwnPage)]
    [InlineData(SamplePages.Topic)]
    [InlineData(SamplePages.Person)]
    [InlineData(SamplePages.Series)]
    [InlineData(SamplePages.Archive)]
    [InlineData(SamplePages.Month)]
    [InlineData(SamplePages.Corrections)]
    [InlineData(SamplePages.Search)]
    [InlineData(SamplePages.SearchEmpty)]
    [InlineData(SamplePages.Report)]
    public Task A_page_is_valid_HTML(string page) => JudgeAsync("judge-html.sh", page);

    [Theory]
    [InlineData(SamplePages.Front)]
    [InlineData(SamplePages.Article)]
    [InlineData(SamplePages.FrontArabic)]
    [InlineData(SamplePages.ArticleEmbed)]
    [InlineData(SamplePages.Topic)]
    [InlineData(SamplePages.Search)]
    [InlineData(SamplePages.Report)]
    [InlineData(SamplePages.NotFound)]
    public Task A_page_is_accessible_at_both_widths_in_light_and_dark(string page) => JudgeAsync("judge-a11y.sh", page);

    [Theory]
    [InlineData(SamplePages.Front)]
    [InlineData(SamplePages.Article)]
    [InlineData(SamplePages.Search)]
    [InlineData(SamplePages.NotFound)]
    public Task A_page_has_strict_headers(string page) => JudgeAsync("judge-headers.sh", page);

    [Theory]
    [MemberData(nameof(ArticleKinds))]
    public Task An_article_tells_search_engines_what_it_is(string page) => JudgeAsync("judge-structured.sh", page);

    [Theory]
    [InlineData(SamplePages.Front)]
    [InlineData(SamplePages.FrontSpanish)]
    [InlineData(SamplePages.FrontArabic)]
    public Task A_front_page_tells_search_engines_whose_it_is(string page) => JudgeAsync("judge-structured.sh", page, "--home");

    [Theory]
    [InlineData("feed.xml")]
    [InlineData("atom.xml")]
    [InlineData("feed.json")]
    [InlineData("podcast.xml")]
    [InlineData("feed.xml", SamplePages.Topic)]
    [InlineData("atom.xml", SamplePages.Person)]
    [InlineData("feed.json", SamplePages.FrontSpanish)]
    public async Task A_feed_is_read_by_every_reader(string feed, string at = SamplePages.Front)
    {
        var site = await sample.StartAsync();
        await RunAsync("judge-feed.sh", site.Address + (await sample.PagesAsync())[at] + feed);
    }

    // What a busy machine does to the times of one run, or to the browser that it starts, says nothing about the page: of three runs the best counts.
    [Theory]
    [InlineData(SamplePages.Front, "mobile")]
    [InlineData(SamplePages.Front, "desktop")]
    [InlineData(SamplePages.Article, "mobile")]
    [InlineData(SamplePages.Article, "desktop")]
    public async Task Lighthouse_gives_at_least_95_in_all_four(string page, string device)
    {
        var address = (await sample.StartAsync()).Address + (await sample.PagesAsync())[page];
        var best = 0;
        var said = "";
        for (var turn = 0; turn < Tries && best < Enough; turn++)
        {
            var result = await Judge.RunAsync("judge-lighthouse.sh", address, device);
            said += result.Output + result.Error;
            var scores = Score().Matches(result.Output).ToDictionary(m => m.Groups[1].Value, m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
            if (scores.Count == 0)
            {
                continue;
            }
            Assert.Equal(["accessibility", "best-practices", "performance", "seo"], scores.Keys.Order(StringComparer.Ordinal));
            Assert.All(scores.Where(s => s.Key != "performance"), s => Assert.True(s.Value >= Enough, said));
            best = Math.Max(best, scores["performance"]);
        }
        Assert.True(best >= Enough, said);
    }

    public static TheoryData<string> ArticleKinds => [.. SamplePages.ArticleKinds];

    private async Task JudgeAsync(string name, string page, params string[] more)
    {
        var site = await sample.StartAsync();
        await RunAsync(name, [site.Address + (await sample.PagesAsync())[page], .. more]);
    }

    private static async Task RunAsync(string judge, params string[] arguments)
    {
        var result = await Judge.RunAsync(judge, arguments);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    [GeneratedRegex(@"(performance|accessibility|best-practices|seo)=(\d+)")]
    private static partial Regex Score();
}
