using Broadside.Articles.Body;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;

namespace Broadside.Tests.Media;

public sealed class OriginalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_editor_gets_a_photo_as_it_was_sent_and_nobody_else_anything_of_its_place(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var reader = desk.Stranger();
        var photo = Fixtures.Jpeg(1000, 700, Fixtures.Exif(description: null));
        var page = (await writer.SendFilesAsync("/desk/media/add", [("bridge.png", photo)])).To!.Split('?')[0];
        await writer.SendFilesAsync("/desk/media/add", [("again.jpg", photo)]);
        var (sha256, fetch) = (page.Split('/')[^1], page + "/original");
        await desk.PublishAsync(Newspaper.Article("bridge", "Bridge", "Text.") with { Lead = new Figure { Id = "lead", Media = sha256, Width = 1000, Height = 700 } });

        var original = await editor.SubmitAsync(page, fetch);

        Assert.Equal((200, "application/octet-stream", "attachment; filename=bridge.jpg; filename*=UTF-8''bridge.jpg"), (original.Status, original.Header("Content-Type"), original.Header("Content-Disposition")));
        Assert.Equal(photo, await original.Message.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal([(editor.Member!.Id, "media/" + sha256)], (await desk.LogAsync()).Where(a => a.What == "fetch original").Select(a => (a.Who, a.Subject)));
        Assert.NotNull((await editor.GetAsync(page)).Document.QuerySelector($"form[action='{fetch}']"));
        Assert.Null((await writer.GetAsync(page)).Document.QuerySelector($"form[action='{fetch}']"));
        Assert.Equal(403, (await writer.SubmitAsync(page, fetch)).Status);
        Assert.Equal(404, (await editor.SubmitAsync(page, $"/desk/media/file/{new string('0', 64)}/original")).Status);
        Assert.Equal([Kept(desk, sha256)], FilesWith(desk.Folder, "SecretCam"));
        foreach (var address in new[] { $"/media/{sha256}.jpg", $"/media/{sha256}-640.jpg", $"/media/{sha256}-card.jpg" })
        {
            var answer = await reader.GetAsync(address);
            var bytes = await answer.Message.Content.ReadAsByteArrayAsync(Cancel);
            Assert.True(answer.Status == 200 && bytes.Length > 100 && !bytes.Holds("SecretCam") && !bytes.Holds(Fixtures.Secret) && !bytes.Holds("GPS"), $"{address}: {answer.Status}");
        }
        foreach (var address in new[] { $"/media/originals/{sha256[..2]}/{sha256[2..4]}/{sha256}", $"/media/originals%2f{sha256[..2]}%2f{sha256[2..4]}%2f{sha256}", $"/media/{sha256}/original", $"/media/{sha256}-original.jpg", $"/media/{Hash(photo)}.jpg" })
        {
            Assert.Equal(404, (await reader.GetAsync(address)).Status);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_original_goes_with_its_file_and_doctor_looks_at_it_too(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var store = newsroom.Get<MediaStore>();
        var (photo, plain) = (await newsroom.AddedAsync(Fixtures.Jpeg(exif: Fixtures.Exif())), await newsroom.AddedAsync(Fixtures.Png(60, 50)));
        var original = store.OriginalPathOf(photo.Sha256);

        Assert.Equal(Fixtures.Jpeg(exif: Fixtures.Exif()), await File.ReadAllBytesAsync(original, Cancel));
        Assert.Equal(plain.OriginalSha256 != plain.Sha256, store.HasOriginal(plain.Sha256));
        Assert.Empty(await DoctorAsync(newsroom));
        await File.AppendAllTextAsync(original, "!", Cancel);
        Assert.StartsWith($"altered: the original of media file {photo.Sha256}", Assert.Single(await DoctorAsync(newsroom)), StringComparison.Ordinal);

        await newsroom.Get<RemoveUnused>().RunAsync([photo.Sha256], Broadside.Guard.Actor.Operator, Cancel);

        Assert.False(File.Exists(original));
        Assert.Empty(FilesWith(newsroom.Folder, "SecretCam"));
    }

    [Fact]
    public async Task A_newsroom_that_says_so_keeps_nothing_of_what_a_photo_tells()
    {
        await using var desk = await TestDesk.StartAsync(settings: ("Media:KeepOriginals", "false"));
        using var editor = await desk.SignedInAsync(Role.Editor);

        var page = (await editor.SendFilesAsync("/desk/media/add", [("bridge.jpg", Fixtures.Jpeg(exif: Fixtures.Exif(description: null)))])).To!.Split('?')[0];

        Assert.Empty(FilesWith(desk.Folder, "SecretCam"));
        Assert.Equal(404, (await editor.SubmitAsync(page, page + "/original")).Status);
        Assert.DoesNotContain("kept for editors", (await editor.GetAsync("/desk/media/add")).Text, StringComparison.Ordinal);
    }

    private static string Kept(TestDesk desk, string sha256) => desk.Get<MediaStore>().OriginalPathOf(sha256);

    private static string Hash(byte[] bytes) => CanonicalJson.Sha256(bytes);

    private static async Task<List<string>> DoctorAsync(TestNewsroom newsroom) =>
        await newsroom.Get<IEnumerable<ICheck>>().Single(c => c.Name == "media").RunAsync(Cancel).ToListAsync(Cancel);

    private static IEnumerable<string> FilesWith(string folder, string text) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Read(f).Holds(text));

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
