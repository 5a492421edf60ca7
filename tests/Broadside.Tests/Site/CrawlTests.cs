using System.Diagnostics;
using System.Net;

namespace Broadside.Tests.Site;

/// <summary>The whole sample site, link by link.</summary>
[Trait("Suite", "slow")]
public sealed class CrawlTests(SampleSite sample)
{
    private const int Most = 2000;

    private static readonly (string Selector, string Attribute)[] Links =
        [("a[href]", "href"), ("link[href]", "href"), ("img[src]", "src"), ("source[src]", "src"), ("script[src]", "src"), ("audio[src]", "src"), ("video[src]", "src"), ("iframe[src]", "src")];

    [Fact]
    public async Task Every_link_within_the_site_leads_to_an_answer()
    {
        var pages = await CrawlAsync();

        var broken = pages.Where(p => p.Value.Status is not (HttpStatusCode.OK or HttpStatusCode.MovedPermanently)).Select(p => $"{(int)p.Value.Status} {p.Key} from {p.Value.From}").ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
        Assert.True(pages.Count(p => p.Value.Html is not null) > 30, $"only {pages.Count} addresses were found");
    }

    [Fact]
    public async Task No_page_loads_anything_from_another_host()
    {
        var site = await sample.StartAsync();
        var foreign = (await CrawlAsync()).Where(p => p.Value.Html is not null).SelectMany(p =>
        {
            var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(p.Value.Html!);
            return page.QuerySelectorAll("img,source,script,audio,video,iframe,link[rel=stylesheet],link[rel=preload],link[rel=icon]")
                .Select(e => e.GetAttribute("src") ?? e.GetAttribute("href"))
                .Where(a => a is not null && new Uri(new Uri(site.Address + p.Key), a) is { Scheme: not "data" } target && target.GetLeftPart(UriPartial.Authority) != site.Address)
                .Select(a => $"{p.Key} loads {a}");
        });

        Assert.Empty(foreign);
    }

    [Fact]
    public async Task Every_page_is_valid_HTML()
    {
        var checker = Repository.At("tools", "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
        Missing.SkipUnless(File.Exists(checker) && File.Exists("/usr/bin/java"), "No HTML checker: run ./test, which installs it.");
        using var folder = new TempFolder();
        var pages = (await CrawlAsync()).Where(p => p.Value.Html is not null).ToList();
        foreach (var ((path, page), number) in pages.Select((p, i) => (p, i)))
        {
            await File.WriteAllTextAsync(folder.At($"{number:0000}.html"), page.Html + $"<!-- {path.Replace("--", "- -", StringComparison.Ordinal)} -->");
        }

        using var process = Process.Start(new ProcessStartInfo("/usr/bin/java", ["-Xss4m", "-jar", checker, "--errors-only", "--format", "gnu", "--stdout", "--exit-zero-always", folder.Path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var result = await TestProgram.EndAsync(process);

        Assert.Equal(0, result.ExitCode);
        var named = pages.Select((p, i) => (p.Key, Name: $"{i:0000}.html")).Aggregate(result.Output, (text, p) => text.Replace(p.Name, p.Key, StringComparison.Ordinal));
        Assert.True(result.Output.Length == 0, named);
    }

    private async Task<Dictionary<string, (HttpStatusCode Status, string? Html, string From)>> CrawlAsync()
    {
        var site = await sample.StartAsync();
        var found = new SamplePages(site);
        var seen = new Dictionary<string, (HttpStatusCode, string?, string)>(StringComparer.Ordinal);
        var waiting = new Queue<(string Path, string From)>([("/", "")]);
        while (waiting.TryDequeue(out var next) && seen.Count < Most)
        {
            if (seen.ContainsKey(next.Path))
            {
                continue;
            }
            using var answer = await site.Client.GetAsync(next.Path);
            var isHtml = answer.Content.Headers.ContentType?.MediaType == "text/html" && answer.IsSuccessStatusCode;
            var html = isHtml ? await answer.Content.ReadAsStringAsync() : null;
            seen[next.Path] = (answer.StatusCode, html, next.From);
            if (html is not null)
            {
                using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
                foreach (var link in Links.SelectMany(l => page.QuerySelectorAll(l.Selector).Select(e => e.GetAttribute(l.Attribute)!)))
                {
                    if (Uri.TryCreate(new Uri(site.Address + next.Path), link, out var target) && target.Scheme == "http" && found.Resolve(next.Path, link) is ['/', ..] path)
                    {
                        waiting.Enqueue((path, next.Path));
                    }
                }
            }
        }
        return seen;
    }
}
