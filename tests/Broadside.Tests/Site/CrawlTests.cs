using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Broadside.Tests.Site;

/// <summary>Follows every link of the sample to the end, as a search engine would.</summary>
[Trait("Suite", "slow")]
public sealed class CrawlTests(SampleSite sample)
{
    private const int MostPages = 2000;

    [Fact]
    public async Task Every_internal_link_leads_somewhere_in_every_language()
    {
        var site = await sample.StartAsync();
        var (seen, waiting, wrong) = (new HashSet<string>(StringComparer.Ordinal), new Queue<(string Path, string From)>(), new List<string>());
        var (pages, names) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var fragments = new HashSet<(string Path, string Name)>();
        waiting.Enqueue(("/", "the start"));
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Path))
            {
                continue;
            }
            Assert.InRange(seen.Count, 1, MostPages);
            using var answer = await site.Client.GetAsync(next.Path);
            if (answer.StatusCode == HttpStatusCode.MovedPermanently)
            {
                waiting.Enqueue((answer.Headers.Location!.OriginalString, next.Path));
            }
            else if (answer.StatusCode != HttpStatusCode.OK)
            {
                wrong.Add($"{(int)answer.StatusCode} {next.Path} (on {next.From})");
            }
            else if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            {
                pages.Add(next.Path);
                using var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
                names.UnionWith(page.QuerySelectorAll("[id]").Select(e => next.Path + "#" + e.Id));
                foreach (var target in Links(page).Select(l => new Uri(new Uri(site.Address + next.Path), l)).Where(t => t.GetLeftPart(UriPartial.Authority) == site.Address))
                {
                    waiting.Enqueue((target.PathAndQuery, next.Path));
                    // Behind ":~:" stands what the browser is to mark.
                    if (target.Fragment.Split(":~:")[0] is { Length: > 1 } fragment)
                    {
                        fragments.Add((target.PathAndQuery, Uri.UnescapeDataString(fragment)));
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.DoesNotContain(fragments, f => pages.Contains(f.Path) && !names.Contains(f.Path + f.Name));
        Assert.Superset((await sample.PagesAsync()).All.ToHashSet(), pages);
        Assert.Superset(new HashSet<string> { "/", "/es/", "/ar/" }, pages);
    }

    // Renditions in the better formats are for the media's own tests: their encoding takes longer than all of this.
    private static IEnumerable<string> Links(IDocument page) =>
        page.QuerySelectorAll("a[href], link[href], img[src], script[src], audio[src], video[src], form[action]")
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src") ?? e.GetAttribute("action")!);
}
