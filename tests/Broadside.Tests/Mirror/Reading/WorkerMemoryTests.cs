using System.Diagnostics;
using System.Text.Json;
using Broadside.Mirror.Editions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Mirror.Reading;

/// <summary>What the script in the reader's browser keeps: nothing that spoils a site which is well, and nothing less than it needs when that is gone.</summary>
[Trait("Suite", "slow")]
public sealed class WorkerMemoryTests(Browser browser)
{
    private const string Mirrors = "async () => (await (await (await caches.open('broadside-notes')).match(new URL('/broadside-notes', location.href)))?.json())?.mirrors.length ?? -1";

    private static readonly string Export = Path.Combine(AppContext.BaseDirectory, "Import", "WordPress", "Examples", "everything.xml");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Players_get_the_part_that_they_ask_for_and_a_page_is_shown_though_there_is_no_room_to_keep_it()
    {
        await using var newsroom = await ServedNewsroom.StartWithEditionAsync(Engines.Sqlite, ["sample"]);
        var articles = await ArticlesAsync(newsroom);
        var page = await OpenAsync(newsroom, articles[0]);

        var part = await page.EvaluateAsync<int[]>("""
            async () => {
              const front = await (await fetch("/")).text();
              const answer = await fetch("/" + /media\/[0-9a-f]{64}[^"' ,]*/.exec(front)[0], { headers: { Range: "bytes=0-" } });
              return [answer.status, (await answer.arrayBuffer()).byteLength > 0 ? 1 : 0];
            }
            """);
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("Storage.overrideQuotaForOrigin", new Dictionary<string, object> { ["origin"] = newsroom.Address, ["quotaSize"] = 1 });
        var shown = await page.GotoAsync(newsroom.Address + articles[1]);

        Assert.Equal((206, 1), (part[0], part[1]));
        Assert.Equal((200, true), (shown!.Status, shown.FromServiceWorker));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_came_before_the_first_mirror_learns_of_it_later_and_forgets_it_over_no_number_of_pages()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("one"));
        await using var one = await StaticHost.StartAsync(folder.At("one"));
        await using var newsroom = await ServedNewsroom.StartWithEditionAsync(Engines.Sqlite, ["import", "wordpress", Export]);
        var articles = await ArticlesAsync(newsroom);
        await UntilAsync(newsroom, EditionPath.Sums, text => text.Length > 0);
        var page = await OpenAsync(newsroom, articles[0]);
        await page.UntilAsync($"async () => await ({Mirrors})() === 0");

        await newsroom.RunAsync("mirror", "add", "one", "file://" + folder.At("one"), "--at", one.Address);
        await newsroom.RunAsync("mirror", "push");
        await UntilAsync(newsroom, EditionPath.Manifest, text => text.Contains(one.Address, StringComparison.Ordinal));
        // The hour that it waits is over.
        await page.EvaluateAsync("""
            async () => {
              const notes = await caches.open("broadside-notes");
              const at = new URL("/broadside-notes", location.href);
              await notes.put(at, Response.json({ ...await (await notes.match(at)).json(), askedAt: 0 }));
            }
            """);
        await page.GotoAsync(newsroom.Address + articles[1]);
        await page.UntilAsync($"async () => await ({Mirrors})() === 1");

        await page.EvaluateAsync("async () => { const shelf = await caches.open('broadside-pages'); for (let i = 0; i < 130; i++) { await shelf.put('/read/' + i, new Response('x')); } }");
        await page.GotoAsync(newsroom.Address + articles[2]);
        await page.UntilAsync("async () => (await (await caches.open('broadside-pages')).keys()).length <= 120");

        Assert.Equal(1, await page.EvaluateAsync<int>(Mirrors));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_key_that_the_root_key_vouches_for_is_believed_by_browsers_that_know_only_the_one_before()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("one"));
        await using var one = await StaticHost.StartAsync(folder.At("one"));
        await using var newsroom = await ServedNewsroom.StartWithEditionAsync(
            Engines.Sqlite,
            ["import", "wordpress", Export],
            ["mirror", "add", "one", "file://" + folder.At("one"), "--at", one.Address]);
        var articles = await ArticlesAsync(newsroom);
        using var root = JsonDocument.Parse((await newsroom.RunAsync("keys", "root", "--json")).Output);
        var line = root.RootElement.GetProperty("root").GetString()!;
        await UntilAsync(newsroom, EditionPath.Manifest, text => text.Contains(line, StringComparison.Ordinal));
        await UntilAsync(newsroom, "worker.js", text => text.Contains(line, StringComparison.Ordinal));
        await newsroom.RunAsync("mirror", "push");
        await UntilAsync(newsroom, EditionPath.Manifest, text => text.Contains(one.Address, StringComparison.Ordinal));
        var page = await OpenAsync(newsroom, articles[0]);
        await page.UntilAsync($"async () => await ({Mirrors})() === 1");
        await page.EvaluateAsync("async address => { const shelf = await caches.open('broadside-pages'); for (const kept of await shelf.keys()) { if (kept.url.endsWith(address)) await shelf.delete(kept); } }", articles[1]);

        var turned = await RotateAsync(newsroom, root.RootElement.GetProperty("words").GetString()!);
        await UntilAsync(newsroom, EditionPath.Manifest, text => text.Contains(turned, StringComparison.Ordinal));
        await newsroom.RunAsync("mirror", "push");
        Assert.Contains(turned, await File.ReadAllTextAsync(folder.At("one", EditionPath.Manifest), Cancel), StringComparison.Ordinal);
        await newsroom.KillAsync();
        await page.GotoAsync(newsroom.Address + articles[1]);

        await Expect(page.Locator(".site-notice")).ToContainTextAsync(new Uri(one.Address).Authority);
        await page.Context.CloseAsync();
    }

    // A page over which the script has taken charge.
    private async Task<IPage> OpenAsync(ServedNewsroom newsroom, string address)
    {
        var page = await browser.OpenPageAsync();
        await page.GotoAsync(newsroom.Address + address);
        await page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null");
        return page;
    }

    // Those with the script first: pages of the outlet have none.
    private static async Task<List<string>> ArticlesAsync(ServedNewsroom newsroom)
    {
        using var list = JsonDocument.Parse((await newsroom.RunAsync("article", "list", "--json")).Output);
        var articles = list.RootElement.EnumerateArray()
            .Where(a => a.GetProperty("state").GetString() == "published")
            .Select(a => a.GetProperty("address").GetString()!)
            .OrderBy(a => !a.StartsWith("/20", StringComparison.Ordinal))
            .ToList();
        Assert.True(articles.Count >= 3, "The example has too few articles.");
        return articles;
    }

    private static async Task<string> RotateAsync(ServedNewsroom newsroom, string words)
    {
        var start = TestProgram.StartInfo(newsroom.Folder, newsroom.Postgres, null, ["keys", "rotate"]);
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(words);
        process.StandardInput.Close();
        var turned = await TestProgram.EndAsync(process);
        Assert.True(turned.ExitCode == 0, turned.Error);
        return turned.Output.Trim();
    }

    private static async Task UntilAsync(ServedNewsroom newsroom, string name, Func<string, bool> isSo)
    {
        for (var tries = 0; ; tries++)
        {
            using var answer = await newsroom.Client.GetAsync(new Uri($"{newsroom.Address}/{name}"), Cancel);
            if (answer.IsSuccessStatusCode && isSo(await answer.Content.ReadAsStringAsync(Cancel)))
            {
                return;
            }
            Assert.True(tries < 1200, newsroom.Said());
            await Task.Delay(50, Cancel);
        }
    }
}
