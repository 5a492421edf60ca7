using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Broadside.Media;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Media;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Writing;

public sealed class UploadTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_picture_is_taken_once_and_shown_before_anything_is_published(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        var picture = Fixtures.Jpeg(1600, 900, Fixtures.Exif());

        var first = await SendAsync(writer, picture, "C:\\secret\\harbour.png");
        var second = await SendAsync(writer, picture, "again.jpg");

        var (status, media) = first;
        Assert.Equal((200, "picture", "harbour.jpg", "image/jpeg", 1600, 900), (status, (string?)media["kind"], (string?)media["name"], (string?)media["media_type"], (int)media["width"]!, (int)media["height"]!));
        Assert.Equal((string?)media["sha256"], (string?)second.Json["sha256"]);
        await using var db = desk.Db();
        Assert.Equal(1, await db.Set<MediaFile>().CountAsync(TestContext.Current.CancellationToken));
        var shown = await writer.GetAsync((string)media["preview"]!);
        Assert.Equal((200, "image/jpeg"), (shown.Status, shown.Header("Content-Type")));
        Assert.Contains("immutable", shown.Header("Cache-Control"), StringComparison.Ordinal);
        var acts = (await desk.LogAsync()).Where(a => a.What == "add media").Select(a => (a.Who, a.Subject)).ToList();
        Assert.Equal([(writer.Member!.Id, $"media/{media["sha256"]}")], acts);
        // Readers have nothing of it.
        Assert.Equal(404, (await writer.GetAsync($"/media/{media["sha256"]}-960.jpg")).Status);
        using var stranger = desk.Stranger();
        Assert.Equal(302, (await stranger.GetAsync((string)media["preview"]!)).Status);
    }

    [Fact]
    public async Task What_is_disguised_or_broken_or_nothing_is_refused_in_one_sentence()
    {
        await using var desk = await TestDesk.StartAsync(Engines.Sqlite, ("Media:LargestPicture", "20000"));
        using var writer = await desk.SignedInAsync(Role.Writer);

        var (status, said) = await SendAsync(writer, Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "photo.jpg");
        Assert.Equal((422, "media.type"), (status, (string?)said["code"]));
        Assert.Contains("SVG", (string?)said["message"], StringComparison.Ordinal);
        Assert.Equal("media.type", (string?)(await SendAsync(writer, Encoding.UTF8.GetBytes("<html><script>alert(1)</script>"), "photo.png")).Json["code"]);
        Assert.Equal("media.empty", (string?)(await SendAsync(writer, [], "photo.png")).Json["code"]);
        Assert.Equal("media.size", (string?)(await SendAsync(writer, [.. Fixtures.Jpeg(), .. new byte[40_000]], "photo.jpg")).Json["code"]);
        Assert.Equal(422, (await writer.CallAsync(HttpMethod.Post, "/desk/media", new { file = "x" })).Status);
        Assert.Empty(Directory.GetFiles(Path.Combine(desk.Folder, "media", "arriving")));
        await using var db = desk.Db();
        Assert.Empty(await db.Set<MediaFile>().ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_no_picture_of_the_library_has_no_preview()
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);

        foreach (var path in new[] { new string('0', 64) + "/960", "..%2f..%2fbroadside.json/960", "x/960", new string('0', 64) + "/99999999999999", new string('0', 64) + "/-5" })
        {
            Assert.Equal(404, (await writer.GetAsync("/desk/media/" + path)).Status);
        }
    }

    [Fact]
    public async Task Words_said_under_a_picture_are_kept_with_the_file()
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);
        var sha = (string)(await SendAsync(writer, Fixtures.Png(), "a.png")).Json["sha256"]!;

        var said = await writer.CallAsync(HttpMethod.Post, "/desk/media/" + sha, new { alt = " A boat ", credit = "Ana Roa" });
        await writer.CallAsync(HttpMethod.Post, "/desk/media/" + sha, new { alt = "", caption = "At noon" });

        Assert.Equal((200, "A boat"), (said.Status, (string?)said.Json!["alt"]));
        var again = (await SendAsync(writer, Fixtures.Png(), "b.png")).Json;
        Assert.Equal(("A boat", "Ana Roa", "At noon"), ((string?)again["alt"], (string?)again["credit"], (string?)again["caption"]));
        Assert.Equal(404, (await writer.CallAsync(HttpMethod.Post, "/desk/media/" + new string('0', 64), new { alt = "x" })).Status);
        Assert.Equal(422, (await writer.CallAsync(HttpMethod.Post, "/desk/media/" + sha, new { alt = 5 })).Status);
    }

    private static async Task<(int Status, JsonNode Json)> SendAsync(DeskClient browser, byte[] file, string name)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        var request = new HttpRequestMessage(HttpMethod.Post, "/desk/media") { Content = new MultipartFormDataContent { { content, "file", name } } };
        request.Headers.Add("RequestVerificationToken", await browser.TokenAsync());
        var answer = await browser.SendAsync(request);
        return (answer.Status, JsonNode.Parse(answer.Body)!);
    }
}
