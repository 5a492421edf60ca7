using System.Net;
using Broadside.Articles;
using Broadside.Articles.Calendar;
using Broadside.Guard;
using Broadside.Import;
using Broadside.Import.Sample;
using Broadside.Jobs;
using Broadside.Media;
using Broadside.Tests.Import.WordPress;
using Broadside.Tests.Media;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Site;

/// <summary>What is not published is at no public address: no page, list, feed, sitemap, search, no picture of it.</summary>
[Trait("Suite", "slow")]
public sealed class UnpublishedTests
{
    // In every field of the article, and nowhere else.
    private const string Mark = "quillmark";

    private static readonly DateTimeOffset Hour = Newspaper.Noon.AddHours(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_embargoed_and_scheduled_article_is_at_no_public_address_before_its_hour_and_at_all_of_them_after(string engine)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(engine);
        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);
        var (article, picture) = await DraftAsync(newsroom);
        await newsroom.Get<EmbargoArticle>().RunAsync(article, Hour, Actor.Operator, Cancel);
        Assert.True((await newsroom.Get<ScheduleArticle>().RunAsync(article, Hour, "UTC", Actor.Operator, Cancel)).IsDone);
        string[] shown = [$"/2026/11/{Mark}-headline/", $"/people/{Mark}-author/", $"/people/{Mark}-author/feed.xml", $"/topics/{Mark}-affair/", $"/tags/{Mark}-tag/"];
        string[] pictures = [MediaAddress.Original(picture, "jpg"), MediaAddress.Rendition(picture, 320, "webp"), MediaAddress.Card(picture)];
        string[] elsewhere = ["/7/", "/?p=7", "/search?q=gammafrond", "/search?q=gamma*"];

        var walk = new PublicWalk(newsroom.Client);
        var before = await walk.RunAsync([.. shown, .. pictures, .. elsewhere]);
        Assert.True(before.Count > 150, $"only {before.Count} addresses were found");
        Assert.Empty(before.Where(a => a.Value.Text.Contains(Mark, StringComparison.OrdinalIgnoreCase)).Select(a => a.Key));
        Assert.All(shown.Concat(pictures).Append("/7/"), a => Assert.Equal((a, HttpStatusCode.NotFound), (a, before[a].Status)));

        // Making the sample's pictures smaller is work for minutes, and not for this test.
        await newsroom.AlterAsync("DELETE FROM jobs WHERE kind = '" + MakeRenditions.JobKind + "'");
        newsroom.Time.MoveTo(Hour);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        // The walk sees it everywhere now: it would have seen it before.
        var after = await walk.RunAsync([.. shown, .. pictures, .. elsewhere]);
        Assert.All(shown.Concat(pictures), a => Assert.Equal((a, HttpStatusCode.OK), (a, after[a].Status)));
        Assert.Equal(HttpStatusCode.MovedPermanently, after["/7/"].Status);
        Assert.All(shown.Concat(["/", "/feed.xml", "/search?q=gammafrond", "/search?q=gamma*", "/archive/2026/11/"]), a => Assert.Contains(Mark, after[a].Text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(after, a => a.Value.Text.Contains("<urlset", StringComparison.Ordinal) && a.Value.Text.Contains(Mark, StringComparison.OrdinalIgnoreCase));
    }

    // As it comes over from another system: with a person, a topic, a tag and a picture that nothing else has.
    private static async Task<(string Article, string Picture)> DraftAsync(HostedNewsroom newsroom)
    {
        using var files = new TempFolder();
        Directory.CreateDirectory(files.At("2026"));
        await File.WriteAllBytesAsync(files.At($"2026/{Mark}.jpg"), Fixtures.Jpeg(), Cancel);
        var item = $"""
            <item>
            <title>{Mark} headline</title><link>https://old.example/7/</link><dc:creator>{Mark}-author</dc:creator>
            <category domain="category" nicename="{Mark}-affair">{Mark} affair</category><category domain="post_tag" nicename="{Mark}-tag">{Mark} tag</category>
            <content:encoded><![CDATA[<p>{Mark} gammafrond</p><figure><img src="https://old.example/wp-content/uploads/2026/{Mark}.jpg" alt="{Mark}"><figcaption>{Mark}</figcaption></figure>]]></content:encoded>
            <wp:post_id>7</wp:post_id><wp:post_date_gmt>2026-11-22 15:00:00</wp:post_date_gmt><wp:post_name>{Mark}-headline</wp:post_name><wp:status>future</wp:status><wp:post_type>post</wp:post_type>
            </item>

            """;
        var outcome = await newsroom.Get<ImportWordPress>().RunAsync([Wxr.File(files, item)], new ImportOptions { Media = files.Path }, (_, _) => { }, Cancel);
        Assert.Equal((1, 1), (outcome.Value?.Counts.Drafts, outcome.Value?.Counts.Media));
        await using var db = newsroom.Db();
        var article = await db.Set<Article>().SingleAsync(a => a.State == ArticleState.Draft, Cancel);
        var picture = await db.Set<MediaFile>().SingleAsync(m => m.Name.StartsWith(Mark), Cancel);
        return (article.Id, picture.Sha256);
    }
}
