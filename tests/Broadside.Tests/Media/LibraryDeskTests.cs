using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Media;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Media;

public sealed class LibraryDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_sent_photo_is_kept_once_without_place_and_camera_and_found_by_its_words(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        var photo = Fixtures.Jpeg(exif: Fixtures.Exif(description: null));

        var first = await writer.SendFilesAsync("/desk/media/add", [("Café am Hafen.jpg", photo)], ("Credit", "Ana Ruiz"), ("Licence", "CC BY 4.0"));
        var again = await writer.SendFilesAsync("/desk/media/add", [("other.jpg", photo)]);

        Assert.Equal((302, first.To), (first.Status, again.To));
        var file = await OnlyAsync(desk);
        Assert.Equal(("Café am Hafen.jpg", "Ana Ruiz", "CC BY 4.0"), (file.Name, file.Credit, file.Licence));
        var kept = await File.ReadAllBytesAsync(desk.Get<MediaStore>().PathOf(file.Sha256), Cancel);
        Assert.True(photo.Holds("SecretCam") && !kept.Holds("SecretCam") && !kept.Holds(Fixtures.Secret) && !kept.Holds("GPS"));
        foreach (var found in new[] { "cafe", "RUIZ hafen", "cc by" })
        {
            Assert.Single((await writer.GetAsync("/desk/media?q=" + Uri.EscapeDataString(found))).Document.QuerySelectorAll(".shelf li"));
        }
        Assert.Empty((await writer.GetAsync("/desk/media?q=cafe+nothing")).Document.QuerySelectorAll(".shelf li"));
        Assert.Empty((await writer.GetAsync("/desk/media?kind=Audio")).Document.QuerySelectorAll(".shelf li"));
        Assert.Contains(await desk.LogAsync(), a => a.What == "add media" && a.Who == writer.Member!.Id);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_library_pages_by_key_newest_first_and_nothing_is_left_out(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await using (var db = newsroom.Db())
        {
            // Many came in the same moment: the hash decides.
            db.AddRange(Enumerable.Range(0, 25).Select(i => Row(i, newsroom.Time.GetUtcNow().AddMinutes(i / 10))));
            await db.SaveChangesAsync(Cancel);
        }
        var queries = newsroom.Get<MediaQueries>();
        var seen = new List<string>();
        for (MediaPlace? place = null; ;)
        {
            var page = await queries.LibraryAsync(null, MediaKind.Picture, place, 7, Cancel);
            seen.AddRange(page.Select(m => m.Sha256));
            if (page.Count < 7)
            {
                break;
            }
            place = MediaPlace.Read(new MediaPlace(page[^1].CreatedAt, page[^1].Sha256).ToString());
        }

        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(25, seen.Count);
        Assert.Equal(Row(24, default).Sha256, seen[0]);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Words_are_kept_and_a_stale_form_loses_nothing_of_either(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var ana = await desk.SignedInAsync(Role.Writer);
        using var ben = await desk.SignedInAsync(Role.Editor);
        var page = (await ana.SendFilesAsync("/desk/media/add", [("photo.jpg", Fixtures.Jpeg())])).To!.Split('?')[0];
        var mark = MarkOf(await ana.GetAsync(page));

        var kept = await ana.SubmitAsync(page, page + "?handler=Words", ("Alt", "A bridge"), ("Credit", "Ana"), ("CreditUrl", "https://example.org/"), ("Mark", mark));
        var stale = await ben.SubmitAsync(page, page + "?handler=Words", ("Alt", "A pier"), ("Credit", "Ben"), ("Mark", mark));

        Assert.Equal(page + "?done=media_words", kept.To);
        Assert.Equal(422, stale.Status);
        Assert.Contains("Somebody changed these words", stale.Text, StringComparison.Ordinal);
        Assert.Contains("A bridge", stale.Document.QuerySelector(".once")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("A pier", stale.Document.QuerySelector("#f-alt")!.TextContent);
        var forced = await ben.SubmitAsync(page, page + "?handler=Words", ("Alt", "A pier"), ("Credit", "Ben"), ("Mark", MarkOf(stale)));
        Assert.Equal(302, forced.Status);
        Assert.Equal(("A pier", "Ben", null), await OnlyAsync(desk) is var file ? (file.Alt, file.Credit, file.CreditUrl) : default);
        var script = await ben.SubmitAsync(page, page + "?handler=Words", ("Alt", "x"), ("CreditUrl", "javascript:alert(1)"), ("Mark", MarkOf(await ben.GetAsync(page))));
        Assert.Equal(422, script.Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_focal_point_counts_where_the_picture_is_placed_and_a_cut_is_a_new_file(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        var page = (await writer.SendFilesAsync("/desk/media/add", [("photo.jpg", Fixtures.Jpeg(400, 300))], ("Credit", "Ana"))).To!.Split('?')[0];

        Assert.Equal(302, (await writer.SubmitAsync(page, page + "?handler=Focus", ("X", "20"), ("Y", "80"))).Status);
        Assert.Equal(422, (await writer.SubmitAsync(page, page + "?handler=Focus", ("X", "101"), ("Y", "80"))).Status);
        var cut = await writer.SubmitAsync(page, page + "?handler=Crop", ("CutLeft", "50"), ("CutTop", "0"), ("CutWidth", "50"), ("CutHeight", "50"));
        var before = await desk.Get<MediaQueries>().FindAsync(page.Split('/')[^1], Cancel);
        var after = await desk.Get<MediaQueries>().FindAsync(cut.To!.Split('/', '?')[^2], Cancel);

        Assert.Equal((200, 800), (before!.FocalX, before.FocalY));
        Assert.Equal((200, 800), new Figure { Id = "f" }.With(before) is var figure ? (figure.FocalX, figure.FocalY) : default);
        Assert.Equal((200, 150, "Ana"), (after!.Width, after.Height, after.Credit));
        Assert.NotEqual(before.Sha256, after.Sha256);
        foreach (var (left, width) in new[] { ("60", "50"), ("0", "0"), ("x", "50"), ("-1", "50"), ("0", "100") })
        {
            Assert.Equal(422, (await writer.SubmitAsync(page, page + "?handler=Crop", ("CutLeft", left), ("CutTop", "0"), ("CutWidth", width), ("CutHeight", "100"))).Status);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_library_knows_where_a_file_is_used_and_deletes_only_what_nothing_uses(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var hashes = new List<string>();
        foreach (var size in new[] { 100, 101, 102, 103 })
        {
            hashes.Add((await editor.SendFilesAsync("/desk/media/add", [($"photo-{size}.jpg", Fixtures.Jpeg(size, size))])).To!.Split('/', '?')[^2]);
        }
        var (live, drafted, leftOver, taken) = (hashes[0], hashes[1], hashes[2], hashes[3]);
        await desk.PublishAsync(Showing("a", "In print", live));
        await desk.Get<SaveDraft>().RunAsync(Showing("b", "In the drawer", drafted), Actor.Operator, Cancel);

        Assert.Contains("In print", (await editor.GetAsync("/desk/media/file/" + live)).Text, StringComparison.Ordinal);
        Assert.Contains("In the drawer", (await editor.GetAsync("/desk/media/file/" + drafted)).Text, StringComparison.Ordinal);
        var unused = (await editor.GetAsync("/desk/media/unused")).Document.QuerySelectorAll("input[name=Chosen]").Select(i => i.GetAttribute("value"));
        Assert.Equal(new[] { leftOver, taken }.Order(), unused.Order());
        await desk.Get<SaveDraft>().RunAsync(Showing("c", "Came into use", taken), Actor.Operator, Cancel);
        var removed = await editor.SubmitAsync("/desk/media/unused", "/desk/media/unused", [("Chosen", leftOver), ("Chosen", taken), ("Chosen", live), ("Chosen", drafted), ("Chosen", "../../keys/site.key")]);

        Assert.Equal("/desk/media/unused?kept=3&done=media_removed", removed.To);
        Assert.Equal([false, true, true, true], new[] { leftOver, taken, live, drafted }.Select(desk.Get<MediaStore>().Has));
        Assert.True(File.Exists(Path.Combine(desk.Folder, "keys", "site.key")));
        Assert.Equal(422, (await editor.SubmitAsync("/desk/media/unused", "/desk/media/unused")).Status);
    }

    [Fact]
    public async Task Disguised_and_hostile_files_are_refused_by_name_and_the_good_ones_beside_them_are_kept()
    {
        await using var desk = await TestDesk.StartAsync(settings: ("Media:LargestPicture", "20000"));
        using var writer = await desk.SignedInAsync(Role.Writer);
        var large = Fixtures.Jpeg(64, 48, comment: new byte[30_000]);

        var answer = await writer.SendFilesAsync("/desk/media/add",
        [
            ("page.jpg", DeskFiles.Bytes("<!doctype html><script>alert(1)</script>")),
            ("drawing.svg", DeskFiles.Bytes("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")),
            ("bomb.png", Fixtures.PngBomb(60_000, 60_000)),
            ("large.jpg", large),
            ("empty.jpg", []),
            ("../../../keys/good.jpg", Fixtures.Jpeg(50, 50)),
        ]);

        Assert.Equal(200, answer.Status);
        Assert.Equal(5, answer.Document.QuerySelectorAll(".rows .error").Length);
        Assert.All(answer.Document.QuerySelectorAll(".rows .error"), e => Assert.True(e.TextContent.Trim().Length > 20));
        Assert.Equal("good.jpg", (await OnlyAsync(desk)).Name);
        Assert.False(File.Exists(Path.Combine(desk.Folder, "keys", "good.jpg")));
        Assert.Equal(422, (await writer.SendFilesAsync("/desk/media/add", [("page.jpg", DeskFiles.Bytes("<html>"))])).Status);
        Assert.Equal(422, (await writer.SendFilesAsync("/desk/media/add", [])).Status);
    }

    private static string MarkOf(DeskClient.Answer page) => page.Document.QuerySelector("input[name=Mark]")!.GetAttribute("value")!;

    private static ArticleContent Showing(string id, string title, string sha256) => Newspaper.Article(id, title, "Text.") with { Lead = new Figure { Id = "lead", Media = sha256, Width = 100, Height = 100 } };

    private static async Task<MediaFile> OnlyAsync(TestDesk desk)
    {
        await using var db = desk.Db();
        return await db.Set<MediaFile>().AsNoTracking().SingleAsync(Cancel);
    }

    private static MediaFile Row(int number, DateTimeOffset at) => new()
    {
        Sha256 = $"{number:x64}",
        OriginalSha256 = $"{number:x64}",
        Name = $"photo-{number}.jpg",
        MediaType = "image/jpeg",
        Bytes = 1,
        Width = 1,
        Height = 1,
        CreatedAt = at,
    };
}
