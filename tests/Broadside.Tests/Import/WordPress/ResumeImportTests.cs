using Broadside.Import;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Import.WordPress;

public sealed class ResumeImportTests
{
    private static string[] Posts(int count) => [.. Enumerable.Range(1, count).Select(n => Wxr.Post(n, $"Text {n}.", $"Title {n}", n % 7 == 0 ? "draft" : "publish"))];

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_interrupted_import_goes_on_where_it_stopped(string engine)
    {
        using var folder = new TempFolder();
        var file = Wxr.File(folder, Posts(1000));
        await using var whole = await TestNewsroom.OpenAsync(engine);
        var expected = await whole.ImportAsync(file);
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => newsroom.Get<ImportWordPress>().RunAsync([file], new ImportOptions(), (done, _) => StopAt(0.5), stop.Token));
        var half = await ArticlesAsync(newsroom);
        await newsroom.OpenAgainAsync();
        var report = await newsroom.ImportAsync(file);

        Assert.InRange(half, 200, 800);
        Assert.Equal(expected.Counts, report.Counts);
        Assert.Equal(await whole.LeftAsync(), await newsroom.LeftAsync());
        await using var db = newsroom.Db();
        Assert.Equal(ImportRunState.Done, (await db.Set<ImportRun>().SingleAsync()).State);

        void StopAt(double part)
        {
            if (part > 0 && stop.Token.CanBeCanceled && newsroom.Get<Broadside.Articles.Catalogue>().Count(Broadside.Articles.ListKey.All) > 250)
            {
                stop.Cancel();
            }
        }
    }

    private static async Task<int> ArticlesAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Broadside.Articles.Article>().CountAsync();
    }
}
