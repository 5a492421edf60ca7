using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Staff;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Articles.Publishing;

public sealed class PreviewTests
{
    public static TheoryData<string> Kinds => ["web", "feed", "print", "mail", "card"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_draft_is_seen_as_readers_would_get_it_and_by_nobody_else(string kind)
    {
        await using var desk = await TestDesk.StartAsync();
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        var photo = new string('a', 64);
        await desk.WriteAsync(
            Drafts.Fresh("a", "Bridge <script>alert(1)</script>", "The bridge is closed.") with
            {
                Standfirst = "Until May.",
                Lead = new Figure { Id = "lead", Media = photo, Alt = "The bridge", Width = 1600, Height = 900 },
                Blocks = [new Paragraph { Id = "p", Text = "The bridge is closed.", Marks = [new Mark(0, 3, MarkKind.Link, "https://council.example/x"), new Mark(4, 10, MarkKind.Link, "/topics/roads/")] }],
            },
            editor);

        var page = await editor.GetAsync("/desk/articles/a/preview/" + kind);

        Assert.Equal(200, page.Status);
        Assert.Contains("alert(1)", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("style, [style], script:not([src]):not([type='application/ld+json'])"));
        Assert.Contains("frame-ancestors 'self'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("meta[name=robots][content=noindex]"));
        var files = page.Document.QuerySelectorAll("img[src]").Select(i => i.GetAttribute("src")!).Where(s => s.Contains(photo, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.StartsWith($"{desk.Address}/desk/articles/a/preview/media/", new Uri(new Uri($"{desk.Address}/desk/articles/a/preview/{kind}"), f).ToString(), StringComparison.Ordinal));
        if (kind != "card")
        {
            Assert.Contains("The bridge is closed.", page.Text, StringComparison.Ordinal);
            Assert.Contains(page.Document.QuerySelectorAll("a"), a => a.GetAttribute("href") == "https://council.example/x");
            Assert.Contains(page.Document.QuerySelectorAll("a"), a => new Uri(new Uri($"{desk.Address}/desk/articles/a/preview/{kind}"), a.GetAttribute("href")).AbsolutePath == "/topics/roads/");
        }
        Assert.Equal(403, (await treasurer.GetAsync("/desk/articles/a/preview/" + kind)).Status);
        Assert.Equal(302, (await desk.Stranger().GetAsync("/desk/articles/a/preview/" + kind)).Status);
        Assert.Null(desk.Get<Catalogue>().ById("a"));
    }

    [Fact]
    public async Task Paper_has_the_rules_for_print_on_the_screen()
    {
        await using var desk = await TestDesk.StartAsync();
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), editor);

        var page = await editor.GetAsync("/desk/articles/a/preview/print");
        var style = await editor.GetAsync("/desk/articles/a/preview/print.css");

        Assert.Equal("print.css", page.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"));
        Assert.Equal("text/css; charset=utf-8", style.Header("Content-Type"));
        Assert.Contains("@media all", style.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("@media print", style.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await editor.GetAsync("/desk/articles/a/preview/nothing")).Status);
        Assert.Equal(404, (await editor.GetAsync("/desk/articles/none/preview/web")).Status);
    }
}
