using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Import;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Import.WordPress;

public sealed class ImportWordPressTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_of_everything_comes_over_as_it_should(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);

        var report = await newsroom.ImportAsync(Wxr.Everything);

        var counts = report.Counts;
        Assert.Equal((6, 1, 4), (counts.Articles, counts.Pages, counts.Drafts));
        Assert.Equal((3, 2, 1, 4), (counts.People, counts.Topics, counts.Tags, counts.Comments));
        Assert.Equal(5, counts.MediaMissing);
        var codes = report.Warnings.Select(w => w.Code).ToList();
        Assert.Contains("menu", codes);
        Assert.Equal(2, codes.Count(c => c == "type"));
        Assert.Contains("future", codes);
        Assert.Contains("private", codes);
        Assert.Contains("password", codes);
        Assert.Contains("dynamic_block", codes);
        Assert.Contains("shortcode", codes);
        await TheClassicPostAsync(newsroom);
        await TheBlockPostAsync(newsroom);
        await TheDraftsAsync(newsroom);
    }

    private static async Task TheClassicPostAsync(TestNewsroom newsroom)
    {
        var post = await newsroom.LiveAsync("/2019/03/rios/");
        Assert.Equal("Ríos “sin” agua", post.Title);
        Assert.Equal("Un resumen.", post.Standfirst);
        Assert.Equal("es", post.Language);
        Assert.Equal(["ana-ruiz", "guest-writer"], post.Bylines.Select(b => b.Slug));
        Assert.Equal(["andes", "world"], post.Topics.Select(t => t.Slug));
        Assert.Equal("World & Region", post.Topics[1].Name);
        Assert.Equal(["water"], post.Tags.Select(t => t.Slug));
        Assert.Equal(new DateTimeOffset(2019, 3, 5, 12, 0, 0, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal(["/2019/03/05/rios-secos/", "/2019/03/05/rios/", "/?attachment_id=90", "/?attachment_id=91", "/?attachment_id=92", "/?p=11", "/?p=90", "/?p=91", "/?p=92"], post.FormerAddresses.Order(StringComparer.Ordinal));
        Assert.Equal(("El río seco", "Un río sin agua", "Eva Sol / Agencia", 1200), (post.Lead!.Caption, post.Lead.Alt, post.Lead.Credit, post.Lead.Width!.Value));
        Assert.Equal("https://old.example/wp-content/uploads/2019/03/rio.mp3", Assert.Single(post.Blocks.OfType<Audio>()).Source);
        Assert.Equal(65, post.Blocks.OfType<Audio>().Single().Seconds);
        var figure = Assert.Single(post.Blocks.OfType<Figure>());
        Assert.Equal(("El río en marzo", "Un río sin agua", "Eva Sol / Agencia"), (figure.Caption, figure.Alt, figure.Credit));
        Assert.Equal(2, Assert.Single(post.Blocks.OfType<Gallery>()).Figures.Count);
        Assert.Equal("youtube", Assert.Single(post.Blocks.OfType<Embed>()).Provider);
        Assert.Equal("if (a[0] < b) { }", Assert.Single(post.Blocks.OfType<Code>()).Text.Trim());
        var texts = post.Blocks.OfType<Paragraph>().Select(p => p.Text).ToList();
        Assert.Equal("El primer párrafo\ncon un salto.", texts[0]);
        Assert.Contains(texts, t => t.Contains("Una nota [sic] al margen.", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("su texto", StringComparison.Ordinal));
        var links = post.Blocks.OfType<Paragraph>().SelectMany(p => p.Marks ?? []).Where(m => m.Kind == MarkKind.Link).Select(m => m.Value);
        Assert.Equal(["/2018/01/01/otro/", "https://elsewhere.example/x"], links);

        var shown = await newsroom.Get<ArticleReader>().ReadCommentsAsync(post.Id, TestContext.Current.CancellationToken);
        Assert.Equal(["Muy bien.", "Gracias."], shown.Select(c => c.Text));
        Assert.Equal(shown[0].Id, shown[1].Parent);
        await using var db = newsroom.Db();
        var kept = await db.Set<Comment>().Where(c => c.ArticleId == post.Id).ToListAsync();
        Assert.Equal(4, kept.Count);
        Assert.Equal(CommentState.Spam, kept.Single(c => c.Author == "Pills").State);
        Assert.Equal(newsroom.Get<Broadside.Guard.KeyRing>().KeyedHash("marta@mail.example"), kept.Single(c => c.Author == "Marta").EmailHash);
    }

    private static async Task TheBlockPostAsync(TestNewsroom newsroom)
    {
        var post = await newsroom.LiveAsync("/2021/06/blocks/");
        Assert.Equal("luis", Assert.Single(post.Bylines).Name);
        Assert.Equal("The note.", Assert.Single(Assert.Single(post.Blocks.OfType<Footnotes>()).Notes).Text);
        Assert.Contains(post.Blocks.OfType<Paragraph>().First().Marks!, m => m.Kind == MarkKind.Note);
        Assert.Equal(("Left", 3), (post.Blocks.OfType<Heading>().Single().Text, post.Blocks.OfType<Heading>().Single().Level));
        Assert.Equal(("vimeo", "A film"), (post.Blocks.OfType<Embed>().Single().Provider, post.Blocks.OfType<Embed>().Single().Caption));
        Assert.Equal(("Large words", "Someone"), (post.Blocks.OfType<Pullquote>().Single().Text, post.Blocks.OfType<Pullquote>().Single().Cite));
        Assert.Contains(post.Blocks.OfType<Paragraph>(), p => p.Text == "Shared words.");
        Assert.Equal("https://www.old.example/wp-content/uploads/2021/06/cover.jpg", post.Blocks.OfType<Figure>().Single().Source);
        Assert.Contains(post.Blocks.OfType<Paragraph>(), p => p.Text == "On the cover");
    }

    private static async Task TheDraftsAsync(TestNewsroom newsroom)
    {
        Assert.Equal(ArticleKind.Page, (await newsroom.LiveAsync("/about/")).Kind);
        Assert.Null((await newsroom.DraftAsync("Unfinished")).PublishedAt);
        Assert.Equal(2030, (await newsroom.DraftAsync("Later")).PublishedAt!.Value.Year);
        foreach (var title in new[] { "Unfinished", "Later", "Secret", "Mine alone" })
        {
            var draft = await newsroom.DraftAsync(title);
            Assert.All(draft.FormerAddresses, a => Assert.Null(newsroom.Get<Catalogue>().ByFormerAddress(a)));
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Importing_twice_makes_nothing_new(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.ImportAsync(Wxr.Everything);
        var before = await newsroom.LeftAsync();

        var second = await newsroom.ImportAsync(Wxr.Everything);

        Assert.Equal(new ImportCounts { Unchanged = 7 }, second.Counts);
        Assert.Equal(before, await newsroom.LeftAsync());
    }

    [Fact]
    public async Task A_dry_run_counts_the_same_and_writes_nothing()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var before = await newsroom.LeftAsync();

        var dry = await newsroom.ImportAsync(Wxr.Everything, new ImportOptions { DryRun = true });
        Assert.Equal(before, await newsroom.LeftAsync());
        var real = await newsroom.ImportAsync(Wxr.Everything);

        Assert.Null(dry.Run);
        Assert.Equal(real.Counts, dry.Counts);
        Assert.Equal(real.Warnings, dry.Warnings);
        await using var db = newsroom.Db();
        Assert.Equal(1, await db.Set<ImportRun>().CountAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Undoing_an_import_leaves_nothing_of_it(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var before = await newsroom.LeftAsync();
        var report = await newsroom.ImportAsync(Wxr.Everything);

        var undone = await newsroom.Get<UndoImport>().RunAsync(report.Run!, Broadside.Guard.Actor.Operator, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal((7, 0), (undone.Value!.Removed, undone.Value.Kept.Count));
        Assert.Equal(before, await newsroom.LeftAsync());
        var again = await newsroom.ImportAsync(Wxr.Everything);
        Assert.Equal(report.Counts, again.Counts);
    }

    [Fact]
    public async Task What_was_edited_here_survives_a_second_import_and_an_undo()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var report = await newsroom.ImportAsync(Wxr.Everything);
        var draft = await newsroom.DraftAsync("Unfinished");
        await newsroom.Get<SaveDraft>().RunAsync(draft with { Title = "Finished" }, Broadside.Guard.Actor.Operator, TestContext.Current.CancellationToken);

        await newsroom.ImportAsync(Wxr.Everything);
        Assert.Equal("Finished", (await newsroom.DraftAsync("Finished")).Title);
        var undone = await newsroom.Get<UndoImport>().RunAsync(report.Run!, Broadside.Guard.Actor.Operator, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal((6, "Finished"), (undone.Value!.Removed, Assert.Single(undone.Value.Kept)));
        Assert.Equal("Finished", (await newsroom.DraftAsync("Finished")).Title);
    }

    [Fact]
    public async Task Another_type_comes_over_when_it_is_asked_for()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var report = await newsroom.ImportAsync(Wxr.Everything, new ImportOptions { Types = new Dictionary<string, ArticleKind> { ["event"] = ArticleKind.Article } });

        Assert.Equal(7, report.Counts.Articles);
        Assert.Equal(5, report.Counts.Comments);
    }
}
