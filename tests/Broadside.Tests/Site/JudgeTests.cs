namespace Broadside.Tests.Site;

/// <summary>The judges beside the test data look at the served sample. One class, since two judges of a kind must not run at once.</summary>
[Trait("Suite", "slow")]
public sealed class JudgeTests(SampleSite sample)
{
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
}
