using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;

namespace Broadside.Tests.Articles.Writing;

public sealed class WritingRouteTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Own_articles_are_found_by_words_of_their_title_whatever_accents_and_capitals(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        await SaveTextTests.PublishAsync(desk, Newspaper.Article("a", "El puerto de Bogotá", "Texto."), Newspaper.Article("b", "The harbour vote", "Text."));
        await writer.BeginAsync("Harbour mud");

        Assert.Equal(["El puerto de Bogotá"], await FoundAsync(writer, "BOGOTA%20puerto"));
        Assert.Equal(["Harbour mud", "The harbour vote"], (await FoundAsync(writer, "harb")).Order(StringComparer.Ordinal));
        Assert.Equal(["The harbour vote"], await FoundAsync(writer, "harbour%20vote"));
        foreach (var nothing in new[] { "", "%20", "%25", "_", "zzz", "'%20OR%20'1'='1" })
        {
            Assert.Empty(await FoundAsync(writer, nothing));
        }
        var found = (await writer.CallAsync(HttpMethod.Get, "/desk/articles/find?q=vote")).Json![0]!;
        Assert.Equal(("b", "/2026/11/b/", "published"), ((string?)found["id"], (string?)found["address"], (string?)found["state"]));
    }

    [Fact]
    public async Task An_embed_is_made_of_its_address_alone()
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);

        var video = await writer.CallAsync(HttpMethod.Post, "/desk/embed", new { url = " https://youtu.be/dQw4w9WgXcQ?t=3 " });
        var page = await writer.CallAsync(HttpMethod.Post, "/desk/embed", new { url = "https://x.example/a" });

        Assert.Equal((200, "embed", "youtube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ", 8), (video.Status, (string?)video.Json!["kind"], (string?)video.Json["provider"], (string?)video.Json["url"], ((string?)video.Json["id"])!.Length));
        Assert.Equal(("link", "https://x.example/a"), ((string?)page.Json!["provider"], (string?)page.Json["url"]));
        foreach (var nothing in new object[] { new { url = "javascript:alert(1)" }, new { url = "" }, new { url = 5 }, new { }, new[] { 1 } })
        {
            Assert.Equal((422, "address"), (await writer.CallAsync(HttpMethod.Post, "/desk/embed", nothing)) is var reply ? (reply.Status, reply.Code) : default);
        }
    }

    [Fact]
    public async Task Pasted_text_comes_back_as_blocks_with_a_line_about_what_was_left_out_in_the_writers_language()
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);

        var read = await writer.CallAsync(HttpMethod.Post, "/desk/paste", new { html = "<h2>Mud</h2><p>It <b>cost</b> <a href='javascript:x'>three</a>.</p><script>alert(1)</script>", text = "Mud" });
        await writer.SubmitAsync("/desk/account", "/desk/account", ("Name", "Rosa"), ("Language", "es"), ("Scheme", "Auto"));
        var spanish = await writer.CallAsync(HttpMethod.Post, "/desk/paste", new { html = "<p>x</p><script>alert(1)</script>", text = "" });

        Assert.Equal((200, "heading", "It cost three.", 2), (read.Status, (string?)read.Json!["blocks"]![0]!["kind"], (string?)read.Json["blocks"]![1]!["text"], (int)read.Json["dropped"]!));
        Assert.Contains("A script was left out.", read.Json["notes"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Se omitió un programa.", (string?)spanish.Json!["notes"]![0]!["message"]);
        Assert.Equal(422, (await writer.CallAsync(HttpMethod.Post, "/desk/paste", new[] { 1 })).Status);
    }

    private static async Task<IReadOnlyList<string?>> FoundAsync(DeskClient browser, string words) =>
        [.. (await browser.CallAsync(HttpMethod.Get, "/desk/articles/find?q=" + words)).Json!.AsArray().Select(a => (string?)a!["title"])];
}
