using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Broadside.Articles.Body;
using Microsoft.Playwright;

namespace Broadside.Tests.Articles.Hostile;

public sealed partial class SanitisingTests(Browser browser)
{
    private const int OnOnePage = 120;

    private static readonly HashSet<string> Tags = [.. "html head body p h2 h3 h4 blockquote aside ul ol li figure figcaption div table caption thead tbody tr th td a strong em s code sub sup span br hr pre section".Split(' ')];
    private static readonly HashSet<string> Attributes = [.. "id class href dir lang start colspan rowspan scope role aria-label aria-labelledby aria-hidden tabindex data-player data-load data-note".Split(' ')];

    [Fact]
    [Trait("Defence", "address-list")]
    public void Nothing_but_our_tags_attributes_and_addresses_comes_out_of_any_vector()
    {
        var wrong = new List<string>();
        foreach (var (name, html) in Vectors.All())
        {
            foreach (var element in new HtmlParser().ParseDocument(Vectors.Shown(html)).All)
            {
                wrong.AddRange(Wrong(element).Select(w => $"{name}: {w}"));
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    [Fact]
    public void Reading_what_was_written_changes_nothing_more()
    {
        var changed = new List<string>();
        foreach (var (name, html) in Vectors.All())
        {
            // Ids are given anew at each reading; a missing picture without words is not drawn, so they may shift.
            var once = Id().Replace(Vectors.Shown(html), "");
            var twice = Id().Replace(Vectors.Shown(once), "");
            if (once != twice)
            {
                changed.Add($"{name}:\n  {once.ReplaceLineEndings(" ")}\n  {twice.ReplaceLineEndings(" ")}");
            }
        }
        Assert.True(changed.Count == 0, $"{changed.Count}\n{string.Join('\n', changed.Take(12))}");
    }

    [Fact]
    public void No_address_of_another_kind_is_in_a_block()
    {
        foreach (var (name, html) in Vectors.All())
        {
            foreach (var mark in Vectors.Blocks(html).SelectMany(Broadside.Articles.ContentWalk.Texts).SelectMany(t => t.Marks ?? []).Where(m => m.Kind == MarkKind.Link))
            {
                Assert.True(WebAddress.Clean(mark.Value) == mark.Value, $"{name}: {mark.Value}");
            }
        }
    }

    [Fact]
    [Trait("Suite", "slow")]
    public async Task In_a_browser_no_vector_opens_a_dialog_asks_for_anything_or_runs_script()
    {
        var said = new List<string>();
        var page = await browser.OpenPageAsync();
        page.Dialog += (_, dialog) =>
        {
            said.Add("dialog: " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) => said.Add("request: " + request.Url);
        page.Console += (_, line) => said.Add("console: " + line.Text);
        page.PageError += (_, error) => said.Add("error: " + error);
        page.FrameNavigated += (_, frame) => said.AddRange(frame.Url is "about:blank" ? [] : ["navigation: " + frame.Url]);
        foreach (var batch in Vectors.All().Chunk(OnOnePage))
        {
            var body = string.Concat(batch.Select(v => $"<article>{Vectors.Shown(v.Html)}</article>"));
            await page.SetContentAsync($"<!doctype html><title>x</title><body>{body}</body>", new PageSetContentOptions { WaitUntil = WaitUntilState.Load });
            // What waits for a hand or an eye is set off, too; a link is not followed, its address was judged above.
            var active = await page.EvaluateAsync<string[]>(Provoke);
            Assert.True(active.Length == 0 && said.Count == 0, $"{batch[0].Name} to {batch[^1].Name}: {string.Join('\n', active.Concat(said))}");
        }
        await page.Context.CloseAsync();
    }

    private const string Provoke = """
        () => {
          const found = [];
          for (const e of document.querySelectorAll('article, article *')) {
            for (const a of e.attributes) if (/^on/i.test(a.name)) found.push(`${e.tagName} ${a.name}`);
            if (/^(script|style|iframe|object|embed|link|meta|base|form|svg|math)$/i.test(e.tagName)) found.push(e.tagName);
            if (e.tagName === 'A') e.addEventListener('click', x => x.preventDefault());
            for (const t of ['mouseover', 'focus', 'click', 'load', 'error', 'toggle', 'animationstart']) e.dispatchEvent(new Event(t, { bubbles: true, cancelable: true }));
          }
          return found;
        }
        """;

    [GeneratedRegex("""( id="[br]-|(?<=href="#)n-|(?<=<li) id="n-)[^"]*"?""")]
    private static partial Regex Id();

    private static IEnumerable<string> Wrong(IElement element)
    {
        if (!Tags.Contains(element.LocalName))
        {
            yield return $"<{element.LocalName}>";
        }
        foreach (var attribute in element.Attributes)
        {
            if (!Attributes.Contains(attribute.Name))
            {
                yield return $"{element.LocalName} {attribute.Name}";
            }
        }
        if (element.GetAttribute("href") is { } href && !(href[0] == '#' || WebAddress.Clean(href) == href))
        {
            yield return $"address {href}";
        }
    }
}
