using Broadside.Guard;
using Broadside.Media;
using Broadside.Site;
using Broadside.Tests.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NetVips;

namespace Broadside.Tests.Media;

public sealed class ServeMediaTests
{
    [Fact]
    public async Task A_published_file_is_served_for_ever_and_without_any_power()
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg());

        var answer = await GetAsync(newsroom, $"{file.Sha256}.jpg");

        Assert.Equal((200, "image/jpeg", $"\"{file.Sha256}\"", file.Bytes), (answer.StatusCode, answer.ContentType, answer.Headers.ETag.ToString(), answer.ContentLength));
        Assert.Equal(("public, max-age=31536000, immutable", "nosniff", "bytes"), (answer.Headers.CacheControl.ToString(), answer.Headers.XContentTypeOptions.ToString(), answer.Headers.AcceptRanges.ToString()));
        Assert.Contains("sandbox", answer.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Equal(newsroom.Kept(file), Body(answer));
    }

    [Fact]
    [Trait("Defence", "media-visibility")]
    public async Task What_no_signed_version_shows_answers_404()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg());

        foreach (var name in new[] { $"{file.Sha256}.jpg", $"{file.Sha256}-320.jpg", $"{file.Sha256}-card.jpg" })
        {
            Assert.Equal(404, (await GetAsync(newsroom, name)).StatusCode);
        }
        Assert.False(Directory.Exists(Path.Combine(newsroom.Folder, "renditions")));
    }

    [Theory]
    [InlineData("{0}.png")]
    [InlineData("{0}.exe")]
    [InlineData("{0}")]
    [InlineData("{0}-641.jpg")]
    [InlineData("{0}-1280.jpg")]
    [InlineData("{0}-0320.jpg")]
    [InlineData("{0}-320.png")]
    [InlineData("{0}-card.webp")]
    [InlineData("{0}-card-5-5.jpg")]
    [InlineData("{0}-card-11-0.jpg")]
    [InlineData("..%2f{0}.jpg")]
    public async Task Only_exact_addresses_answer(string name)
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg());

        Assert.Equal(404, (await GetAsync(newsroom, string.Format(null, name, file.Sha256))).StatusCode);
    }

    [Fact]
    public async Task Who_has_it_already_gets_304()
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg());

        foreach (var tag in new[] { $"\"{file.Sha256}\"", $"W/\"{file.Sha256}\", \"other\"", "*" })
        {
            var answer = await GetAsync(newsroom, $"{file.Sha256}.jpg", ("If-None-Match", tag));
            Assert.Equal((304, 0), (answer.StatusCode, Body(answer).Length));
        }
        Assert.Equal(200, (await GetAsync(newsroom, $"{file.Sha256}.jpg", ("If-None-Match", "\"other\""))).StatusCode);
    }

    [Fact]
    public async Task A_head_request_tells_all_and_sends_nothing()
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg());

        var answer = await AskAsync(newsroom, "HEAD", $"{file.Sha256}.jpg", ("Range", "bytes=0-1"));

        Assert.Equal((200, file.Bytes, 0), (answer.StatusCode, answer.ContentLength, Body(answer).Length));
    }

    [Theory]
    [InlineData("bytes=0-99", 0, 100)]
    [InlineData("bytes=100-", 100, -1)]
    [InlineData("bytes=-50", -50, -1)]
    [InlineData("bytes=0-99999999", 0, -1)]
    public async Task A_part_is_sent_when_a_part_is_asked_for(string range, int from, int count)
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg());
        var whole = newsroom.Kept(file);
        var start = from < 0 ? whole.Length + from : from;
        var end = count < 0 ? whole.Length : start + count;

        var answer = await GetAsync(newsroom, $"{file.Sha256}.jpg", ("Range", range));

        Assert.Equal((206, $"bytes {start}-{end - 1}/{whole.Length}"), (answer.StatusCode, answer.Headers.ContentRange.ToString()));
        Assert.Equal(whole[start..end], Body(answer));
    }

    [Theory]
    [InlineData("bytes=99999999-", 416)]
    [InlineData("bytes=-0", 416)]
    [InlineData("bytes=0-1,5-6", 200)]
    [InlineData("bytes=9-1", 200)]
    [InlineData("pages=1-2", 200)]
    [InlineData("nonsense", 200)]
    public async Task What_is_no_single_part_of_the_file_gets_the_whole_or_416(string range, int status)
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg());

        var answer = await GetAsync(newsroom, $"{file.Sha256}.jpg", ("Range", range));

        Assert.Equal((status, status == 200 ? file.Bytes : 0L), (answer.StatusCode, Body(answer).LongLength));
        Assert.Equal(status == 416 ? $"bytes */{file.Bytes}" : "", answer.Headers.ContentRange.ToString());
    }

    [Fact]
    public async Task A_part_of_another_file_is_never_sent_for_this_one()
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg());

        Assert.Equal(200, (await GetAsync(newsroom, $"{file.Sha256}.jpg", ("Range", "bytes=0-1"), ("If-Range", "\"old\""))).StatusCode);
        Assert.Equal(206, (await GetAsync(newsroom, $"{file.Sha256}.jpg", ("Range", "bytes=0-1"), ("If-Range", $"\"{file.Sha256}\""))).StatusCode);
    }

    [Fact]
    public async Task Renditions_have_the_size_and_format_of_their_address()
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg(700, 350, Fixtures.Exif()));
        await newsroom.Get<Broadside.Jobs.JobRunner>().RunDueAsync(TestContext.Current.CancellationToken);

        foreach (var (name, type, width, height) in new[] { ("-320.jpg", "image/jpeg", 320, 160), ("-640.webp", "image/webp", 640, 320), ("-320.avif", "image/avif", 320, 160), ("-card-0-10.jpg", "image/jpeg", 1200, 630) })
        {
            var answer = await GetAsync(newsroom, file.Sha256 + name);
            Assert.Equal((200, type, "public, max-age=31536000, immutable"), (answer.StatusCode, answer.ContentType, answer.Headers.CacheControl.ToString()));
            using var picture = Image.NewFromBuffer(Body(answer));
            Assert.Equal((width, height), (picture.Width, picture.Height));
            Assert.DoesNotContain(picture.GetFields(), f => f.StartsWith("exif", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("avif")]
    [InlineData("webp")]
    [Trait("Defence", "rendition-at-once")]
    public async Task A_reader_never_waits_for_a_slow_format_and_gets_it_once_it_is_made(string format)
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg(700, 350));
        using var answered = new ManualResetEventSlim();
        // Something slow is being worked on, and stays so until the reader has an answer.
        var slow = newsroom.Get<Libvips>().RunAsync(() => answered.Wait(TimeSpan.FromSeconds(20)), TestContext.Current.CancellationToken);

        var first = await GetAsync(newsroom, $"{file.Sha256}-640.{format}");
        answered.Set();
        Assert.True(await slow, "The reader waited.");

        Assert.Equal((200, "image/jpeg", "public, max-age=60"), (first.StatusCode, first.ContentType, first.Headers.CacheControl.ToString()));
        await newsroom.Get<MakeWishedRenditions>().RunAsync(TestContext.Current.CancellationToken);
        var second = await GetAsync(newsroom, $"{file.Sha256}-640.{format}", ("If-None-Match", first.Headers.ETag.ToString()));
        Assert.Equal((200, "image/" + format, "public, max-age=31536000, immutable"), (second.StatusCode, second.ContentType, second.Headers.CacheControl.ToString()));
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
        using var picture = Image.NewFromBuffer(Body(first));
        Assert.Equal((640, 320), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task The_page_around_a_photo_is_the_same_whether_its_renditions_are_made_or_not()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg(700, 350));
        var figure = new Broadside.Articles.Body.Figure { Id = "f1", Media = file.Sha256, Width = 700, Height = 350, Alt = "A boat." };
        await newsroom.PublishAsync(Newspaper.Article("story", "Story", "Text.") with { Lead = figure });
        var before = await newsroom.Get<PageCache>().GetAsync("/2026/11/story/", TestContext.Current.CancellationToken);

        await newsroom.Get<Broadside.Jobs.JobRunner>().RunDueAsync(TestContext.Current.CancellationToken);
        await newsroom.OpenAgainAsync();

        Assert.Contains("-640.avif", System.Text.Encoding.UTF8.GetString(before!.Page.Body), StringComparison.Ordinal);
        Assert.Equal(before.Page.Body, (await newsroom.Get<PageCache>().GetAsync("/2026/11/story/", TestContext.Current.CancellationToken))!.Page.Body);
    }

    [Fact]
    public async Task A_small_picture_is_never_enlarged_and_a_transparent_one_stands_on_white()
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.PngWithAlpha(100, 50));

        using var picture = Image.NewFromBuffer(Body(await GetAsync(newsroom, $"{file.Sha256}-320.jpg")));

        Assert.Equal((100, 50, 3), (picture.Width, picture.Height, picture.Bands));
        Assert.True(picture.ExtractBand(0).Min() > 100, "It stands on black.");
    }

    [Fact]
    public async Task The_job_makes_every_rendition_before_a_reader_asks_and_all_JPEGs_first()
    {
        await using var newsroom = await OpenAsync();
        var (one, two) = (await newsroom.AddedAsync(Fixtures.Jpeg(700, 350)), await newsroom.AddedAsync(Fixtures.Jpeg(650, 300)));

        await newsroom.Get<Broadside.Jobs.JobRunner>().RunDueAsync(TestContext.Current.CancellationToken);

        var made = new DirectoryInfo(Path.Combine(newsroom.Folder, "renditions")).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(f => f.LastWriteTimeUtc).ToList();
        foreach (var file in new[] { one, two })
        {
            Assert.Equal(["320.jpg", "640.jpg", "320.webp", "640.webp", "320.avif", "640.avif"], made.Where(f => f.Name.StartsWith(file.Sha256, StringComparison.Ordinal)).Select(f => f.Name[65..]));
            Assert.True(File.Exists(newsroom.Get<MediaStore>().PathOf(file.Sha256)));
        }
        Assert.All(made.Take(4), f => Assert.Equal(".jpg", f.Extension));
    }

    [Fact]
    public async Task A_document_is_saved_and_not_opened()
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Recordings.Pdf("<< >>"), "Informe añual\".pdf");

        var answer = await GetAsync(newsroom, $"{file.Sha256}.pdf");

        Assert.Equal("attachment", answer.Headers.ContentDisposition.ToString());
    }

    [Fact]
    public async Task A_file_altered_behind_the_programs_back_is_not_served_and_raises_an_alarm()
    {
        await using var newsroom = await OpenAsync();
        var file = await newsroom.AddedAsync(Fixtures.Jpeg());
        Assert.Equal(200, (await GetAsync(newsroom, $"{file.Sha256}.jpg")).StatusCode);

        await File.AppendAllTextAsync(newsroom.Get<MediaStore>().PathOf(file.Sha256), "!", TestContext.Current.CancellationToken);

        Assert.Equal(404, (await GetAsync(newsroom, $"{file.Sha256}.jpg")).StatusCode);
        Assert.Equal(404, (await GetAsync(newsroom, $"{file.Sha256}-320.jpg")).StatusCode);
        await using var db = newsroom.Db();
        Assert.Equal(file.Sha256, (await db.Set<Alarm>().SingleAsync(a => a.Code == "media.altered", TestContext.Current.CancellationToken)).Subject);
    }

    private static Task<TestNewsroom> OpenAsync() => TestNewsroom.OpenAsync(change: s => s.AddSingleton<IMediaVisibility, AllPublished>());

    private static Task<HttpResponse> GetAsync(TestNewsroom newsroom, string name, params (string Name, string Value)[] headers) => AskAsync(newsroom, "GET", name, headers);

    private static async Task<HttpResponse> AskAsync(TestNewsroom newsroom, string method, string name, params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Response.Body = new MemoryStream();
        foreach (var (header, value) in headers)
        {
            context.Request.Headers[header] = value;
        }
        await newsroom.Get<ServeMedia>().RunAsync(context, name);
        return context.Response;
    }

    private static byte[] Body(HttpResponse response) => ((MemoryStream)response.Body).ToArray();

    private sealed class AllPublished : IMediaVisibility
    {
        public bool IsPublished(string sha256) => true;
    }
}
