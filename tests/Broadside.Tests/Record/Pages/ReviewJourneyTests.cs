using Broadside.Articles;
using Broadside.Guard;
using Broadside.Import;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Record.Suggesting;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Record.Pages;

/// <summary>An article's record is reviewed by keys in a real browser, under the desk's own policy.</summary>
[Trait("Suite", "slow")]
public sealed class ReviewJourneyTests(Browser browser)
{
    private const int MostDecisions = 40;
    private const int MostSeconds = 240;

    // What a person needs: silent reading of English prose (Brysbaert 2019), and of the keystroke-level model (Card, Moran and
    // Newell 1980) one mental act and one press of a key.
    private const double WordsASecond = 238 / 60.0;
    private const double SecondsADecision = 1.35 + 0.28;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_decide_and_move_on_without_loading_the_page()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.QuarrelAsync();
        var page = await OpenAsync(desk, "quarrel");
        await page.EvaluateAsync("() => window.stayed = true");

        // Each suggestion says by which rule it was found, to who asks.
        await Expect(Current(page).Locator(".why p")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("w");
        await Expect(Current(page).Locator(".why p")).ToContainTextAsync("Found by:");
        await Expect(Current(page).Locator(".why p")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("[data-progress-text]")).ToHaveTextAsync("1 of 4 decided");
        await Expect(Current(page)).ToHaveAttributeAsync("data-kind", "quote");
        await page.Keyboard.PressAsync("a");
        // Who said it came into the directory with the quote.
        await Expect(page.Locator("[data-progress-text]")).ToHaveTextAsync("3 of 5 decided");
        await Expect(Current(page)).ToHaveAttributeAsync("data-kind", "quote");
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("[data-progress-text]")).ToHaveTextAsync("4 of 6 decided");
        await Expect(Current(page)).ToHaveAttributeAsync("data-kind", "event");
        Assert.True(await page.EvaluateAsync<bool>("() => window.stayed"));
        await page.Keyboard.PressAsync("e");
        await page.GetByLabel("When", new() { Exact = true }).FillAsync("about June 2025");
        await page.GetByLabel("When", new() { Exact = true }).PressAsync("Enter");
        // Whoever was named by the refused quote alone is asked about now.
        await Expect(Current(page)).ToHaveAttributeAsync("data-kind", "actor");
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("[data-progress-text]")).ToHaveTextAsync("6 of 6 decided");

        await using var db = desk.Db();
        Assert.Equal(["2025-06~", "2025-07-03"], await db.Set<EventRow>().OrderBy(e => e.Edtf).Select(e => e.Edtf).ToListAsync(Cancel));
        Assert.Equal("Ana Marin", (await db.Set<ActorRow>().SingleAsync(Cancel)).Name);
        Assert.True(await db.Set<SuggestionRow>().AllAsync(s => s.State == SuggestionState.Open || s.DecidedBy != null, Cancel));
    }

    [Fact]
    public async Task Selected_words_become_an_event_and_a_suggestion_the_same_event()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.QuarrelAsync();
        var page = await OpenAsync(desk, "quarrel");
        await page.EvaluateAsync("""
            () => {
              const text = [...document.querySelectorAll("[data-block]")].find(b => b.textContent.startsWith("A few weeks")).firstChild;
              const node = text.nodeType === Node.TEXT_NODE ? text : text.firstChild;
              getSelection().setBaseAndExtent(node, 20, node, 53);
            }
            """);
        await page.Keyboard.PressAsync("n");
        await page.Locator("[data-bar] button[data-new=event]").ClickAsync();
        Assert.Equal("ministers had met in the old town", (await page.GetByLabel("What happened", new() { Exact = true }).InputValueAsync()).Trim());
        await page.GetByLabel("What happened", new() { Exact = true }).FillAsync("A meeting");
        await page.GetByLabel("What happened", new() { Exact = true }).PressAsync("Enter");
        await Expect(page.Locator("[data-state=kept][data-kind=event]")).ToContainTextAsync("A meeting");

        await page.Locator("[data-state=open][data-kind=event] h2").Last.ClickAsync();
        await page.Keyboard.PressAsync("m");
        await page.GetByRole(AriaRole.Button, new() { Name = "These are one event" }).ClickAsync();
        await Expect(page.Locator("[data-progress-text]")).ToHaveTextAsync("1 of 4 decided");

        await using var db = desk.Db();
        var meeting = await db.Set<EventRow>().SingleAsync(Cancel);
        Assert.Equal("A meeting", meeting.Label);
        Assert.Equal(2, await db.Set<Broadside.Record.Anchoring.AnchorRow>().CountAsync(a => a.Claim == meeting.Id, Cancel));
    }

    /// <summary>The measure of the whole: a long article, imported as it was saved, reviewed by one key a card.</summary>
    [Fact]
    public async Task A_long_article_is_reviewed_in_forty_decisions()
    {
        await using var desk = await TestDesk.StartAsync();
        var seed = TestData.At("inputs", "seed-page.txt");
        await desk.Get<ImportPages>().RunAsync([seed], new ImportOptions(), (_, _) => { }, Cancel);
        var id = await PublishedAsync(desk, new DateTimeOffset(2025, 7, 8, 12, 0, 0, TimeSpan.Zero));
        await desk.Get<KeepSuggestions>().RunAsync(id, Cancel);
        var page = await OpenAsync(desk, id);

        var (decisions, wordsRead) = (0, 0);
        while (await page.Locator("[data-card][data-state=open]").CountAsync() is var open and > 0)
        {
            Assert.True(++decisions <= MostDecisions, $"{open} cards are open after {MostDecisions} decisions");
            // Every word that the card shows, but for those on its buttons; why it is suggested is shown to who asks.
            wordsRead += await Current(page).EvaluateAsync<int>("""
                card => [...card.children].filter(part => !part.matches("form, details")).map(part => part.innerText).join(" ").split(/\s+/).filter(word => /\w/.test(word)).length
                """);
            await page.Keyboard.PressAsync("a");
            await Expect(page.Locator("[data-card][data-state=open]")).Not.ToHaveCountAsync(open);
            // The page is ahead of the newsroom: what it still has to say, it says at the end.
            await page.WaitForFunctionAsync("() => { const bar = document.querySelector('progress'); return bar.value === bar.max || document.querySelector('[data-card][data-state=open]') }");
        }

        await using var db = desk.Db();
        var events = await db.Set<EventRow>().OrderBy(e => e.Earliest).Select(e => $"{e.Edtf} {e.Basis} {e.PloverType} {e.Label}").ToListAsync(Cancel);
        Assert.True(await db.Set<EventRow>().CountAsync(e => e.Edtf != null, Cancel) >= 12, string.Join('\n', events));
        Assert.Equal(9, await db.Set<QuoteRow>().CountAsync(q => q.Speaker != null && q.IsDirect, Cancel));
        var seconds = (wordsRead / WordsASecond) + (decisions * SecondsADecision);
        TestContext.Current.TestOutputHelper?.WriteLine($"{decisions} decisions, {wordsRead} words to read: {seconds:f0} seconds");
        Assert.InRange(seconds, 1, MostSeconds);
        await desk.Get<ChangeDossier>().MakeAsync("seed", new DossierFields { Title = "Seed" }, Actor.Operator, Cancel);
        await desk.Get<ChangeDossier>().ArticlesAsync("seed", [id], Actor.Operator, Cancel);
        var dossier = await desk.Get<PublishDossier>().PreviewAsync("seed", Cancel);
        Assert.Equal(await db.Set<EventRow>().CountAsync(Cancel), dossier.Value!.Events.Count);
        Assert.Equal(await db.Set<QuoteRow>().CountAsync(Cancel), dossier.Value.Quotes.Count);
    }

    private static async Task<string> PublishedAsync(TestDesk desk, DateTimeOffset on)
    {
        await using var db = desk.Db();
        var article = await db.Set<Article>().AsNoTracking().SingleAsync(Cancel);
        var content = await desk.Get<ArticleTexts>().NewestAsync(db, article.Id, Cancel);
        await desk.Get<SaveDraft>().RunAsync(content! with { PublishedAt = on }, Actor.Operator, Cancel);
        await desk.Get<PublishArticle>().RunAsync(article.Id, Actor.Operator, "A test.", Cancel);
        return article.Id;
    }

    private async Task<IPage> OpenAsync(TestDesk desk, string article)
    {
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var page = await browser.OpenPageAsync();
        await DeskAxeTests.SignInAsync(page, desk);
        await page.GotoAsync($"{desk.Address}/desk/articles/{article}/record");
        await Expect(Current(page)).ToHaveCountAsync(1);
        return page;
    }

    private static ILocator Current(IPage page) => page.Locator("[data-card][aria-current]");
}
