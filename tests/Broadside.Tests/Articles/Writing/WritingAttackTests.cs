using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Articles.Hostile;
using Broadside.Tests.Desk;
using Broadside.Tests.Staff;

namespace Broadside.Tests.Articles.Writing;

/// <summary>Every vector through every field of the writing page and of the details, looked at in Chromium at the desk and on the site.</summary>
[Trait("Suite", "slow")]
public sealed class WritingAttackTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Defence", "draft-json")]
    public async Task No_vector_runs_at_the_desk_or_on_the_site_whatever_field_it_came_through()
    {
        var vectors = Everything();
        await using var desk = await TestDesk.StartAsync();
        var begun = await desk.Services.JoinAsync(Role.Editor, "ana@example.org");
        using var editor = desk.Browser(begun);
        var spy = await SpyPage.OpenAsync(browser, desk, "ana@example.org");
        foreach (var (some, number) in vectors.Chunk(TestSize.Pick(60, 20)).Select((some, i) => (some, i)))
        {
            var id = await editor.BeginAsync("Attack");
            var draft = await editor.DraftAsync(id);
            var saved = await editor.SaveAsync(id, (int)draft["revision"]!, Content(draft["content"]!, some), $"t{number}");
            Assert.Equal(200, saved.Status);
            var details = await editor.SubmitAsync("/desk", $"/desk/articles/{id}/details", ("Mark", Mark(await editor.GetAsync($"/desk/articles/{id}/details"))), ("Language", "en"), ("Slug", $"attack-{number}"), ("Label", Short(some[0])), ("Bylines", Short(some[0]) + " x"), ("Tags", Short(some[^1])), ("Series", Short(some[0])), ("Part", "1"), ("Summary", Short(some[^1])), ("SearchTitle", Short(some[0])), ("FirstPublishedBy", Short(some[0])));
            Assert.True(details.Status is 302 or 422, $"{details.Status}");
            foreach (var block in some.Take(5))
            {
                await editor.CallAsync(HttpMethod.Post, $"/desk/articles/{id}/notes", new { block = "b0", text = block });
            }
            var published = await desk.Get<PublishArticle>().RunAsync(id, Actor.Operator, "", Cancel);
            Assert.True(published.IsDone, published.Refusal?.Message);
            await spy.LookAsync($"/desk/articles/{id}", ".ed-text[role=textbox]");
            await spy.LookAsync($"/desk/articles/{id}/details", "form.details");
            await spy.LookAsync(published.Value!.Content.Address, "h1");
            Assert.Equal(0, await spy.Page.Locator("iframe").CountAsync());
        }

        Assert.True(vectors.Count > 100, $"only {vectors.Count} vectors were found");
        Assert.Empty(spy.Seen);
    }

    /// <summary>Each vector as the words of every kind of text, as every address, and as every other string that a block holds.</summary>
    private static JsonObject Content(JsonNode content, IReadOnlyList<string> vectors)
    {
        var changed = content.DeepClone().AsObject();
        changed["title"] = Short(vectors[0]);
        changed["standfirst"] = vectors[^1];
        var blocks = new JsonArray();
        foreach (var (v, i) in vectors.Select((v, i) => (v, i)))
        {
            var link = new JsonArray(Mark(0, v.Length, "link", v), Mark(0, v.Length, "lang", v), Mark(0, v.Length, "note", v));
            blocks.Add(Block("paragraph", i, new { text = v, marks = link, dir = v }));
            blocks.Add((i % 9) switch
            {
                0 => Block("heading", i + 5000, new { text = v, level = 2 }),
                1 => Block("quote", i + 5000, new { text = v, cite = v }),
                2 => Block("list", i + 5000, new { items = new[] { new { text = v } } }),
                3 => Block("figure", i + 5000, new { media = v, source = v, alt = v, caption = v, credit = v, credit_url = v, link = v, moving = v }),
                4 => Block("table", i + 5000, new { rows = new[] { new[] { new { text = v } } }, caption = v }),
                5 => Block("code", i + 5000, new { text = v, language = v }),
                6 => Block("embed", i + 5000, new { url = v, provider = v, title = v, text = v, author = v, poster = v, caption = v }),
                7 => Block("audio", i + 5000, new { media = v, source = v, title = v, media_type = v, caption = v, credit = v }),
                _ => Block("file", i + 5000, new { media = v, name = v, media_type = v, caption = v }),
            });
        }
        changed["blocks"] = blocks;
        return changed;
    }

    private static JsonObject Block(string kind, int number, object fields)
    {
        var block = JsonSerializer.SerializeToNode(fields)!.AsObject();
        (block["kind"], block["id"]) = (kind, $"b{number}");
        return block;
    }

    private static JsonObject Mark(int from, int to, string kind, string value) => new() { ["from"] = from, ["to"] = to, ["kind"] = kind, ["value"] = value };

    private static string Mark(DeskClient.Answer page) => page.Document.QuerySelector("[name='Mark']")!.GetAttribute("value")!;

    private static string Short(string vector) => vector.Length > 300 ? vector[..300] : vector;

    internal static List<string> Everything() =>
        [.. Vectors.All().Select(v => v.Html).Append("javascript:alert(1)").Append("</script><script>alert(1)</script>").Append("https://x.example/\" onmouseover=\"alert(1)")
            .Select(v => new string([.. v.Where(c => !char.IsSurrogate(c))])).Where(v => v.Trim().Length > 0).Distinct()];
}
