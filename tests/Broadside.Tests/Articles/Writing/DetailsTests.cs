using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Media;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Media;
using Broadside.Tests.Site;

namespace Broadside.Tests.Articles.Writing;

public sealed class DetailsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Everything_about_an_article_is_said_in_one_form_and_published_with_it(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.Get<WriteSiteRecord>().RunAsync(TopicsPart.Part, new TopicsPart { Topics = [new TopicCard("water", "Water"), new TopicCard("council", "Council"), new TopicCard("ports", "Ports")] }, Actor.Operator, "test", Cancel);
        await SaveTextTests.PublishAsync(desk, Newspaper.Article("other", "Another", "Text."), Newspaper.Article("uno", "El mismo", "Texto.") with { Language = "es" });
        var id = await editor.BeginAsync("The price of mud");
        var form = await FormAsync(editor, id);
        Assert.Equal("Rosa Calle", form["Bylines"]);

        form = Changed(form, ("Bylines", "Ana Ruiz\nBen Okri (photo)"), ("Label", "Analysis"), ("Section", "water"), ("Tags", "Dredging, Silt, "), ("Series", "Mud"), ("Part", "2"), ("Slug", "What Mud costs"), ("Language", "en-GB"),
            ("Related", "/2026/11/other/"), ("TranslationOf", "http://localhost:" + desk.Port + "/2026/11/uno/"), ("SearchTitle", "Mud"), ("Summary", "What it costs."), ("Canonical", "https://x.example/mud"), ("FirstPublishedBy", "The Tide"), ("FirstPublishedUrl", "https://x.example/"), ("Licence", "CC-BY-4.0"));
        var answer = await SendAsync(editor, id, form, ("Topics", "ports"), ("Topics", "water"), ("Topics", "made-up"));

        Assert.Equal($"/desk/articles/{id}/details?done=details_saved", answer.To);
        var content = (await desk.Get<PublishArticle>().RunAsync(id, Actor.Operator, "", Cancel)).Value!.Content;
        Assert.Equal(["ana-ruiz words", "ben-okri photo"], content.Bylines.Select(b => $"{b.Slug} {b.Role}"));
        Assert.Equal(["Water", "Ports"], content.Topics.Select(t => t.Name));
        Assert.Equal(["dredging", "silt"], content.Tags.Select(t => t.Slug));
        Assert.Equal((new SeriesPart("mud", "Mud", 2), "what-mud-costs", "Analysis", "en-GB"), (content.Series, content.Slug, content.Label, content.Language));
        Assert.Equal("other uno", $"{string.Join(' ', content.Related)} {content.TranslationGroup}");
        Assert.Equal(("Mud", "What it costs.", "https://x.example/mud", "The Tide", "https://x.example/", "CC-BY-4.0"), (content.SearchTitle, content.Summary, content.CanonicalUrl, content.FirstPublishedBy, content.FirstPublishedUrl, content.Licence));
        // The other one says it too, once it is published next.
        Assert.Equal("uno", (await desk.Get<PublishArticle>().RunAsync("uno", Actor.Operator, "", Cancel)).Value!.Content.TranslationGroup);
        using var reader = desk.Stranger();
        Assert.Contains("<title>Mud", (await reader.GetAsync(content.Address)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Language", "english please", "Write the language")]
    [InlineData("Language", "", "Write the language")]
    [InlineData("Bylines", "Ana (boss)", "After a name")]
    [InlineData("Series", "Mud", "Which part")]
    [InlineData("Canonical", "javascript:alert(1)", "whole address")]
    [InlineData("FirstPublishedUrl", "not an address at all:", "whole address")]
    [InlineData("Related", "/nothing/here/", "no other article")]
    [InlineData("TranslationOf", "/nothing/", "no such article")]
    [InlineData("Slug", "taken", "has this address")]
    [InlineData("Licence", "<b>", "Choose a licence")]
    public async Task What_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(string field, string value, string said)
    {
        await using var desk = await TestDesk.StartAsync();
        using var editor = await desk.SignedInAsync(Role.Editor);
        await SaveTextTests.PublishAsync(desk, Newspaper.Article("taken", "Taken", "Text.") with { PublishedAt = desk.Time.GetUtcNow() });
        var id = await editor.BeginAsync("New");
        var form = Changed(await FormAsync(editor, id), ("Label", "Kept label"), (field, value));

        var answer = await SendAsync(editor, id, form);

        Assert.Equal(422, answer.Status);
        var control = answer.Document.QuerySelector($"[name='{(field == "Series" ? "Part" : field)}'][aria-invalid]");
        Assert.NotNull(control);
        Assert.Contains(said, answer.Document.GetElementById(control.GetAttribute("aria-describedby")!.Split(' ')[^1])!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Kept label", answer.Document.QuerySelector("[name='Label']")!.GetAttribute("value"));
        Assert.Equal("", (await FormAsync(editor, id))["Label"]);
    }

    [Fact]
    public async Task Two_who_change_details_do_not_undo_each_other_and_writing_on_meanwhile_is_no_conflict()
    {
        await using var desk = await TestDesk.StartAsync();
        using var ana = await desk.SignedInAsync(Role.Editor);
        using var ben = await desk.SignedInAsync(Role.Editor);
        var id = await ana.BeginAsync("New");
        var (anas, bens) = (await FormAsync(ana, id), await FormAsync(ben, id));
        var draft = await ana.DraftAsync(id);
        var saved = await ana.SaveAsync(id, (int)draft["revision"]!, draft["content"]!.With("Written on", ("aaaaaaaa", "Text.")));

        Assert.Equal(302, (await SendAsync(ben, id, Changed(bens, ("Label", "Ben’s")))).Status);
        var stale = await SendAsync(ana, id, Changed(anas, ("Label", "Ana’s")));

        Assert.Equal(422, stale.Status);
        Assert.Contains("Somebody changed these details", stale.Text, StringComparison.Ordinal);
        Assert.Equal("Ana’s", stale.Document.QuerySelector("[name='Label']")!.GetAttribute("value"));
        Assert.Equal(302, (await SendAsync(ana, id, Fields(stale))).Status);
        var after = await ana.DraftAsync(id);
        Assert.Equal(("Ana’s", "Written on", "Text."), ((string?)after["content"]!["label"], (string?)after["content"]!["title"], (string?)after["content"]!["blocks"]![0]!["text"]));
        // The writing page that was open learns of it with its next save.
        Assert.Equal(409, (await ana.SaveAsync(id, saved.Revision, draft["content"]!.With("Later"))).Status);
    }

    [Fact]
    public async Task A_lead_picture_is_sent_with_the_form_and_described_there()
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);
        var id = await writer.BeginAsync("New");
        var form = await FormAsync(writer, id);
        using var content = new MultipartFormDataContent { { new ByteArrayContent(Fixtures.Jpeg(800, 600)), "LeadFile", "boat.jpg" } };
        foreach (var (name, value) in form)
        {
            content.Add(new StringContent(value), name);
        }
        content.Add(new StringContent(await writer.TokenAsync()), "__RequestVerificationToken");

        Assert.Equal(302, (await writer.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/desk/articles/{id}/details") { Content = content })).Status);
        var described = Changed(await FormAsync(writer, id), ("LeadAlt", "A boat"), ("LeadCredit", "Ana Roa"));
        Assert.Equal(302, (await SendAsync(writer, id, described)).Status);

        var lead = (await writer.DraftAsync(id))["content"]!["lead"]!;
        Assert.Equal(("A boat", "Ana Roa", 800), ((string?)lead["alt"], (string?)lead["credit"], (int)lead["width"]!));
        Assert.Equal(302, (await SendAsync(writer, id, Changed(described, ("Lead", "")), ("Mark", (await FormAsync(writer, id))["Mark"]))).Status);
        Assert.Null((await writer.DraftAsync(id))["content"]!["lead"]);
    }

    [Fact]
    public async Task The_lead_has_a_focal_point_and_what_the_form_does_not_change_stays_exact()
    {
        await using var desk = await TestDesk.StartAsync();
        using var editor = await desk.SignedInAsync(Role.Editor);
        var picture = (await desk.Get<AddMedia>().RunAsync(new MemoryStream(Fixtures.Jpeg(800, 600)), new NewMedia("boat.jpg"), Cancel)).Value!;
        await SaveTextTests.PublishAsync(desk, Newspaper.Article("a", "Boat", "Text.") with { Lead = new Figure { Id = "leadlead", Media = picture.Sha256, Width = 800, Height = 600, FocalX = 333, FocalY = 777 } });
        var form = await FormAsync(editor, "a");
        Assert.Equal(("33", "77"), (form["LeadX"], form["LeadY"]));

        Assert.Equal(302, (await SendAsync(editor, "a", Changed(form, ("LeadY", "20")))).Status);
        var refused = await SendAsync(editor, "a", Changed(await FormAsync(editor, "a"), ("LeadX", "101")));

        var lead = (await editor.DraftAsync("a"))["content"]!["lead"]!;
        Assert.Equal((333, 200), ((int)lead["focal_x"]!, (int)lead["focal_y"]!));
        Assert.Equal(422, refused.Status);
        Assert.NotNull(refused.Document.QuerySelector("[name=LeadX][aria-invalid]"));
        Assert.Equal(200, (int)(await editor.DraftAsync("a"))["content"]!["lead"]!["focal_y"]!);
    }

    [Fact]
    public async Task Direction_follows_the_language_and_what_was_turned_round_for_it_is_no_exception_then()
    {
        await using var desk = await TestDesk.StartAsync();
        using var editor = await desk.SignedInAsync(Role.Editor);
        Block[] blocks = [new Paragraph { Id = "aaaaaaaa", Dir = "rtl", Text = "الجسر مغلق" }, new Paragraph { Id = "bbbbbbbb", Dir = "ltr", Text = "Broadside" }, new Paragraph { Id = "cccccccc", Text = "منذ الظهر" }];
        await SaveTextTests.PublishAsync(desk, Newspaper.Article("a", "الجسر") with { Blocks = blocks });

        Assert.Equal(302, (await SendAsync(editor, "a", Changed(await FormAsync(editor, "a"), ("Language", "ar-EG")))).Status);
        var arabic = (await editor.DraftAsync("a"))["content"]!["blocks"]!.AsArray().Select(b => (string?)b!["dir"]);
        Assert.Equal([null, "ltr", null], arabic);
        await desk.Get<PublishArticle>().RunAsync("a", Actor.Operator, "", Cancel);
        using var reader = desk.Stranger();
        var page = (await reader.GetAsync((await editor.DraftAsync("a"))["content"]!["address"]!.ToString())).Document;
        Assert.Equal("rtl", page.QuerySelector("h1")!.Closest("[dir]")!.GetAttribute("dir"));
        Assert.Equal(302, (await SendAsync(editor, "a", Changed(await FormAsync(editor, "a"), ("Language", "ar")))).Status);
        Assert.Equal([null, "ltr", null], (await editor.DraftAsync("a"))["content"]!["blocks"]!.AsArray().Select(b => (string?)b!["dir"]));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_draft_becomes_a_page_and_what_is_published_stays_what_it_is(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var id = await editor.BeginAsync("Who we are");

        Assert.Equal(302, (await SendAsync(editor, id, Changed(await FormAsync(editor, id), ("Kind", "Page")))).Status);
        var content = (await desk.Get<PublishArticle>().RunAsync(id, Actor.Operator, "", Cancel)).Value!.Content;
        var form = await FormAsync(editor, id);
        await SendAsync(editor, id, Changed(form, ("Label", "About"), ("Kind", "Article")));

        Assert.Equal((ArticleKind.Page, "/who-we-are/"), (content.Kind, content.Address));
        Assert.DoesNotContain("Kind", form.Keys);
        Assert.Equal("page", (string?)(await editor.DraftAsync(id))["content"]!["kind"]);
        await using var db = desk.Db();
        Assert.Equal(ArticleKind.Page, (await db.Set<Article>().FindAsync([id], Cancel))!.Kind);
        Assert.Equal(0, desk.Get<Catalogue>().Count(ListKey.All));
    }

    [Fact]
    public async Task Details_of_somebody_elses_article_are_not_theirs_to_change()
    {
        await using var desk = await TestDesk.StartAsync();
        using var ana = await desk.SignedInAsync(Role.Writer);
        using var ben = await desk.SignedInAsync(Role.Writer);
        var id = await ana.BeginAsync("Ana’s");
        var form = await FormAsync(ana, id);

        Assert.Equal(403, (await ben.GetAsync($"/desk/articles/{id}/details")).Status);
        Assert.Equal(403, (await SendAsync(ben, id, Changed(form, ("Label", "Ben’s")))).Status);
        Assert.Equal("", (await FormAsync(ana, id))["Label"]);
    }

    private static async Task<Dictionary<string, string>> FormAsync(DeskClient browser, string id) => Fields(await browser.GetAsync($"/desk/articles/{id}/details"));

    private static Dictionary<string, string> Fields(DeskClient.Answer page) =>
        page.Document.QuerySelectorAll("form.details [name]")
            .Where(e => e.GetAttribute("type") is not ("file" or "checkbox") && (e.GetAttribute("type") != "radio" || e.HasAttribute("checked")) && e.GetAttribute("name") != "__RequestVerificationToken")
            .ToDictionary(e => e.GetAttribute("name")!, e => e.QuerySelector("option[selected]")?.GetAttribute("value") ?? (e.LocalName == "select" ? "" : e.GetAttribute("value") ?? (e.LocalName == "textarea" ? e.TextContent : "")));

    private static Dictionary<string, string> Changed(Dictionary<string, string> form, params (string Name, string Value)[] changes)
    {
        var changed = new Dictionary<string, string>(form);
        foreach (var (name, value) in changes)
        {
            changed[name] = value;
        }
        return changed;
    }

    private static Task<DeskClient.Answer> SendAsync(DeskClient browser, string id, Dictionary<string, string> form, params (string Name, string Value)[] more) =>
        browser.SubmitAsync("/desk", $"/desk/articles/{id}/details", [.. form.Where(f => !more.Any(m => m.Name == f.Key)).Select(f => (f.Key, f.Value)), .. more]);
}
