using System.Text.Json;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Moving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Mirror.Reading;

[Trait("Suite", "slow")]
public sealed class OfflineWorkerTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_outlet_gone_a_reader_still_reads_from_memory_and_from_whichever_mirror_fits_the_signature()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("a"));
        Directory.CreateDirectory(folder.At("b"));
        await using var a = await StaticHost.StartAsync(folder.At("a"));
        await using var b = await StaticHost.StartAsync(folder.At("b"));
        // Asked in the order of their addresses.
        var (one, two) = string.CompareOrdinal(a.Address, b.Address) < 0 ? (a, b) : (b, a);
        string At(StaticHost host, params string[] parts) => folder.At([host == a ? "a" : "b", .. parts]);
        var export = Path.Combine(AppContext.BaseDirectory, "Import", "WordPress", "Examples", "everything.xml");
        await using var newsroom = await ServedNewsroom.StartWithEditionAsync(
            Engines.Sqlite,
            ["import", "wordpress", export],
            ["mirror", "add", "one", "file://" + At(one), "--at", one.Address],
            ["mirror", "add", "two", "file://" + At(two), "--at", two.Address]);
        var list = JsonDocument.Parse((await newsroom.RunAsync("article", "list", "--json")).Output).RootElement.EnumerateArray();
        var articles = list.Where(a => a.GetProperty("state").GetString() == "published").Select(a => (Id: a.GetProperty("id").GetString()!, Address: a.GetProperty("address").GetString()!)).ToList();
        Assert.True(articles.Count >= 3, "The example has too few articles.");
        await LiveAsync(newsroom, EditionPath.Sums);
        await newsroom.RunAsync("mirror", "push");

        var page = await browser.OpenPageAsync();
        await page.GotoAsync(newsroom.Address + articles[0].Address);
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        // What was stocked when it was installed, the whereabouts of the mirrors among it.
        await page.UntilAsync("async () => (await (await caches.match(new URL('/broadside-notes', location.href)))?.json())?.mirrors.length === 2");
        await page.EvaluateAsync("async address => { const shelf = await caches.open('broadside-pages'); for (const kept of await shelf.keys()) { if (kept.url.endsWith(address)) await shelf.delete(kept); } }", articles[1].Address);
        await page.EvaluateAsync("async address => { const shelf = await caches.open('broadside-pages'); for (const kept of await shelf.keys()) { if (kept.url.endsWith(address)) await shelf.delete(kept); } }", articles[2].Address);
        // The second mirror stays at this edition; the first has the next one when the outlet dies.
        await newsroom.RunAsync("mirror", "push");
        Copy(At(two), folder.At("before"));
        await newsroom.RunAsync("article", "correct", articles.First(a => a.Address.StartsWith("/20", StringComparison.Ordinal)).Id, "--text", "A word was missing.");
        var before = await File.ReadAllTextAsync(folder.At("before", EditionPath.Sums), Cancel);
        for (var tries = 0; await LiveAsync(newsroom, EditionPath.Sums) == before; tries++)
        {
            Assert.True(tries < 1200, newsroom.Said());
            await Task.Delay(50, Cancel);
        }
        await newsroom.RunAsync("mirror", "push");
        await newsroom.KillAsync();
        foreach (var newer in Directory.GetFiles(At(two), "*", SearchOption.AllDirectories))
        {
            File.Delete(newer);
        }
        Copy(folder.At("before"), At(two));

        // Read before: from the browser's memory, as it was.
        await page.GotoAsync(newsroom.Address + articles[0].Address);
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Expect(page.Locator(".site-notice")).ToHaveCountAsync(0);
        // Never read: from the first mirror, and it says so.
        await page.GotoAsync(newsroom.Address + articles[1].Address);
        await Expect(page.Locator(".site-notice")).ToContainTextAsync(new Uri(one.Address).Authority);
        // One byte changed there: from the other, which is one edition behind.
        var file = At(one, EditionPath.FileOf(articles[2].Address));
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        await page.GotoAsync(newsroom.Address + articles[2].Address);
        await Expect(page.Locator(".site-notice")).ToContainTextAsync(new Uri(two.Address).Authority);
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        // An address of an earlier time leads on, as the signed edition says it.
        var (former, now) = FormerAddresses.Read(await File.ReadAllBytesAsync(At(two, EditionPath.FileOf(FormerFile.Path)), Cancel)).Addresses.First(a => !a.Key.Contains('?', StringComparison.Ordinal));
        await page.GotoAsync(newsroom.Address + former);
        await Expect(page).ToHaveURLAsync(newsroom.Address + now);
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_served_site_answers_for_its_edition_byte_by_byte()
    {
        var export = Path.Combine(AppContext.BaseDirectory, "Import", "WordPress", "Examples", "everything.xml");
        await using var newsroom = await ServedNewsroom.StartWithEditionAsync(Engines.Sqlite, ["import", "wordpress", export]);
        var sums = EditionSums.Read(await LiveAsync(newsroom, EditionPath.Sums));
        Assert.True(sums.Count > 30);
        foreach (var (name, sha256) in sums)
        {
            var address = new Uri(newsroom.Address + EditionPath.AddressOf(name));
            Assert.Equal((name, sha256), (name, CanonicalJson.Sha256(await (await newsroom.Client.GetAsync(address, Cancel)).Content.ReadAsByteArrayAsync(Cancel))));
        }
        // The old address leads to the new one, with what was asked for.
        var moved = newsroom.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await newsroom.RunAsync("move", moved);
        using var answer = await AskUntilAsync(newsroom, "/about/?x=1", r => (int)r.StatusCode == 301);
        Assert.Equal(moved + "/about/?x=1", answer.Headers.Location?.OriginalString);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static async Task<string> LiveAsync(ServedNewsroom newsroom, string name)
    {
        using var answer = await AskUntilAsync(newsroom, "/" + name, r => r.IsSuccessStatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<HttpResponseMessage> AskUntilAsync(ServedNewsroom newsroom, string path, Func<HttpResponseMessage, bool> isDone)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await newsroom.Client.GetAsync(new Uri(newsroom.Address + path), Cancel);
            if (isDone(answer))
            {
                return answer;
            }
            answer.Dispose();
            Assert.True(tries < 1200, newsroom.Said());
            await Task.Delay(50, Cancel);
        }
    }
}
