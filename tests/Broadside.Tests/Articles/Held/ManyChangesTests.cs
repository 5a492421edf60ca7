using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Mail.Letters;
using Broadside.Media;
using Broadside.Staff;
using Broadside.Staff.Signing;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Desk;
using Broadside.Tests.Media;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Held;

/// <summary>What a stolen login can do to many articles by one press, and what the people of the newsroom still can.</summary>
public sealed class ManyChangesTests
{
    private const string Casino = "https://casino.example/win";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "held-links")]
    public async Task A_file_that_takes_anothers_place_brings_no_link_into_an_old_article(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var second = await desk.SignedInAsync(Role.Editor);
        var (address, change) = await PlantedAsync(desk, editor);
        Assert.Contains(Casino, (await editor.GetAsync(change)).Text, StringComparison.Ordinal);

        Assert.Equal(302, (await editor.SubmitAsync(change, change + "?handler=Start")).Status);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.DoesNotContain("casino", (await desk.ReaderAsync(address)).Body, StringComparison.Ordinal);
        Assert.Contains("author@example.org", await LettersAsync(desk));
        Assert.Contains("1 waits for a second person", (await editor.GetAsync(change)).Text, StringComparison.Ordinal);
        var held = (await editor.GetAsync("/desk/held")).Document.QuerySelector("main h2 a")!.GetAttribute("href")!;
        Assert.Equal(422, (await editor.SubmitAsync(held, held + "?handler=Approve")).Status);
        Assert.DoesNotContain("casino", (await desk.ReaderAsync(address)).Body, StringComparison.Ordinal);
        Assert.Equal("/desk/held?done=held_approved", (await second.SubmitAsync(held, held + "?handler=Approve")).To);
        Assert.Contains(Casino, (await desk.ReaderAsync(address)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whoever_begins_it_with_a_passkey_answers_for_the_link_and_the_authors_are_told(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var (address, change) = await PlantedAsync(desk, editor);

        var begun = await desk.Get<StartRewrite>().RunAsync(change.Split('/')[^1], await ActorAsync(desk, editor) with { IsFreshByPasskey = true }, Cancel);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.True(begun.IsDone, begun.Refusal?.Message);
        Assert.Contains(Casino, (await desk.ReaderAsync(address)).Body, StringComparison.Ordinal);
        Assert.Contains("author@example.org", await LettersAsync(desk));
        Assert.Contains(await desk.LogAsync(), r => r.What == "vouch for link" && r.Who == editor.Member!.Id);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "edit-velocity")]
    public async Task More_than_five_published_articles_at_once_want_an_owner_or_a_passkey(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var owner = await desk.SignedInAsync(Role.Owner);
        await desk.PublishAsync([.. Enumerable.Range(0, 6).Select(i => Newspaper.Article($"a{i}", $"Title {i}", "The old pier."))]);
        var change = await AskedAsync(desk, editor, "old", "new");

        Assert.Equal(422, (await editor.SubmitAsync(change, change + "?handler=Start")).Status);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Equal("The old pier.", await TextAsync(desk, "a0"));
        Assert.Contains("“old” → “new”", (await owner.GetAsync("/desk")).Text, StringComparison.Ordinal);

        Assert.Equal(302, (await owner.SubmitAsync(change, change + "?handler=Start")).Status);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Equal("The new pier.", await TextAsync(desk, "a5"));
        Assert.DoesNotContain("“old” → “new”", (await owner.GetAsync("/desk")).Text, StringComparison.Ordinal);

        // Taking it back changes as many.
        Assert.Equal(422, (await editor.SubmitAsync(change, change + "?handler=Undo")).Status);
        var undone = await desk.Get<UndoRewrite>().RunAsync(change.Split('/')[^1], await ActorAsync(desk, editor) with { IsFreshByPasskey = true }, Cancel);
        Assert.True(undone.IsDone, undone.Refusal?.Message);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Equal("The old pier.", await TextAsync(desk, "a5"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "edit-velocity")]
    public async Task A_few_at_once_count_as_one_by_one(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.PublishAsync([.. Enumerable.Range(0, 6).Select(i => Newspaper.Article($"a{i}", $"Title {i}", i < 3 ? "The old pier." : "The long pier."))]);
        var (first, next) = (await AskedAsync(desk, editor, "old", "new"), await AskedAsync(desk, editor, "long", "short"));

        Assert.Equal(302, (await editor.SubmitAsync(first, first + "?handler=Start")).Status);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        var stopped = await editor.SubmitAsync(next, next + "?handler=Start");
        await desk.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal(422, stopped.Status);
        Assert.Contains("stopped", stopped.Text, StringComparison.Ordinal);
        Assert.Equal(("The new pier.", "The long pier."), (await TextAsync(desk, "a0"), await TextAsync(desk, "a5")));
    }

    /// <summary>An old article with a photo, and a change looked through that puts one with a link in its credit there.</summary>
    private static async Task<(string Address, string Change)> PlantedAsync(TestDesk desk, DeskClient editor)
    {
        using var author = await desk.SignedInAsync(Role.Writer, "author@example.org");
        var old = await AddedAsync(desk, 400, new NewMedia("old.jpg"));
        var planted = await AddedAsync(desk, 300, new NewMedia("new.jpg") { Credit = "Ben", CreditUrl = Casino });
        var article = Newspaper.Article("a", "Bridge", "The bridge is closed.") with
        {
            PublishedAt = desk.Time.GetUtcNow().AddDays(-10),
            Lead = new Figure { Id = "l", Media = old, Width = 400, Height = 300, Alt = "The bridge" },
        };
        await desk.WriteAsync(article, author);
        var published = await desk.Get<PublishArticle>().RunAsync("a", Actor.Operator, "A test.", Cancel);
        var asked = await editor.SubmitAsync("/desk/replace-media?from=" + old, "/desk/replace-media", ("From", old), ("To", planted), ("TakeWords", "true"));
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        return (published.Value!.Content.Address, asked.To!);
    }

    private static async Task<string> AddedAsync(TestDesk desk, int width, NewMedia about)
    {
        var added = await desk.Get<AddMedia>().RunAsync(new MemoryStream(Fixtures.Jpeg(width, 300)), about, Cancel);
        return added.Value!.Sha256;
    }

    private static async Task<string> AskedAsync(TestDesk desk, DeskClient editor, string find, string with)
    {
        var asked = await editor.SubmitAsync("/desk/changes/words", "/desk/changes/words", ("Find", find), ("With", with), ("InText", "true"));
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        return asked.To!;
    }

    private static async Task<string> TextAsync(TestDesk desk, string id) => ((Paragraph)(await desk.LiveAsync(id)).Blocks[0]).Text;

    private static async Task<Actor> ActorAsync(TestDesk desk, DeskClient client)
    {
        var found = await desk.Get<LoginSessions>().FindAsync(client.Cookies["__Host-broadside"], Cancel);
        return new Actor(found!.Member.Id, found.Member.Name) { Rights = desk.Get<RoleRights>().Of(found.Member.Role), LoginSession = found.Session.Id, IsFresh = true };
    }

    private static async Task<IReadOnlyList<string>> LettersAsync(TestDesk desk)
    {
        await using var db = desk.Db();
        return await db.Set<Letter>().Where(l => l.Kind == "held change").Select(l => l.Recipient).ToListAsync(Cancel);
    }
}
