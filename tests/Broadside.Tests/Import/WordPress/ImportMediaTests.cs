using Broadside.Articles.Body;
using Broadside.Import;
using Broadside.Import.WordPress;
using Broadside.Media;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace Broadside.Tests.Import.WordPress;

public sealed class ImportMediaTests
{
    private static byte[] Picture(int width) => NetVips.Image.Black(width, 40, 3).Copy(interpretation: Enums.Interpretation.Srgb).JpegsaveBuffer();

    private static string Uploads(TempFolder folder)
    {
        var uploads = folder.At("uploads");
        Directory.CreateDirectory(Path.Combine(uploads, "2019", "03"));
        File.WriteAllBytes(Path.Combine(uploads, "2019", "03", "rio.jpg"), Picture(60));
        File.WriteAllBytes(Path.Combine(uploads, "2019", "03", "rio-300x200.jpg"), Picture(30));
        File.WriteAllText(Path.Combine(uploads, "2019", "03", "one.jpg"), "no picture");
        return uploads;
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Pictures_come_from_a_copy_of_the_uploads_original_first(string engine)
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync(engine);

        var report = await newsroom.ImportAsync(Wxr.Everything, new ImportOptions { Media = Uploads(folder) });

        Assert.Equal((1, 4), (report.Counts.Media, report.Counts.MediaMissing));
        Assert.Contains(report.Warnings, w => w is { Code: "media_refused", Item: "one.jpg" });
        var post = await newsroom.LiveAsync("/2019/03/rios/");
        Assert.Equal((60, null, "Eva Sol / Agencia"), (post.Lead!.Width, post.Lead.Source, post.Lead.Credit));
        Assert.Equal(post.Lead.Media, post.Blocks.OfType<Figure>().Single().Media);
        Assert.All(post.Blocks.OfType<Gallery>().Single().Figures, f => Assert.Null(f.Media));
    }

    [Fact]
    public async Task A_later_import_with_the_uploads_completes_what_nobody_edited()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        var first = await newsroom.ImportAsync(Wxr.Everything);

        var second = await newsroom.ImportAsync(Wxr.Everything, new ImportOptions { Media = Uploads(folder) });

        Assert.Equal((7, 1), (second.Counts.Unchanged, second.Counts.Media));
        var post = await newsroom.LiveAsync("/2019/03/rios/");
        Assert.Equal(60, post.Lead!.Width);
        Assert.Equal(2, newsroom.Get<Broadside.Guard.VersionStore>().Live(Broadside.Articles.Article.Subject(post.Id))!.Number);
        var undone = await newsroom.Get<UndoImport>().RunAsync(first.Run!, Broadside.Guard.Actor.Operator, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal((7, 0), (undone.Value!.Removed, undone.Value.Kept.Count));
    }

    [Fact]
    public async Task A_dry_run_judges_the_uploads_as_the_real_one_and_takes_nothing()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        var options = new ImportOptions { Media = Uploads(folder) };

        var dry = await newsroom.ImportAsync(Wxr.Everything, options with { DryRun = true });
        await using (var db = newsroom.Db())
        {
            Assert.Equal(0, await db.Set<MediaFile>().CountAsync());
        }
        Assert.Empty(newsroom.Get<MediaStore>().All());
        var real = await newsroom.ImportAsync(Wxr.Everything, options);

        Assert.Equal((1, 4), (real.Counts.Media, real.Counts.MediaMissing));
        Assert.Equal(real.Counts, dry.Counts);
        Assert.Equal(real.Warnings, dry.Warnings);
    }

    [Theory]
    [Trait("Defence", "upload-paths")]
    [InlineData("https://old.example/wp-content/uploads/../../secret.jpg", null)]
    [InlineData("https://old.example/wp-content/uploads/%2e%2e/secret.jpg", null)]
    [InlineData("https://old.example/wp-content/uploads/a/..%2f..%2fsecret.jpg", null)]
    [InlineData("https://old.example/wp-content/uploads//etc/passwd", "/etc/passwd")]
    [InlineData("https://old.example/wp-content/uploads/linked/secret.jpg", null)]
    [InlineData("https://old.example/wp-content/uploads/secret-link.jpg", "../secret.jpg")]
    public void No_path_leads_out_of_the_uploads(string address, string? file)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("secret.jpg"), "secret");
        Directory.CreateDirectory(folder.At("uploads"));
        Directory.CreateSymbolicLink(folder.At("uploads", "linked"), folder.Path);
        File.CreateSymbolicLink(folder.At("uploads", "secret-link.jpg"), folder.At("secret.jpg"));

        Assert.Null(new UploadFolder(folder.At("uploads")).Find(address, file));
    }
}
