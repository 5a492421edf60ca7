using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Broadside.Articles;
using Broadside.Tests.Articles.Hostile;
using Microsoft.Playwright;

namespace Broadside.Tests.Import.WordPress;

/// <summary>Everything that tries to run script, taken the whole way that real text takes: exported, imported, published, served, opened.</summary>
[Trait("Suite", "slow")]
public sealed partial class ImportedVectorsTests(Browser browser)
{
    private const int Tabs = 3;

    private static readonly string[] Lists = ["/", "/archive/", "/archive/2020/01/", "/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml"];

    [Fact]
    public async Task No_imported_vector_opens_a_dialog_asks_another_host_runs_script_or_leads_away()
    {
        var vectors = Vectors.All().DistinctBy(v => v.Html).ToList();
        using var folder = new TempFolder();
        await using var view = await ReadersView.OpenAsync();
        var report = await view.ImportAsync(Wxr.Raw(folder, Encoding.UTF8.GetBytes(Wxr.Head + string.Concat(vectors.Select(Item)) + Wxr.End)));
        Assert.Equal(vectors.Count, report!.Counts.Articles);
        var people = view.Get<Catalogue>().ListsWith("person:").Select(k => $"/people/{k["person:".Length..]}/");
        // All of them are imported, published and on the lists; in the usual run every third is opened by itself.
        var opened = vectors.Select((v, i) => (v.Name, Path: $"/2020/01/vector-{i}/")).Where((_, i) => i % 3 == 0 || TestSize.IsLong);
        var paths = new ConcurrentQueue<(string Name, string Path)>(opened.Concat(Lists.Concat(people).Select(p => (p, p))));
        var wrong = new ConcurrentQueue<string>();

        await Task.WhenAll(Enumerable.Range(0, Tabs).Select(_ => OpenAsync(view, paths, wrong)));

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Take(20)));
    }

    [Fact]
    public async Task What_came_through_once_comes_through_a_second_time_unchanged()
    {
        var vectors = Vectors.All().DistinctBy(v => v.Html).ToList();
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.ImportAsync(Wxr.File(folder, [.. vectors.Select(Item)]));
        var once = new List<string>();
        for (var i = 0; i < vectors.Count; i++)
        {
            once.Add(await ShownAsync(newsroom, "old.example", i));
        }

        var again = Wxr.Head.Replace("old.example", "again.example", StringComparison.Ordinal) + string.Concat(once.Select((html, i) => Item(("", html), i).Replace("old.example", "again.example", StringComparison.Ordinal))) + Wxr.End;
        await newsroom.ImportAsync(Wxr.Raw(folder, Encoding.UTF8.GetBytes(again), "again.xml"));

        var changed = new List<string>();
        for (var i = 0; i < vectors.Count; i++)
        {
            if (await ShownAsync(newsroom, "again.example", i) is var twice && Plain(twice) != Plain(once[i]))
            {
                changed.Add($"{vectors[i].Name}:\n  {once[i].ReplaceLineEndings(" ")}\n  {twice.ReplaceLineEndings(" ")}");
            }
        }
        Assert.True(changed.Count == 0, $"{changed.Count}\n{string.Join('\n', changed.Take(10))}");
    }

    private async Task OpenAsync(ReadersView view, ConcurrentQueue<(string Name, string Path)> paths, ConcurrentQueue<string> wrong)
    {
        var own = view.Address.GetLeftPart(UriPartial.Authority);
        var page = await browser.OpenPageAsync();
        var (now, going) = ("", "");
        page.Dialog += (_, dialog) =>
        {
            wrong.Enqueue($"{now}: dialog {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Popup += (_, popup) => wrong.Enqueue($"{now}: opened {popup.Url}");
        page.Download += (_, download) => wrong.Enqueue($"{now}: downloaded {download.Url}");
        page.Request += (_, request) => Check(!request.Url.StartsWith(own + "/", StringComparison.Ordinal), "request " + request.Url);
        page.PageError += (_, error) => wrong.Enqueue($"{now}: error {error}");
        // The policy would stop what the cleaning let through, and say so here.
        page.Console += (_, line) => Check(!IsXml(going), "console " + line.Text);
        page.FrameNavigated += (_, frame) => Check(frame.Url is not "about:blank" && frame.Url != going, "navigation to " + frame.Url);
        while (paths.TryDequeue(out var next))
        {
            (now, going) = (next.Name, own + next.Path);
            var answer = await page.GotoAsync(going, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
            Check(answer?.Status != 200, $"answered {answer?.Status}");
            if (answer!.Headers.GetValueOrDefault("content-type", "").StartsWith("text/html", StringComparison.Ordinal))
            {
                foreach (var active in await page.EvaluateAsync<string[]>(Provoke))
                {
                    wrong.Enqueue($"{now}: {active}");
                }
            }
        }
        await page.Context.CloseAsync();

        void Check(bool isWrong, string what)
        {
            if (isWrong)
            {
                wrong.Enqueue($"{now}: {what}");
            }
        }
    }

    // Chromium shows XML by a page of its own, whose styles our policy refuses.
    private static bool IsXml(string address) => address.EndsWith(".xml", StringComparison.Ordinal);

    private static async Task<string> ShownAsync(TestNewsroom newsroom, string host, int i)
    {
        await using var db = newsroom.Db();
        var item = db.Set<Broadside.Import.ImportItem>().Single(x => x.Site == host && x.SourceId == (i + 1).ToString(CultureInfo.InvariantCulture));
        var content = await newsroom.Get<ArticleReader>().ReadAsync(newsroom.Get<Catalogue>().ById(item.Target)!, TestContext.Current.CancellationToken);
        return Vectors.Shown(content!.Blocks);
    }

    // Ids are given anew at each reading.
    private static string Plain(string html) => Id().Replace(html, "");

    // The vector everywhere that an export has words: body, title, excerpt, comment, and now and then a name.
    private static string Item((string Name, string Html) vector, int i)
    {
        var text = vector.Html.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal);
        var named = i % 25 == 0 ? $"<dc:creator><![CDATA[{text}]]></dc:creator><category domain=\"category\" nicename=\"topic-{i}\"><![CDATA[{text}]]></category><category domain=\"post_tag\" nicename=\"tag-{i}\"><![CDATA[{text}]]></category>" : "";
        return $"""
            <item><title><![CDATA[V {text}]]></title><link>https://old.example/{i}/</link>{named}
            <content:encoded><![CDATA[<!-- wp:html -->{text}<!-- /wp:html -->]]></content:encoded>
            <excerpt:encoded xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><![CDATA[{text}]]></excerpt:encoded>
            <wp:post_id>{i + 1}</wp:post_id><wp:post_date_gmt>2020-01-01 10:00:00</wp:post_date_gmt><wp:post_name>vector-{i}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
            <wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author><![CDATA[{text}]]></wp:comment_author><wp:comment_author_url><![CDATA[{text}]]></wp:comment_author_url><wp:comment_date_gmt>2020-02-01 10:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>
            </item>

            """;
    }

    // Sets off what waits for a hand or an eye, and names what is active or leads to another scheme. Links are not followed.
    private const string Provoke = """
        () => {
          const found = [];
          for (const e of document.querySelectorAll('main, main *')) {
            for (const a of e.attributes) if (/^on/i.test(a.name) || /javascript:|vbscript:|data:text/i.test(a.value) && /^(href|src|action|formaction|srcset|style|xlink:href)$/i.test(a.name)) found.push(`${e.tagName} ${a.name}`);
            if (/^(script|style|iframe|object|embed|link|meta|base|svg|math|foreignobject|template)$/i.test(e.tagName)) found.push(e.tagName);
            if (e.tagName === 'A' && e.hasAttribute('href') && !/^(https?|mailto|tel):$/.test(e.protocol)) found.push(`link to ${e.href}`);
            if (e.tagName === 'A') e.addEventListener('click', x => x.preventDefault());
            for (const t of ['mouseover', 'focus', 'click', 'load', 'error', 'toggle', 'animationstart']) e.dispatchEvent(new Event(t, { bubbles: true, cancelable: true }));
          }
          return found;
        }
        """;

    [GeneratedRegex("""( id="[br]-|(?<=href="#)n-|(?<=<li) id="n-)[^"]*"?""")]
    private static partial Regex Id();
}
