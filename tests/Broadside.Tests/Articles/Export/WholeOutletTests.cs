using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Export;
using Broadside.Guard;
using Broadside.Import;
using Broadside.Media;
using Broadside.Tests.Import.WordPress;
using Broadside.Tests.Media;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Export;

/// <summary>An outlet leaves as WXR and comes into an empty newsroom: everything beside the texts of its articles.</summary>
public sealed class WholeOutletTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Name_people_topics_menus_fronts_redirects_and_the_whole_library_come_along(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Wxr, folder.At("out"));
        await using var other = await TestNewsroom.OpenAsync(engine);

        var imported = await other.ImportAsync(report.Path, new ImportOptions { Media = folder.At("out/media") });

        Assert.DoesNotContain(imported.Warnings, w => w.Code is not "identity");
        Assert.Equal(Part<Identity>(newsroom, Identity.Part), Part<Identity>(other, Identity.Part));
        Assert.Equal(Part<PeoplePart>(newsroom, PeoplePart.Part), Part<PeoplePart>(other, PeoplePart.Part));
        Assert.Equal(Part<TopicsPart>(newsroom, TopicsPart.Part), Part<TopicsPart>(other, TopicsPart.Part));
        Assert.Equal(Part<Menus>(newsroom, Menus.Part), Part<Menus>(other, Menus.Part));
        Assert.Equal(Part<Redirects>(newsroom, Redirects.Part), Part<Redirects>(other, Redirects.Part));
        Assert.Equal(await LibraryAsync(newsroom), await LibraryAsync(other));
        var lead = other.Get<SiteRecord>().Read<Curation>(Curation.Part).Fronts.Single(f => f.Language == "en").Lead.Single();
        Assert.Equal("/news/first/", other.Get<Catalogue>().ById(lead)?.Address);
        Assert.Equal((await newsroom.ContentsAsync()).Keys.Order(), (await other.ContentsAsync()).Keys.Order());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_withdrawn_says_so_over_there_and_what_is_being_written_goes_on(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Wxr, folder.At("out"));
        await using var other = await TestNewsroom.OpenAsync(engine);

        var imported = await other.ImportAsync(report.Path);

        var gone = other.Get<Catalogue>().ByAddress("/news/gone/");
        Assert.True(gone is { IsGone: true });
        var stone = await other.Get<ArticleReader>().ReadTombstoneAsync(gone, Cancel);
        Assert.Equal(("It was wrong.", "/news/gone/"), (stone!.Reason, stone.Address));
        Assert.Equal(gone.Id, other.Get<Catalogue>().ByFormerAddress("/old/gone.html")?.Id);
        await using var db = other.Db();
        Assert.Equal(ArticleState.TakenDown, (await db.Set<Article>().SingleAsync(a => a.Id == gone.Id, Cancel)).State);
        Assert.Equal("Next words.", Assert.IsType<Paragraph>(Assert.Single((await other.DraftAsync("First")).Blocks)).Text);
        Assert.Equal("First words.", Assert.IsType<Paragraph>(Assert.Single((await other.LiveAsync("/news/first/")).Blocks)).Text);
        var waiting = await db.Set<Article>().SingleAsync(a => a.Title == "Not yet", Cancel);
        Assert.Equal((ArticleState.Draft, Newspaper.Noon.AddDays(9)), (waiting.State, waiting.EmbargoedUntil));
        Assert.Empty(await other.Get<FindAltered>().RunAsync(Cancel).ToListAsync(Cancel));

        await other.Get<UndoImport>().RunAsync(imported.Run!, Actor.Operator, _ => { }, Cancel);
        Assert.Equal(0, await db.Set<Article>().CountAsync(Cancel));
        Assert.Null(other.Get<Catalogue>().ByAddress("/news/gone/"));
        Assert.Equal(Exporting.Json(new Menus()), Part<Menus>(other, Menus.Part));
        Assert.Equal(Exporting.Json(new Curation()), Part<Curation>(other, Curation.Part));
        Assert.Equal(new Identity(), other.Get<SiteRecord>().Read<Identity>(Identity.Part));
        Assert.Empty(other.Get<SiteRecord>().Read<Redirects>(Redirects.Part).Paths);
    }

    [Fact]
    public async Task An_outlet_that_has_a_name_keeps_it_and_its_menus()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Wxr, folder.At("out"));
        await using var other = await TestNewsroom.OpenAsync();
        await other.Get<WriteSiteRecord>().RunAsync(Identity.Part, new Identity { Name = "Another" }, Actor.Operator, "Named.", Cancel);

        await other.ImportAsync(report.Path);

        Assert.Equal("Another", other.Get<SiteRecord>().Read<Identity>(Identity.Part).Name);
        Assert.Empty(other.Get<SiteRecord>().Read<Menus>(Menus.Part).Head);
    }

    [Theory]
    [InlineData("/news/{slug}/", "//casino.example/{slug}/")]
    [InlineData("\"/contact\"", "\"//casino.example/\"")]
    [InlineData("/moved/here/", "//casino.example/")]
    [InlineData("\"address\":\"/topics/city/\"", "\"address\":\"javascript:alert(1)\"")]
    [Trait("Defence", "export-own-paths")]
    public async Task What_leads_to_another_host_or_into_a_script_does_not_come_in(string said, string forged)
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Wxr, folder.At("out"));
        var text = await File.ReadAllTextAsync(report.Path, Cancel);
        Assert.Contains(said, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(report.Path, text.Replace(said, forged, StringComparison.Ordinal), Cancel);
        await using var other = await TestNewsroom.OpenAsync();

        await other.ImportAsync(report.Path);

        var record = string.Concat(Part<Identity>(other, Identity.Part), Part<Menus>(other, Menus.Part), Part<Redirects>(other, Redirects.Part));
        Assert.DoesNotContain("casino", record, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_the_outlet_that_cannot_be_read_costs_itself_alone()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Wxr, folder.At("out"));
        var text = await File.ReadAllTextAsync(report.Path, Cancel);
        await File.WriteAllTextAsync(report.Path, text.Replace("\"menus\":{", "\"menus\":[{", StringComparison.Ordinal), Cancel);
        await using var other = await TestNewsroom.OpenAsync();

        var imported = await other.ImportAsync(report.Path);

        Assert.Equal(report.Articles, imported.Counts.Articles);
        Assert.Equal("The Whole & Only", other.Get<SiteRecord>().Read<Identity>(Identity.Part).Name);
    }

    private static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine, settings: ("Kit:Address", "https://sounding.example"));
        var write = newsroom.Get<WriteSiteRecord>();
        var (used, unused) = (await AddAsync(newsroom, "portrait.png", 3), await AddAsync(newsroom, "nobody shows me.png", 7));
        await using (var db = newsroom.Db())
        {
            db.AddRange(
                new Person { Slug = "ana", Name = "Ana Ruiz", Role = "Editor", Bio = "Writes <b>&</b> reads.", Photo = used.Sha256, Links = Person.LinksText(["https://ana.example/"]) },
                new Person { Slug = "ben", Name = "Ben" },
                new Topic { Slug = "world", Name = "World", Position = 5 },
                new Topic { Slug = "city", Name = "The city", Description = "What happens here.", Parent = "world", Position = 9 });
            await using var writing = await newsroom.Get<VersionStore>().BeginWritingAsync(db, Cancel);
            await newsroom.Get<VersionStore>().CommitAsync(db, writing, await write.DraftDirectoryAsync(db, Actor.Operator, "A test.", Cancel), Cancel);
        }
        await write.RunAsync(Identity.Part, new Identity { Name = "The Whole & Only", Tagline = "Ñandú", TimeZone = "Europe/Madrid", AddressPattern = "/news/{slug}/", Contact = "desk@sounding.example", Licence = "CC-BY-4.0", Accent = "a8231c", Logo = used.Sha256, LogoWidth = used.Width, LogoHeight = used.Height, CorrectionsPolicy = "/contact" }, Actor.Operator, "A test.", Cancel);
        await write.RunAsync(Menus.Part, new Menus { Head = [new MenuItem("City", "/topics/city/")], Foot = [new MenuItem("Friends", "https://friends.example/", "en")] }, Actor.Operator, "A test.", Cancel);
        await write.RunAsync(Redirects.Part, new Redirects { Paths = new Dictionary<string, string> { ["/was/here/"] = "/moved/here/", ["/?cat=7"] = "/topics/city/" } }, Actor.Operator, "A test.", Cancel);
        await newsroom.PublishAsync(
            Newspaper.Article("first", "First", "First words.") with { Bylines = [new Byline("ana", "Ana Ruiz")], Topics = [new Term("city", "The city")] },
            Newspaper.Article("gone", "Gone", "Withdrawn words.") with { FormerAddresses = ["/old/gone.html"] });
        await newsroom.Get<TakeDownArticle>().RunAsync("gone", "It was wrong.", Actor.Operator, Cancel);
        await write.RunAsync(Curation.Part, new Curation { Fronts = [new FrontCuration("en", ["first"], ["city"])] }, Actor.Operator, "A test.", Cancel);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("first", "First", "Next words."), Actor.Operator, Cancel);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("later", "Not yet", "Secret words."), Actor.Operator, Cancel);
        await using (var db = newsroom.Db())
        {
            (await db.Set<Article>().SingleAsync(a => a.Id == "later", Cancel)).EmbargoedUntil = Newspaper.Noon.AddDays(9);
            await db.SaveChangesAsync(Cancel);
        }
        return newsroom;
    }

    private static async Task<MediaFile> AddAsync(TestNewsroom newsroom, string name, int shade)
    {
        using var bytes = new MemoryStream(Fixtures.Png(400 + shade));
        var added = await newsroom.Get<AddMedia>().RunAsync(bytes, new NewMedia(name) { Title = "Title & <more>", Licence = "CC0-1.0", Alt = "Alt", Caption = "Caption", Credit = "Credit", CreditUrl = "https://credit.example/", FocalX = 250, FocalY = 750 }, Cancel);
        Assert.Null(added.Refusal);
        return added.Value!;
    }

    private static string Part<T>(TestNewsroom newsroom, string part)
        where T : class, new() => Exporting.Json(newsroom.Get<SiteRecord>().Read<T>(part));

    private static async Task<string> LibraryAsync(TestNewsroom newsroom) =>
        string.Join('\n', (await newsroom.Get<MediaQueries>().AllAsync(Cancel)).OrderBy(m => m.Sha256, StringComparer.Ordinal).Select(m => $"{m.Sha256} {m.Name} {m.MediaType} {m.Width} {m.Height} {m.Title} {m.Licence} {m.Alt} {m.Caption} {m.Credit} {m.CreditUrl} {m.FocalX} {m.FocalY}"));
}
