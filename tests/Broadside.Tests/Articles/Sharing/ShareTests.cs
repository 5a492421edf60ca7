using System.Text.RegularExpressions;
using Broadside.Articles;
using Broadside.Articles.Calendar;
using Broadside.Articles.Sharing;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Sharing;

public sealed partial class ShareTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "share-end")]
    public async Task A_link_shows_the_draft_as_the_site_would_until_it_ends(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        using var stranger = desk.Stranger();
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge <closed>", "The bridge is closed."), writer);
        var path = await ShareAsync(writer, "1");

        var page = await stranger.GetAsync(path);

        Assert.Equal(200, page.Status);
        Assert.Contains("The bridge is closed.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Bridge &lt;closed&gt;", page.Body, StringComparison.Ordinal);
        Assert.Equal("noindex, nofollow, noarchive", page.Header("X-Robots-Tag"));
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal("noindex", page.Document.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
        Assert.Contains("script-src 'self'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "It opens in May."), writer);
        Assert.Contains("It opens in May.", (await stranger.GetAsync(path)).Text, StringComparison.Ordinal);
        await using var db = desk.Db();
        Assert.Equal(2, (await db.Set<ShareLink>().SingleAsync(Cancel)).Opened);
        desk.Time.Advance(TimeSpan.FromDays(1));
        var over = await stranger.GetAsync(path);
        Assert.Equal(410, over.Status);
        Assert.DoesNotContain("May", over.Body, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whoever_made_a_link_ends_it_at_once_and_nobody_else_makes_or_ends_one(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        using var other = await desk.SignedInAsync(Role.Writer);
        using var stranger = desk.Stranger();
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), writer);
        await desk.WriteAsync(Drafts.Fresh("b", "Other", "Text."), other);
        var path = await ShareAsync(writer, "7");
        await using var db = desk.Db();
        var id = (await db.Set<ShareLink>().AsNoTracking().SingleAsync(Cancel)).Id;

        Assert.Equal(403, (await other.SubmitAsync("/desk/articles/a/share", "/desk/articles/a/share", ("Days", "7"))).Status);
        Assert.Equal(403, (await other.SubmitAsync("/desk/articles/a/share", "/desk/articles/a/share?handler=End", ("Link", id))).Status);
        Assert.Equal(404, (await other.SubmitAsync("/desk/articles/b/share", "/desk/articles/b/share?handler=End", ("Link", id))).Status);
        Assert.Equal(200, (await stranger.GetAsync(path)).Status);
        Assert.Equal(302, (await writer.SubmitAsync("/desk/articles/a/share", "/desk/articles/a/share?handler=End", ("Link", id))).Status);

        Assert.Equal(410, (await stranger.GetAsync(path)).Status);
        Assert.Equal(422, (await writer.SubmitAsync("/desk/articles/a/share", "/desk/articles/a/share", ("Days", "3650"))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "share-embargo")]
    public async Task An_embargo_holds_for_shared_links_too(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var stranger = desk.Stranger();
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), editor);
        var path = await ShareAsync(editor, "7");
        await desk.Get<EmbargoArticle>().RunAsync("a", desk.Time.GetUtcNow().AddHours(2), Actor.Operator, Cancel);

        var held = await stranger.GetAsync(path);

        Assert.Equal(403, held.Status);
        Assert.DoesNotContain("Closed", held.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Bridge", held.Body, StringComparison.Ordinal);
        desk.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(200, (await stranger.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Only_the_hash_of_a_link_is_kept_and_a_guess_opens_nothing()
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);
        using var stranger = desk.Stranger();
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), writer);
        var token = (await ShareAsync(writer, "7")).Split('/')[^1];

        Assert.Equal(43, token.Length);
        Assert.DoesNotContain(Directory.EnumerateFiles(desk.Folder, "*", SearchOption.AllDirectories), f => File.Exists(f) && Contains(f, token));
        foreach (var guess in new[] { "x", token[..^1], token.ToUpperInvariant(), token + "/x", "%00", new string('a', 5000) })
        {
            Assert.NotEqual(200, (await stranger.GetAsync("/shared/" + guess)).Status);
        }
    }

    private static async Task<string> ShareAsync(DeskClient browser, string days)
    {
        var made = await browser.SubmitAsync("/desk/articles/a/share", "/desk/articles/a/share", ("Name", "Our lawyer"), ("Days", days));
        Assert.Equal(200, made.Status);
        return Path().Match(made.Body).Value;
    }

    private static bool Contains(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd().Contains(text, StringComparison.Ordinal);
    }

    [GeneratedRegex("/shared/[A-Za-z0-9_-]+")]
    private static partial Regex Path();
}
