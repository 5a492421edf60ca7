using System.Net;
using Broadside.Articles;
using Broadside.Articles.Names;
using Broadside.Guard;
using Broadside.Site.Reports;
using Broadside.Staff;
using Broadside.Tests.Articles.Hostile;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Site.Desk;

/// <summary>Script through every field of these pages: it comes back as words, at the desk and at the site.</summary>
public sealed class HostileFieldTests
{
    private static readonly string[] Some = ["\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "javascript:alert(1)", "</textarea><script>alert(1)</script>", "{{constructor.constructor('alert(1)')()}}", "<svg/onload=alert(1)>"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_field_gives_back_words_and_no_element()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        await desk.PublishAsync(Newspaper.Article("a", "Title", "Text."));
        var file = (await owner.SendFilesAsync("/desk/media/add", [("x\"><b>.jpg", Broadside.Tests.Media.Fixtures.Jpeg())])).To!.Split('?')[0];
        await desk.Get<KeepTopic>().RunAsync(null, "Harbour", null, null, 0, Actor.Operator, Cancel);
        await desk.Get<KeepPerson>().RunAsync(null, "Ana", new KeepPerson.Said(null, null, null, null), Actor.Operator, Cancel);
        await desk.Get<ReportError>().RunAsync("/2026/11/a/", Some[0] + Some[1], Some[2], null, null, Cancel);
        (string Page, string Path, string[] Fields)[] forms =
        [
            (file, file + "?handler=Words", ["Alt", "Caption", "Credit", "CreditUrl", "Licence", "Mark"]),
            (file, file + "?handler=Focus", ["X", "Y"]),
            (file, file + "?handler=Crop", ["CutLeft", "CutTop", "CutWidth", "CutHeight"]),
            ("/desk/changes/words", "/desk/changes/words", ["Find", "With"]),
            ("/desk/replace-media?from=" + file.Split('/')[^1], "/desk/replace-media", ["From", "To"]),
            ("/desk/directory/topics", "/desk/directory/topics", ["Name"]),
            ("/desk/directory/topics/harbour", "/desk/directory/topics/harbour?handler=Topic", ["Description", "Parent", "Position"]),
            ("/desk/directory/topics/harbour", "/desk/directory/topics/harbour?handler=Rename", ["Name", "Slug"]),
            ("/desk/directory/topics/harbour", "/desk/directory/topics/harbour?handler=Merge", ["Into"]),
            ("/desk/directory/people/ana", "/desk/directory/people/ana?handler=Person", ["Role", "Bio", "Photo", "Links"]),
            ("/desk/front", "/desk/front", ["Language", "Mark", "Lead", "Section", "Act", "Address", "Topic"]),
            ("/desk/front/menus", "/desk/front/menus", ["Mark", "HeadName", "HeadAddress", "HeadLanguage", "FootName", "FootAddress"]),
            ("/desk/front/pages", "/desk/front/pages", ["Language", "Owner", "Place", "Since", "Editor", "Email", "Funding"]),
            ("/desk/front/redirects", "/desk/front/redirects", ["From", "To"]),
            ("/desk/import", "/desk/import", ["Platform", "Keep", "Types"]),
        ];

        foreach (var vector in Some)
        {
            foreach (var (page, path, fields) in forms)
            {
                var answer = await owner.SubmitAsync(page, path, [.. fields.Select(f => (f, vector))]);
                Assert.True(answer.Status < 500, $"{path}: {answer.Status}");
                IsHarmless(path, answer.Body);
                if (answer.To is { } to)
                {
                    IsHarmless(to, (await owner.GetAsync(to)).Body);
                }
            }
        }
        foreach (var page in new[] { "/desk/media?q=", "/desk/directory/topics?q=", "/desk/front/redirects?q=", "/desk/reads?period=", "/desk/reads?article=", "/desk/front?language=", "/desk/front/preview?language=", "/desk/front/preview?lead=", "/desk/changes?before=", "/desk/reports?before=", "/desk/media/file/", "/desk/changes/", "/desk/import/", "/desk/directory/topics/" })
        {
            foreach (var vector in Some)
            {
                var answer = await owner.GetAsync(page + Uri.EscapeDataString(vector));
                Assert.True(answer.Status < 500, $"{page}: {answer.Status}");
                IsHarmless(page, answer.Body);
            }
        }
        foreach (var page in (await owner.GetAsync("/desk/reports")).Document.QuerySelectorAll(".cards a").Select(a => a.GetAttribute("href")!))
        {
            IsHarmless(page, (await owner.GetAsync(page)).Body);
        }
        foreach (var path in new[] { "/", "/topics/harbour/", "/people/ana/", "/about/" })
        {
            IsHarmless(path, (await desk.ReaderAsync(path)).Body);
        }
    }

    [Fact]
    public async Task Every_vector_of_the_test_data_is_harmless_as_a_name_that_readers_see()
    {
        await using var desk = await TestDesk.StartAsync();
        using var editor = await desk.SignedInAsync(Role.Editor);
        var vectors = Vectors.All().Where(v => v.Html.Length <= 100 && v.Html.IndexOf('\0', StringComparison.Ordinal) < 0).DistinctBy(v => v.Html).Take(TestSize.Pick(40, 400)).ToList();
        Assert.NotEmpty(vectors);
        var made = 0;
        foreach (var (name, html) in vectors)
        {
            var outcome = await desk.Get<KeepTopic>().RunAsync(null, html, html, null, 0, Actor.Operator, Cancel);
            if (outcome.Value is { } topic)
            {
                made++;
                await desk.PublishAsync(Newspaper.Article("v" + made, html, html) with { Topics = [new Term(topic.Slug, html)], Standfirst = html });
                IsHarmless(name, (await editor.GetAsync("/desk/directory/topics/" + Uri.EscapeDataString(topic.Slug))).Body);
                IsHarmless(name, (await desk.ReaderAsync($"/topics/{Uri.EscapeDataString(topic.Slug)}/")).Body);
            }
        }
        Assert.True(made > 10, $"only {made} could be names");
        IsHarmless("list", (await editor.GetAsync("/desk/directory/topics")).Body);
        IsHarmless("front", (await editor.GetAsync("/desk/front")).Body);
        IsHarmless("preview", (await editor.GetAsync("/desk/front/preview?language=en")).Body);
        IsHarmless("reader", (await desk.ReaderAsync("/")).Body);
    }

    private static void IsHarmless(string where, string body)
    {
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(body);
        Assert.DoesNotContain(page.All, e => e.LocalName is "b" or "base" or "object" or "embed");
        Assert.All(page.Scripts, s => Assert.True(s.Type == "application/ld+json" || s.Source is not null, $"{where}: a script stands in the page"));
        Assert.All(page.All, e =>
        {
            Assert.True(!e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name == "style"), $"{where}: {e.OuterHtml}");
            foreach (var name in new[] { "href", "src", "action", "formaction", "xlink:href" })
            {
                Assert.False(WebUtility.HtmlDecode(e.GetAttribute(name) ?? "").TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase), $"{where}: {e.OuterHtml}");
            }
        });
    }
}
