using System.Net;
using System.Text;
using Broadside.Guard;
using Broadside.Guard.Keys;
using Broadside.Mirror.Reading;
using Broadside.Site;
using Broadside.Tests.Mirror.Editions;

namespace Broadside.Tests.Mirror.Reading;

public sealed class TurnedKeyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turned_key_stands_at_once_in_the_worker_and_on_the_page_that_tells_how_to_check()
    {
        await using var newsroom = await EditionTests.OpenAsync(Engines.Sqlite);
        var (pages, keys) = (newsroom.Get<PageCache>(), newsroom.Get<KeyRing>());
        var first = keys.SitePublicKey;
        Assert.Contains(first, await TextAsync(pages, CheckPage.Path), StringComparison.Ordinal);
        Assert.Contains($"const key = \"{first}\"", await TextAsync(pages, OfflineWorker.Path), StringComparison.Ordinal);

        Assert.True((await newsroom.Get<RotateKey>().RunAsync(new RotateKey.Order(), Actor.Operator, Cancel)).IsDone);
        var second = keys.SitePublicKey;

        Assert.NotEqual(first, second);
        Assert.Contains(second, await TextAsync(pages, CheckPage.Path), StringComparison.Ordinal);
        Assert.DoesNotContain(first, await TextAsync(pages, CheckPage.Path), StringComparison.Ordinal);
        Assert.Contains($"const key = \"{second}\"", await TextAsync(pages, OfflineWorker.Path), StringComparison.Ordinal);
        Assert.Contains($"const former = \"{first}\"", await TextAsync(pages, OfflineWorker.Path), StringComparison.Ordinal);

        using var root = RootKey.New();
        Assert.True((await newsroom.Get<CertifySiteKey>().RunAsync(root, false, Actor.Operator, Cancel)).IsDone);
        Assert.Contains($"const rootKey = \"{root.Line}\"", await TextAsync(pages, OfflineWorker.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_another_program_turned_stands_in_the_worker_when_its_head_was_seen()
    {
        await using var newsroom = await EditionTests.OpenAsync(Engines.Sqlite);
        var pages = newsroom.Get<PageCache>();
        await TextAsync(pages, OfflineWorker.Path);
        using var process = TestProgram.Start(newsroom.Folder, newsroom.Postgres, "keys", "rotate");
        var turned = await TestProgram.EndAsync(process);
        Assert.True(turned.ExitCode == 0, turned.Error);

        newsroom.Get<VersionStore>().Refresh();

        Assert.Contains($"const key = \"{turned.Output.Trim()}\"", await TextAsync(pages, OfflineWorker.Path), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(PageCache pages, string path) => WebUtility.HtmlDecode(Encoding.UTF8.GetString((await pages.GetAsync(path, Cancel))!.Page.Body));
}
