using System.Text.Json;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Record.Suggesting;
using Broadside.Staff;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Record.Pages;

public sealed class ReviewTests
{
    private const string Here = "/desk/articles/quarrel/record";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_press_decides_and_leads_to_the_next_card(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var browser = await desk.SignedInAsync(Role.Writer);
        await desk.QuarrelAsync(browser);
        var page = await browser.GetAsync(Here);
        Assert.Contains("0 of 4 decided", page.Text, StringComparison.Ordinal);
        var cards = page.Document.QuerySelectorAll("[data-card]");
        Assert.Equal(["event", "quote", "quote", "event"], cards.Select(c => c.GetAttribute("data-kind")));

        var answer = await browser.SubmitAsync(Here, Here, ("Ids", cards[0].GetAttribute("data-card")!), ("Act", "accept"));

        Assert.Equal((302, $"{Here}?done=record_accepted#s-{cards[1].GetAttribute("data-card")}"), (answer.Status, answer.To));
        await using var db = desk.Db();
        var recall = await db.Set<EventRow>().SingleAsync(Cancel);
        Assert.Equal(("2025-07-03", 3), (recall.Edtf, recall.Salience));
        Assert.Contains("1 of 4 decided", (await browser.GetAsync(Here)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_is_quoted_comes_into_the_directory_with_their_words(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var browser = await desk.SignedInAsync(Role.Editor);
        await desk.QuarrelAsync();
        var quote = (await browser.GetAsync(Here)).Document.QuerySelectorAll("[data-kind=quote]")[0].GetAttribute("data-card")!;
        browser.Headers["Accept"] = "application/json";

        var answer = await browser.SubmitAsync("/desk", Here, ("Ids", quote), ("Act", "accept"), ("Ms", "1200"));

        var said = JsonDocument.Parse(answer.Body).RootElement;
        Assert.Equal((200, 2, 5, 3), (answer.Status, said.GetProperty("decided").GetInt32(), said.GetProperty("total").GetInt32(), said.GetProperty("open").GetArrayLength()));
        await using var db = desk.Db();
        var ana = await db.Set<ActorRow>().SingleAsync(Cancel);
        var kept = await db.Set<QuoteRow>().SingleAsync(Cancel);
        Assert.Equal((ana.Id, "in a press release"), (kept.Speaker, kept.Venue));
        Assert.Equal(1200, await db.Set<SuggestionRow>().Where(s => s.Id == quote).Select(s => s.MsToDecide).SingleAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Only_quotes_of_known_people_are_accepted_together(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var browser = await desk.SignedInAsync(Role.Editor);
        await desk.QuarrelAsync();
        Assert.DoesNotContain("known", (await browser.GetAsync(Here)).Document.QuerySelector(".review-bar")!.TextContent, StringComparison.Ordinal);
        var ben = await NewcomerAsync(desk, "Ben Okri");
        await browser.SubmitAsync(Here, Here, ("Ids", ben), ("Act", "accept"));
        Assert.Contains("Accept 1 quote of a known person", (await browser.GetAsync(Here)).Text, StringComparison.Ordinal);

        var answer = await browser.SubmitAsync(Here, Here + "?handler=Known");

        Assert.Equal(302, answer.Status);
        await using var db = desk.Db();
        Assert.Equal("Ben Okri", await db.Set<QuoteRow>().Select(q => q.SpeakerText).SingleAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_rejected_does_not_come_back(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var browser = await desk.SignedInAsync(Role.Editor);
        await desk.QuarrelAsync();
        var ana = await NewcomerAsync(desk, "Ana Marin");

        await browser.SubmitAsync(Here, Here, ("Ids", ana), ("Act", "reject"));
        await desk.QuarrelAsync();

        var card = (await browser.GetAsync(Here)).Document.GetElementById("s-" + ana)!;
        Assert.Equal("rejected", card.GetAttribute("data-state"));
        Assert.Null(card.QuerySelector("form"));
        await using var db = desk.Db();
        Assert.False(await db.Set<ActorRow>().AnyAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_date_is_typed_as_people_write_it_and_never_finer_than_it_is_known(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var browser = await desk.SignedInAsync(Role.Editor);
        await desk.QuarrelAsync();
        var meeting = (await browser.GetAsync(Here)).Document.QuerySelectorAll("[data-kind=event]")[1].GetAttribute("data-card")!;
        var form = $"{Here}/new?suggestion={meeting}";
        var shown = (await browser.GetAsync(form)).Document;
        Assert.Equal("The ministers meet in the old town", shown.QuerySelector("[name=EventLabel]")!.GetAttribute("value"));

        var exact = await browser.SubmitAsync(form, form, ("Suggestion", meeting), ("EventLabel", "The ministers meet"), ("EventWhen", "12 June 2025"), ("EventBasis", "Inferred"));
        var typed = await browser.SubmitAsync(form, form, ("Suggestion", meeting), ("EventLabel", "The ministers meet"), ("EventWhen", "about June"));

        Assert.Equal(422, exact.Status);
        Assert.Contains("Only a day that the text states", exact.Text, StringComparison.Ordinal);
        Assert.Equal(302, typed.Status);
        await using var db = desk.Db();
        var meets = await db.Set<EventRow>().SingleAsync(Cancel);
        Assert.Equal(("2025-06~", DateBasis.Inferred), (meets.Edtf, meets.Basis));
        Assert.Contains("about June 2025", (await browser.GetAsync(Here)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Words_of_a_paragraph_are_put_into_the_record_by_hand(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var browser = await desk.SignedInAsync(Role.Editor);
        await desk.QuarrelAsync();
        var block = (await browser.GetAsync(Here)).Document.QuerySelectorAll("[data-block]")[2].GetAttribute("data-block")!;
        var form = $"{Here}/new?kind=quote&block={block}&words={Uri.EscapeDataString("\"Nobody has threatened anybody")}";
        Assert.Equal("“Nobody has threatened anybody", (await browser.GetAsync(form)).Document.QuerySelector(".chosen mark")!.TextContent);

        var strange = await browser.SubmitAsync(form, form, ("Kind", "Quote"), ("Block", block), ("Words", "Nobody has threatened anybody"), ("QuoteSpeaker", "Ben Okri"));
        var answer = await browser.SubmitAsync(form, form, ("Kind", "Quote"), ("Block", block), ("Words", "Nobody has threatened anybody"), ("QuoteSpeaker", "Ben Okri"), ("QuoteNewAs", "Person"), ("QuoteVenue", "on the radio"));
        var nowhere = await browser.SubmitAsync(form, form, ("Kind", "Quote"), ("Block", block), ("Words", "Nobody said this"), ("QuoteSpeaker", "Ben Okri"));

        Assert.Equal((422, 302, 422), (strange.Status, answer.Status, nowhere.Status));
        Assert.Contains("does not know Ben Okri", strange.Text, StringComparison.Ordinal);
        await using var db = desk.Db();
        var quote = await db.Set<QuoteRow>().SingleAsync(Cancel);
        Assert.Equal(("Ben Okri", "on the radio"), (quote.SpeakerText, quote.Venue));
        Assert.Equal((await db.Set<ActorRow>().SingleAsync(Cancel)).Id, quote.Speaker);
    }

    [Fact]
    public async Task What_is_alleged_says_who_alleges_it()
    {
        await using var desk = await TestDesk.StartAsync();
        using var browser = await desk.SignedInAsync(Role.Editor);
        await desk.QuarrelAsync();
        var block = (await browser.GetAsync(Here)).Document.QuerySelectorAll("[data-block]")[0].GetAttribute("data-block")!;
        (string, string)[] fields = [("Kind", "Event"), ("Block", block), ("Words", "recalled its envoy"), ("EventLabel", "A recall"), ("EventFactuality", "Alleged")];

        var alone = await browser.SubmitAsync(Here, Here + "/new", fields);
        var told = await browser.SubmitAsync(Here, Here + "/new", [.. fields, ("EventAllegedBy", "Ben Okri"), ("EventNewAs", "Person")]);

        Assert.Contains("Say who alleges it", alone.Text, StringComparison.Ordinal);
        Assert.Equal((422, 302), (alone.Status, told.Status));
        Assert.Contains("alleged by Ben Okri", (await browser.GetAsync(Here)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_article_is_not_decided_about()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.QuarrelAsync();
        using var browser = await desk.SignedInAsync(Role.Writer);
        var card = (await browser.GetAsync(Here)).Document.QuerySelector("[data-card]")!.GetAttribute("data-card")!;

        var answer = await browser.SubmitAsync(Here, Here, ("Ids", card), ("Act", "accept"));

        Assert.Equal(403, answer.Status);
        await using var db = desk.Db();
        Assert.False(await db.Set<EventRow>().AnyAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_dossier_is_made_ordered_told_published_and_withdrawn_by_forms(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var browser = await desk.SignedInAsync(Role.Editor);
        var (_, recall) = await RecordScreens.FillAsync(desk);
        const string Dossier = "/desk/dossiers/a-quarrel";

        var made = await browser.SubmitAsync("/desk/dossiers/new", "/desk/dossiers/new", ("Title", "A quarrel"), ("Language", "en"));
        await browser.SubmitAsync(Dossier, Dossier + "?handler=Add", ("Add", "quarrel"));
        await browser.SubmitAsync(Dossier, Dossier + "?handler=Add", ("Add", "goes on"));
        await browser.SubmitAsync(Dossier, Dossier + "?handler=Articles", ("Articles", "quarrel"), ("Articles", "later"), ("Act", "articles-down-0"));
        await browser.SubmitAsync(Dossier, Dossier + "?handler=Story", ("Act", "take-0"));
        var published = await browser.SubmitAsync(Dossier, Dossier + "?handler=Publish");

        Assert.Equal((Dossier + "?done=dossier_made", Dossier + "?done=dossier_published"), (made.To, published.To));
        var archive = desk.Get<Broadside.Record.Dossiers.DossierArchive>();
        var live = await archive.ReadAsync("a-quarrel", Cancel);
        Assert.Equal(["later", "quarrel"], live!.Articles);
        Assert.Equal([recall], Assert.Single(live.Story).Events);
        Assert.StartsWith("3 July 2025: Nordhaven recalls", live.Story[0].Text, StringComparison.Ordinal);

        await browser.SubmitAsync(Dossier, Dossier + "?handler=Withdraw");
        Assert.False(archive.Has("a-quarrel"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_lost_its_words_waits_for_a_look_and_two_entries_come_together_and_apart(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var browser = await desk.SignedInAsync(Role.Editor);
        var (actor, _) = await RecordScreens.FillAsync(desk);
        var look = await browser.GetAsync("/desk/record");
        Assert.Contains("words are gone", look.Text, StringComparison.Ordinal);
        Assert.Contains("Berta Marin", look.Text, StringComparison.Ordinal);
        var lost = look.Document.QuerySelector("form[action*=Remove] [name=Id]")!.GetAttribute("value")!;

        await browser.SubmitAsync("/desk/record", "/desk/record?handler=Remove", ("Id", lost));
        var one = "/desk/record/actors/" + actor;
        var merged = await browser.SubmitAsync(one, one + "?handler=Merge", ("Other", "Berta Marin"));

        Assert.Equal(302, merged.Status);
        var after = await browser.GetAsync("/desk/record");
        Assert.Contains("Nothing waits", after.Text, StringComparison.Ordinal);
        var berta = (await browser.GetAsync(one)).Document.QuerySelectorAll("form[action*=Unmerge]").Single(f => f.TextContent.Contains("Berta", StringComparison.Ordinal)).QuerySelector("[name=Dropped]")!.GetAttribute("value")!;
        await browser.SubmitAsync(one, one + "?handler=Unmerge", ("Dropped", berta));
        Assert.Contains("Berta Marin", (await browser.GetAsync("/desk/record")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Another_day_in_another_article_is_told_while_writing_and_at_review(string engine)
    {
        const string told = "“The answer” gives another day: 4 July 2025";
        await using var desk = await TestDesk.StartAsync(engine);
        using var browser = await desk.SignedInAsync(Role.Editor);
        await desk.QuarrelAsync();
        await desk.WriteAsync(Newspaper.Article("answer", "The answer", "Nordhaven recalled its envoy on 4 July 2025, and said so."));
        await desk.Get<PublishArticle>().RunAsync("answer", Actor.Operator, "A test.", Cancel);
        await RecallAsync(desk, "quarrel", "2025-07-03");
        await RecallAsync(desk, "answer", "2025-07-04");
        await desk.Get<ChangeDossier>().MakeAsync("two-harbours", new DossierFields { Title = "Two harbours" }, Actor.Operator, Cancel);
        Assert.Null((await desk.Get<ChangeDossier>().ArticlesAsync("two-harbours", ["quarrel", "answer"], Actor.Operator, Cancel)).Refusal);

        using var cards = JsonDocument.Parse((await browser.GetAsync(Here + "/cards")).Body);

        var card = Assert.Single(cards.RootElement.GetProperty("cards").EnumerateArray(), c => !c.GetProperty("is_open").GetBoolean());
        Assert.Equal("Event · " + told, card.GetProperty("name").GetString());
        Assert.Contains(told, card.GetProperty("facts").EnumerateArray().Select(f => f.GetString()));
        Assert.Contains(told, (await browser.GetAsync(Here)).Text, StringComparison.Ordinal);
        Assert.Contains("“Two harbours quarrel” gives another day: 3 July 2025", (await browser.GetAsync("/desk/articles/answer/record")).Text, StringComparison.Ordinal);
    }

    private static async Task RecallAsync(TestDesk desk, string article, string day)
    {
        await using var db = desk.Db();
        var block = BlockText.Of((await desk.Get<ArticleTexts>().NewestAsync(db, article, Cancel))!)[0];
        var outcome = await desk.Get<AddEvent>().RunAsync(new EventFields { Label = "Nordhaven recalls its envoy", Edtf = day, Basis = DateBasis.Stated }, [new AnchorPick(article, block.Id, 0, block.Text.Length)], Actor.Operator, Cancel);
        Assert.Null(outcome.Refusal);
    }

    // Whoever an open card names has none of their own, and can be decided about all the same.
    private static async Task<string> NewcomerAsync(TestDesk desk, string name)
    {
        await using var db = desk.Db();
        return (await db.Set<SuggestionRow>().Where(s => s.Kind == SuggestionKind.Actor).ToListAsync(Cancel)).First(s => s.Payload.Contains(name, StringComparison.Ordinal)).Id;
    }
}
