using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Digest;
using Broadside.Digest.Composing;
using Broadside.Media;
using Broadside.Tests.Media;
using Broadside.Tests.Site;
using Broadside.Tests.Site.Dossiers;

namespace Broadside.Tests.Digest;

/// <summary>The digest as mail programs and people read it.</summary>
public sealed partial class DigestHtmlTests(Browser browser)
{
    private const string Token = "0000000000000000000000000000000000";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("ar")]
    public async Task The_text_part_holds_every_word_and_every_link_of_the_html(string language)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await PublishAsync(newsroom, 3, language);

        var (html, text) = await ComposeAsync(newsroom, language);

        using var page = new HtmlParser().ParseDocument(html);
        var told = Space().Replace(text, " ");
        var said = page.Body!.Descendants<IText>().Select(t => Space().Replace(t.Text, " ").Trim()).Where(t => t.Length > 1).ToList();
        Assert.True(said.Count > 12, $"only {said.Count} texts");
        Assert.All(said, t => Assert.Contains(t, told, StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("img"), i => Assert.Contains(i.GetAttribute("alt")!, told, StringComparison.Ordinal));
        // The outlet's name leads to its front page, which every address begins with.
        Assert.All(page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Distinct(), a => Assert.Contains(a.TrimEnd('/'), told, StringComparison.Ordinal));
        Assert.Equal((language, language == "ar" ? "rtl" : "ltr"), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal(3, page.QuerySelectorAll("h2").Length);
        Assert.Empty(page.QuerySelectorAll("script, link, form, iframe, object"));
        Assert.All(page.QuerySelectorAll("img"), i => Assert.True(i.HasAttribute("width") && i.HasAttribute("height")));
    }

    [Fact]
    public async Task Of_a_story_that_runs_on_the_digest_tells_the_last_sentence_and_where_the_rest_is()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var shift = newsroom.Time.GetUtcNow().AddHours(-8);
        await MadeUpDossier.PublishAsync(newsroom.Services, contents: [.. MadeUpDossier.Articles.Select((a, i) => a with { PublishedAt = shift.AddHours(i) })]);

        var (html, text) = await ComposeAsync(newsroom, "en");

        Assert.Contains("\nThe story so far: The quarrel between Marenia and Calder\nSince 1 August both envoys are back; who said what at the dinner is still open.\nhttp", text, StringComparison.Ordinal);
        Assert.Contains($"/dossiers/{MadeUpDossier.Slug}/\n", text, StringComparison.Ordinal);
        Assert.Contains("The story so far: The quarrel between Marenia and Calder</a></h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_digest_is_lighter_than_where_mail_services_cut_it_off()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await PublishAsync(newsroom, 40, "en");

        var (html, _) = await ComposeAsync(newsroom, "en");

        Assert.Equal(40, new HtmlParser().ParseDocument(html).QuerySelectorAll("h2").Length);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 30_000, FreezeDigest.HeaviestHtml);
        Assert.InRange(html[html.IndexOf("<style>", StringComparison.Ordinal)..html.IndexOf("</style>", StringComparison.Ordinal)].Length, 100, 16_384);
    }

    [Theory]
    [InlineData(41, 39)]
    [InlineData(100, 30)]
    [InlineData(300, 0)]
    public async Task Of_very_many_articles_the_last_are_headlines_in_both_parts(int count, int whole)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await PublishAsync(newsroom, count, "en");

        var (html, text) = await ComposeAsync(newsroom, "en");

        using var page = new HtmlParser().ParseDocument(html);
        var links = page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).ToList();
        var articles = newsroom.Get<Catalogue>().Latest(ListKey.All, count).Select(e => newsroom.Get<Broadside.Kit.BaseAddress>().Absolute(e.Address)).ToList();
        Assert.Equal(count, articles.Count);
        Assert.All(articles, a => Assert.Contains(a, links));
        Assert.All(articles, a => Assert.Contains(a + "\n", text, StringComparison.Ordinal));
        Assert.Equal(whole + 1, page.QuerySelectorAll("h2").Length);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 10_000, FreezeDigest.HeaviestHtml);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task It_carries_where_the_site_is_today_the_newest_edition_and_the_key(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await PublishAsync(newsroom, 1, "en");
        await newsroom.AlterAsync("INSERT INTO edition_facts (id, number, head, issued_at, expires_at, mirrors, onion) VALUES (1, 41, 'aaaaaaaaaaaaaaaabbbb', 1, 2, 'https://gone.example', NULL)");
        await newsroom.AlterAsync("UPDATE edition_facts SET number = 42, head = '0123456789abcdef0123', mirrors = 'https://one.example\nhttps://two.example', onion = 'http://broadside.onion'");

        var (html, text) = await ComposeAsync(newsroom, "en");

        using var page = new HtmlParser().ParseDocument(html);
        foreach (var told in new[] { text, page.Body!.TextContent })
        {
            Assert.Contains("Edition 42 of this site: 0123456789abcdef", told, StringComparison.Ordinal);
            Assert.DoesNotContain("0123456789abcdef0", told, StringComparison.Ordinal);
            Assert.Contains("Signing key of this site: " + newsroom.Get<Broadside.Guard.KeyRing>().SitePublicKey, told, StringComparison.Ordinal);
            Assert.DoesNotContain("gone.example", told, StringComparison.Ordinal);
        }
        string[] places = ["https://one.example", "https://two.example", "http://broadside.onion"];
        Assert.Equal(places, page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Where(h => places.Contains(h)));
        Assert.All(places, p => Assert.Contains(p + "\n", text, StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Suite", "slow")]
    [InlineData("light", 360)]
    [InlineData("light", 800)]
    [InlineData("dark", 360)]
    [InlineData("dark", 800)]
    [InlineData("inverted", 360)]
    [InlineData("inverted", 800)]
    public async Task It_can_be_read_in_light_in_dark_and_where_a_program_turns_its_colours_round(string form, int width)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        await using var newsroom = await TestNewsroom.OpenAsync();
        await PublishAsync(newsroom, 4, "en");
        var (html, _) = await ComposeAsync(newsroom, "en");
        var page = await browser.OpenPageAsync(width, form == "dark");

        await page.SetContentAsync(form == "inverted" ? Inverted(html) : html);
        await page.AddScriptTagAsync(new() { Path = axe });
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
              return {
                contrast: result.passes.filter(p => p.id === "color-contrast").flatMap(p => p.nodes).length,
                paper: getComputedStyle(document.querySelector(".sheet")).backgroundColor,
                over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
                violations: result.violations.map(v => `${v.id}: ${v.help} [${v.nodes.map(n => n.target.join(" ")).slice(0, 3).join(" | ")}]`),
              };
            }
            """);
        await Pictures.TakeAsync(page, $"digest-{form}-{width}");

        Assert.Empty(found.GetProperty("violations").EnumerateArray().Select(v => v.GetString()));
        Assert.True(found.GetProperty("contrast").GetInt32() > 8, "axe judged no colours");
        Assert.Equal(0, found.GetProperty("over").GetInt32());
        Assert.Equal(form == "light" ? "rgb(255, 253, 249)" : form == "dark" ? "rgb(29, 27, 24)" : "rgb(6, 4, 0)", found.GetProperty("paper").GetString());
    }

    private static async Task PublishAsync(TestNewsroom newsroom, int count, string language)
    {
        var photo = await newsroom.Get<AddMedia>().RunAsync(new MemoryStream(Fixtures.Jpeg(640, 427)), new NewMedia("ferry.jpg"), Cancel);
        await newsroom.PublishAsync([.. Enumerable.Range(0, count).Select(i => Newspaper.Article($"a{i}", $"What the water leaves behind, part {i + 1}: “a map & a list”", "Text.") with
        {
            Language = language,
            PublishedAt = newsroom.Time.GetUtcNow().AddMinutes(-i),
            Label = i == 1 ? "Analysis" : null,
            Standfirst = "Nobody had looked at the pier for years <and> nobody was asked; the council says that it has found the money, and will not say where, since three people sat in a room and none of them wrote a word down of what was said.",
            Topics = [new Term(i % 2 == 0 ? "harbour" : "council", i % 2 == 0 ? "Harbour" : "Council")],
            Bylines = [new Byline("ana-ruiz", "Ana Ruiz"), new Byline("ben-ode", "Ben Ode")],
            Lead = i % 2 == 0 ? new Figure { Id = "lead", Media = photo.Value!.Sha256, Width = 640, Height = 427, Alt = $"A ferry leaves at dawn, {i}", Credit = "Ana Ruiz" } : null,
        })]);
    }

    private static async Task<(string Html, string Text)> ComposeAsync(TestNewsroom newsroom, string language)
    {
        var outlook = await newsroom.Get<LookAhead>().RunAsync(DigestKind.Daily, Cancel);
        outlook.Digest.Note = "We moved office. Come & see.";
        var view = newsroom.Get<ComposeDigest>().View(outlook.Digest, outlook.Gathered, language, "", Token);
        Assert.NotNull(view);
        return (newsroom.Get<ComposeDigest>().Html(view), newsroom.Get<ComposeDigest>().Text(view));
    }

    // As programs do that make a light message dark by themselves: every colour keeps its hue, and its lightness is turned round.
    private static string Inverted(string html) => Colour().Replace(html, m =>
    {
        var value = int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var (r, g, b) = (value >> 16, (value >> 8) & 255, value & 255);
        var shift = 255 - Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b));
        return string.Create(CultureInfo.InvariantCulture, $"#{r + shift:x2}{g + shift:x2}{b + shift:x2}");
    });

    [GeneratedRegex("#([0-9a-f]{6})\\b")]
    private static partial Regex Colour();

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}
