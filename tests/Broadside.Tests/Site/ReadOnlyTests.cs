using System.Net;

namespace Broadside.Tests.Site;

[Trait("Suite", "slow")]
public sealed class ReadOnlyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_that_cannot_be_written_is_served_and_says_so(bool wasKilled)
    {
        await using var site = await ServedNewsroom.StartAsync(Engines.Sqlite, ["sample"]);
        if (wasKilled)
        {
            // What was written last stands in the log beside the database.
            await site.KillAsync();
        }
        else
        {
            Assert.Equal(0, await site.StopAsync());
        }
        if (Directory.Exists(Path.Combine(site.Folder, "renditions")))
        {
            Directory.Delete(Path.Combine(site.Folder, "renditions"), recursive: true);
        }
        site.Protect(isReadOnly: true);
        try
        {
            await site.ServeAsync();
            var pages = await SamplePagesAsync(site);

            Assert.Contains($"The data folder {site.Folder} cannot be written.", site.Said(), StringComparison.Ordinal);
            foreach (var path in new[] { "/", "/es/", pages.Article, "/feed.xml", "/sitemap.xml", "/search?q=harbour" })
            {
                using var answer = await site.Client.GetAsync(path);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}\n{site.Said()}");
            }
            using var photo = await site.Client.GetAsync(pages.Photo);
            Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (photo.StatusCode, photo.Content.Headers.ContentType?.MediaType));
            using var report = await site.Client.PostAsync("/report", new FormUrlEncodedContent([new("message", "The date is wrong.")]));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, report.StatusCode);
            Assert.Contains("cannot be kept at the moment", await report.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var subscribe = await site.Client.PostAsync("/subscribe", new FormUrlEncodedContent([new("address", "ana@example.org")]));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, subscribe.StatusCode);
            Assert.Equal(0, await site.StopAsync());
        }
        finally
        {
            site.Protect(isReadOnly: false);
        }
    }

    private static async Task<(string Article, string Photo)> SamplePagesAsync(ServedNewsroom site)
    {
        var front = await site.Client.GetStringAsync("/");
        var photo = front[front.IndexOf("media/", StringComparison.Ordinal)..];
        var article = front[(front.IndexOf("<h2><a href=\"", StringComparison.Ordinal) + 13)..];
        return ("/" + article[..article.IndexOf('"', StringComparison.Ordinal)], "/" + photo[..photo.IndexOf(' ', StringComparison.Ordinal)]);
    }
}
