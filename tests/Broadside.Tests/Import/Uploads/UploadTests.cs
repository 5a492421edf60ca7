using System.Text;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Import.Uploads;
using Broadside.Jobs;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Guard;
using Broadside.Tests.Import.WordPress;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Import.Uploads;

public sealed class UploadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_sent_export_is_tried_brought_over_and_taken_back_as_by_the_command(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var owner = await desk.SignedInAsync(Role.Owner);
        var export = Export(Wxr.Post(1, "<p>First.</p>", "First <b>"), Wxr.Post(2, "<p>Second.</p>"), Wxr.Post(3, "<p>Third.</p>", status: "draft"));

        var page = (await owner.SendFilesAsync("/desk/import", [("../../../export.xml", export)], ("Platform", "wordpress"))).To!;
        Assert.Contains("being tried", (await owner.GetAsync(page)).Text, StringComparison.Ordinal);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        var tried = await owner.GetAsync(page);
        Assert.Contains("3 articles", tried.Text, StringComparison.Ordinal);
        Assert.Contains("1 of them a draft", tried.Text, StringComparison.Ordinal);
        Assert.Equal(0, await ArticlesAsync(desk));

        await owner.SubmitAsync(page, page + "?handler=Bring");
        await owner.SubmitAsync(page, page + "?handler=Bring");
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Contains("brought over", (await owner.GetAsync(page)).Text, StringComparison.Ordinal);
        Assert.Equal(3, await ArticlesAsync(desk));
        Assert.Equal(2, desk.Get<Catalogue>().Count(ListKey.All));
        Assert.Empty(Directory.EnumerateFiles(desk.Folder, "*export.xml", SearchOption.AllDirectories));

        // The same again brings nothing; the run is taken back.
        var again = (await owner.SendFilesAsync("/desk/import", [("export.xml", export)], ("Platform", "wordpress"))).To!;
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Contains("3 unchanged since an earlier import", (await owner.GetAsync(again)).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await owner.SubmitAsync(again, again + "?handler=Drop")).Status);
        await owner.SubmitAsync(page, page + "?handler=Undo");
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Contains("taken back", (await owner.GetAsync(page)).Text, StringComparison.Ordinal);
        Assert.Equal(0, await ArticlesAsync(desk));
        Assert.Equal(["drop import", "import", "send import", "send import", "undo import", "undo upload"], (await desk.LogAsync()).Where(a => a.What.Contains("import", StringComparison.Ordinal) || a.What == "undo upload").Select(a => a.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_saved_page_becomes_a_draft_and_a_wrong_file_is_refused_with_a_sentence()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        var saved = Encoding.UTF8.GetBytes("<!doctype html><html><head><title>The tide</title></head><body><article><h1>The tide</h1>" + string.Concat(Enumerable.Repeat("<p>The water came at night and left before the bread was baked in the town.</p>", 8)) + "</article></body></html>");

        var page = (await owner.SendFilesAsync("/desk/import", [("tide.html", saved)], ("Platform", "page"))).To!;
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        await owner.SubmitAsync(page, page + "?handler=Bring");
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        var wrong = (await owner.SendFilesAsync("/desk/import", [("photo.jpg", Broadside.Tests.Media.Fixtures.Jpeg())], ("Platform", "wordpress"))).To!;
        await desk.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal((1, 0), (await ArticlesAsync(desk), desk.Get<Catalogue>().Count(ListKey.All)));
        var refused = await owner.GetAsync(wrong);
        Assert.Contains("not taken", refused.Text, StringComparison.Ordinal);
        Assert.True(refused.Document.QuerySelector("main .fault")!.TextContent.Length > 20);
        Assert.Equal(422, (await owner.SendFilesAsync("/desk/import", [], ("Platform", "wordpress"))).Status);
        Assert.Equal(422, (await owner.SendFilesAsync("/desk/import", [("x.xml", saved)], ("Platform", "../x"))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "signed-approval")]
    public async Task An_import_that_only_the_database_asks_for_is_not_begun(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var upload = await SentAsync(newsroom, Export(Wxr.Post(1, "<p>First.</p>")));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        await newsroom.AlterAsync("UPDATE import_uploads SET state = 'running'");
        await QueueAsync(newsroom, upload);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal(0, newsroom.Get<Catalogue>().Count(ListKey.All));
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Message.Contains("nobody gave", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_was_changed_on_the_disk_since_it_was_agreed_to_is_not_imported()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var upload = await SentAsync(newsroom, Export(Wxr.Post(1, "<p>First.</p>")));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        await newsroom.Get<DecideImport>().RunAsync(upload.Id, UploadDecision.Bring, Actor.Operator, Cancel);

        await File.WriteAllBytesAsync(Path.Combine(newsroom.Folder, "uploads", upload.Id, "0-export.xml"), Export(Wxr.Post(1, "<p>Planted.</p>")), Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal(0, newsroom.Get<Catalogue>().Count(ListKey.All));
        Assert.Equal(ImportUploadState.Refused, (await newsroom.Get<UploadQueries>().FindAsync(upload.Id, Cancel))!.State);
    }

    [Fact]
    public async Task Long_work_does_not_keep_short_work_waiting()
    {
        var (gate, ran) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var newsroom = await TestNewsroom.OpenAsync(change: services =>
        {
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IJob>(services, new Work("test.long", true, () => gate.Task));
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IJob>(services, new Work("test.short", false, () => { ran.SetResult(); return Task.CompletedTask; }));
        });
        await using (var db = newsroom.Db())
        {
            await newsroom.Get<JobQueue>().AddAsync(db, "test.long", 1, Cancel, priority: 1);
            await newsroom.Get<JobQueue>().AddAsync(db, "test.short", 1, Cancel, priority: 9);
            await db.SaveChangesAsync(Cancel);
        }

        var working = newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        await ran.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.False(working.IsCompleted);
        gate.SetResult();

        Assert.Equal(2, await working);
    }

    [Theory]
    [InlineData("export.xml", "export.xml")]
    [InlineData("../../keys/site.key", "site.key")]
    [InlineData("C:\\Users\\ana\\export.xml", "export.xml")]
    [InlineData("...", "file")]
    [InlineData("a\0b\nc?.xml", "abc.xml")]
    [InlineData("", "file")]
    public void A_senders_name_for_a_file_is_no_path(string name, string expected) => Assert.Equal(expected, UploadFiles.Clean(name));

    private static byte[] Export(params string[] items) => Encoding.UTF8.GetBytes(Wxr.Head + string.Concat(items) + Wxr.End);

    private static async Task<ImportUpload> SentAsync(TestNewsroom newsroom, byte[] export) =>
        (await newsroom.Get<SendImport>().RunAsync("wordpress", [new SendImport.Arriving("export.xml", () => new MemoryStream(export))], new UploadWishes(), Actor.Operator, Cancel)).Value!;

    private static async Task QueueAsync(TestNewsroom newsroom, ImportUpload upload)
    {
        await using var db = newsroom.Db();
        await newsroom.Get<JobQueue>().AddAsync(db, RunUpload.JobKind, new RunUpload.Payload(upload.Id, upload.Step + 1), Cancel);
        await db.SaveChangesAsync(Cancel);
    }

    private static async Task<int> ArticlesAsync(TestDesk desk)
    {
        await using var db = desk.Db();
        return await db.Set<Article>().CountAsync(Cancel);
    }

    private sealed class Work(string kind, bool isLong, Func<Task> work) : IJob
    {
        public string Kind => kind;

        public bool IsLong => isLong;

        public Task RunAsync(string payload, CancellationToken cancel) => work();
    }
}
