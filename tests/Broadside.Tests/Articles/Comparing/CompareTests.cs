using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Comparing;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Comparing;

public sealed class CompareTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("The bridge is closed.", "The bridge is open.", "The bridge is [closed].", "The bridge is [open].")]
    [InlineData("", "New.", "", "[New.]")]
    [InlineData("Three people came", "Three hundred people came", "Three people came", "Three [hundred ]people came")]
    [InlineData("a b c d", "d c b a", null, null)]
    public void Words_that_differ_are_marked(string before, string after, string? left, string? right)
    {
        var (was, now) = WordDiff.Run(before, after);

        Assert.Equal(before, string.Concat(was.Select(p => p.Text)));
        Assert.Equal(after, string.Concat(now.Select(p => p.Text)));
        if (left is not null)
        {
            Assert.Equal((left, right), (Marked(was), Marked(now)));
        }
    }

    [Fact]
    public void Whatever_the_texts_nothing_is_lost_and_what_is_unmarked_is_the_same_on_both_sides()
    {
        string[] words = ["the", "bridge", " ", ", ", "é", "ß", "😀", "\n", "don’t", "12"];
        var text = Gen.Int[0, words.Length - 1].Array[0, 60].Select(picked => string.Concat(picked.Select(i => words[i])));

        Gen.Select(text, text).Sample((a, b) =>
        {
            var (was, now) = WordDiff.Run(a, b);
            Assert.Equal(a, string.Concat(was.Select(p => p.Text)));
            Assert.Equal(b, string.Concat(now.Select(p => p.Text)));
            Assert.Equal(string.Concat(was.Where(p => !p.IsChanged).Select(p => p.Text)), string.Concat(now.Where(p => !p.IsChanged).Select(p => p.Text)));
        }, iter: TestSize.Pick(500, 20_000));
    }

    [Fact]
    public void Texts_with_nothing_in_common_are_all_new_and_take_no_time()
    {
        var a = string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"a{i}"));
        var b = string.Join('-', Enumerable.Range(0, 20_000).Select(i => $"b{i}"));

        var (was, now) = WordDiff.Run(a, b);

        Assert.Equal([new Piece(a, true)], was);
        Assert.Equal([new Piece(b, true)], now);
    }

    [Fact]
    public void Blocks_are_matched_by_their_ids()
    {
        var before = Newspaper.Article("a", "Old", "First.", "Second.", "Third.") with { Bylines = [new Byline("ana", "Ana")] };
        var after = before with
        {
            Title = "New",
            Blocks = [before.Blocks[2], new Paragraph { Id = "p9", Text = "Between." }, new Paragraph { Id = "p0", Text = "First again." }],
        };

        var parts = CompareContents.Run(before, after);

        PartChange Of(string block) => parts.Single(p => p.Block == block).Change;
        Assert.Equal((PartChange.Changed, PartChange.Removed, PartChange.Added), (Of("p0"), Of("p1"), Of("p9")));
        Assert.Contains(Of("p2"), new[] { PartChange.Same, PartChange.Moved });
        Assert.Equal(PartChange.Changed, parts.Single(p => p.Kind == "title").Change);
        Assert.Contains(parts, p => p is { Kind: "by", Change: PartChange.Same });
    }

    [Fact]
    public void A_change_of_emphasis_alone_is_a_change()
    {
        var before = Newspaper.Article("a", "T", "Very important.");
        var after = before with { Blocks = [new Paragraph { Id = "p0", Text = "Very important.", Marks = [new Mark(0, 4, MarkKind.Strong)] }] };

        Assert.Equal(PartChange.Changed, CompareContents.Run(before, after).Single(p => p.Block == "p0").Change);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Any_two_versions_and_the_draft_are_laid_side_by_side_and_one_is_restored(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        foreach (var text in new[] { "One bridge.", "Two bridges.", "Three <i>bridges</i>." })
        {
            await desk.WriteAsync(Drafts.Fresh("a", "Bridges", text), editor);
            Assert.Equal(302, (await editor.PressPublishAsync("a")).Status);
            desk.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var history = await editor.GetAsync("/desk/articles/a/history");
        Assert.Equal(3, history.Document.QuerySelectorAll("table.versions tbody tr").Length);
        var compared = await editor.GetAsync("/desk/articles/a/compare?from=1&to=3");
        Assert.Equal(["One bridge"], compared.Document.QuerySelectorAll("del").Select(d => d.TextContent));
        Assert.Equal(["Three <i>bridges</i>"], compared.Document.QuerySelectorAll("ins").Select(d => d.TextContent));
        await desk.WriteAsync(Drafts.Fresh("a", "Bridges", "Four bridges."), editor);
        Assert.Contains("Four", (await editor.GetAsync("/desk/articles/a/compare?from=live&to=draft")).Document.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);

        var inTheWay = await editor.SubmitAsync("/desk/articles/a/history", "/desk/articles/a/history?handler=Restore", ("Number", "1"));
        Assert.Equal(422, inTheWay.Status);
        var over = inTheWay.Document.QuerySelector("input[name=Over]")!.GetAttribute("value")!;
        Assert.Equal(302, (await editor.SubmitAsync("/desk/articles/a/history", "/desk/articles/a/history?handler=Restore", ("Number", "1"), ("Over", over))).Status);
        Assert.Equal(302, (await editor.PressPublishAsync("a")).Status);

        Assert.Contains("One bridge.", (await desk.Stranger().GetAsync(desk.Get<Catalogue>().ById("a")!.Address)).Text, StringComparison.Ordinal);
        Assert.Equal(4, desk.Get<Catalogue>().ById("a")!.Version.Number);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_version_that_was_altered_says_so_and_shows_and_restores_nothing(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.WriteAsync(Drafts.Fresh("a", "Bridges", "One bridge."), editor);
        await editor.PressPublishAsync("a");
        await using (var db = desk.Db())
        {
            var row = await db.Set<VersionRow>().AsNoTracking().SingleAsync(v => v.Subject == "article/a", Cancel);
            await db.Set<VersionRow>().Where(v => v.Seq == row.Seq).ExecuteUpdateAsync(v => v.SetProperty(x => x.Content, row.Content!.Replace("One", "Pills", StringComparison.Ordinal)), Cancel);
        }

        Assert.Contains("does not hold", (await editor.GetAsync("/desk/articles/a/history")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Pills", (await editor.GetAsync("/desk/articles/a/compare?from=1&to=1")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await editor.SubmitAsync("/desk/articles/a/history", "/desk/articles/a/history?handler=Restore", ("Number", "1"))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_draft_is_thrown_away_and_readers_keep_what_they_have(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        using var other = await desk.SignedInAsync(Role.Writer);
        await desk.WriteAsync(Drafts.Fresh("a", "Bridges", "One bridge."), writer);
        var first = await desk.GetDraftAsync("a");
        Assert.Equal(422, (await writer.SubmitAsync("/desk/articles/a/history", "/desk/articles/a/history?handler=Discard", ("Revision", $"{first!.Revision}"))).Status);
        await writer.PressPublishAsync("a");
        var draft = await desk.WriteAsync(Drafts.Fresh("a", "Bridges", "Two bridges."), writer);

        Assert.Equal(403, (await other.SubmitAsync("/desk/articles/a/history", "/desk/articles/a/history?handler=Discard", ("Revision", $"{draft.Revision}"))).Status);
        Assert.Equal(422, (await writer.SubmitAsync("/desk/articles/a/history", "/desk/articles/a/history?handler=Discard", ("Revision", "1"))).Status);
        Assert.NotNull(await desk.GetDraftAsync("a"));
        Assert.Equal(302, (await writer.SubmitAsync("/desk/articles/a/history", "/desk/articles/a/history?handler=Discard", ("Revision", $"{draft.Revision}"))).Status);
        Assert.Null(await desk.GetDraftAsync("a"));
        await using var db = desk.Db();
        Assert.Equal(ArticleState.Published, (await db.Set<Article>().SingleAsync(Cancel)).Stage);
    }

    private static string Marked(IEnumerable<Piece> pieces) => string.Concat(pieces.Select(p => p.IsChanged ? $"[{p.Text}]" : p.Text));
}
