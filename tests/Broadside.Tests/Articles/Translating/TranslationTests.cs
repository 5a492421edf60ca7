using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Articles.Translating;

public sealed class TranslationTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_translator_writes_beside_the_source_and_is_told_what_changed_in_it_since(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var translator = await desk.SignedInAsync(Role.Translator);
        var source = Drafts.Fresh("a", "The bridge", "It is closed.", "It opens in May.");
        await desk.WriteAsync(source, editor);
        await editor.PressPublishAsync("a");

        var begun = await translator.SubmitAsync("/desk/articles/a/translate", "/desk/articles/a/translate?handler=Begin", ("Language", "es"));
        var path = begun.To!;
        Assert.Matches("^/desk/articles/[a-z0-9]{20}/translate$", path);
        Assert.Equal(422, (await translator.SubmitAsync("/desk/articles/a/translate", "/desk/articles/a/translate?handler=Begin", ("Language", "es"))).Status);
        Assert.Equal(422, (await translator.SubmitAsync("/desk/articles/a/translate", "/desk/articles/a/translate?handler=Begin", ("Language", "en"))).Status);
        Assert.Equal(422, (await translator.SubmitAsync("/desk/articles/a/translate", "/desk/articles/a/translate?handler=Begin", ("Language", "<x>"))).Status);
        var page = await translator.GetAsync(path);
        var revision = page.Document.QuerySelector("input[name=Revision]")!.GetAttribute("value")!;
        var saved = await translator.SubmitAsync(path, path + "?handler=Save", ("Revision", revision), ("t-title", "El puente"), ("t-p0", "Está **cerrado**."), ("t-p1", "Abre en mayo."));
        Assert.Equal(302, saved.Status);
        var id = path.Split('/')[3];
        var draft = (await desk.GetDraftAsync(id))!.Content;
        Assert.Contains("El puente", draft, StringComparison.Ordinal);
        Assert.Contains("\"strong\"", draft, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"p1\"", draft, StringComparison.Ordinal);
        Assert.Equal(422, (await translator.SubmitAsync(path, path + "?handler=Save", ("Revision", revision), ("t-title", "Otro"))).Status);
        Assert.Equal(302, (await editor.PressPublishAsync(id)).Status);

        // Each leads to the other, though the source was not touched.
        var catalogue = desk.Get<Catalogue>();
        var (there, here) = (catalogue.ById("a")!.Address, catalogue.ById(id)!.Address);
        Assert.Contains("hreflang=\"es\"", (await desk.Stranger().GetAsync(there)).Body, StringComparison.Ordinal);
        Assert.Contains("hreflang=\"en\"", (await desk.Stranger().GetAsync(here)).Body, StringComparison.Ordinal);
        Assert.Equal(1, catalogue.ById("a")!.Version.Number);

        Assert.DoesNotContain("has changed since", (await translator.GetAsync(path)).Text, StringComparison.Ordinal);
        await desk.WriteAsync(source with { Blocks = [source.Blocks[0], new Paragraph { Id = "p1", Text = "It opens in June." }] }, editor);
        await editor.PressPublishAsync("a");
        var stale = await translator.GetAsync(path);
        Assert.Contains("has changed since", stale.Text, StringComparison.Ordinal);
        Assert.Equal(["June"], stale.Document.QuerySelectorAll("ins").Select(i => i.TextContent));
        Assert.Contains("its source has changed", (await translator.GetAsync("/desk/articles/a/translate")).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await translator.SubmitAsync(path, path + "?handler=Seen", ("Version", "2"))).Status);
        Assert.DoesNotContain("has changed since", (await translator.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "article-writers")]
    public async Task Another_translators_work_is_read_and_not_written(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        using var ana = await desk.SignedInAsync(Role.Translator);
        using var ben = await desk.SignedInAsync(Role.Translator);
        await desk.WriteAsync(Drafts.Fresh("a", "The bridge", "Closed."), writer);
        var path = (await ana.SubmitAsync("/desk/articles/a/translate", "/desk/articles/a/translate?handler=Begin", ("Language", "es"))).To!;

        Assert.Null((await ben.GetAsync(path)).Document.QuerySelector("textarea"));
        Assert.Equal(403, (await ben.SubmitAsync(path, path + "?handler=Save", ("Revision", "1"), ("t-title", "Mío"))).Status);
        Assert.Equal(403, (await ben.SubmitAsync(path, path + "?handler=Seen", ("Version", "1"))).Status);
        Assert.Equal(403, (await ana.SubmitAsync("/desk/articles/a/publish", "/desk/articles/a/publish?handler=Submit")).Status);
    }
}
