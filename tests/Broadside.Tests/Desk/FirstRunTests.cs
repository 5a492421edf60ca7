using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Desk;

/// <summary>From an empty folder on, as somebody does it who has just unpacked the program.</summary>
[Trait("Suite", "slow")]
public sealed partial class FirstRunTests(Browser browser)
{
    private const int MostInteractions = 12;

    // Nothing here is timed; the machine may be slow, a person's three minutes are the longest wait.
    [Theory(Timeout = 180_000)]
    [ClassData(typeof(Engines))]
    public async Task From_the_first_start_to_an_article_that_everybody_reads_it_takes_twelve_interactions_at_most(string engine)
    {
        await using var newsroom = await ServedNewsroom.StartAsync(engine);
        var page = await browser.OpenWithPasskeysAsync();
        var hand = new Hand(page);

        await page.GotoAsync(await LinkAsync(newsroom));
        await hand.FillAsync("Name of your outlet", "The Tide");
        await hand.FillAsync("Your name", "Ana Ruiz");
        await hand.FillAsync("Your e-mail address", "ana@example.org");
        await hand.PressAsync("Make a passkey");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Good to see you, Ana");

        await hand.FollowAsync("Write the first article");
        await hand.FillAsync("Headline", "The pumps are off");
        await hand.PressAsync("Begin writing");
        await Expect(page.Locator(".ed-text[role=textbox]")).ToBeFocusedAsync();
        await hand.TypeAsync("Nobody on the quay had slept.");
        // At once, before the editor would have saved by itself.
        await hand.FollowAsync("Publish");
        await hand.PressAsync("Publish now");
        var live = page.Locator(".live-link a");
        await Expect(live).ToHaveTextAsync(new Regex("/the-pumps-are-off/$"));

        Assert.InRange(hand.Interactions, 1, MostInteractions);
        var reader = await browser.OpenPageAsync();
        var answer = await reader.GotoAsync(newsroom.Address + await live.GetAttributeAsync("href")).WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(200, answer!.Status);
        await Expect(reader.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("The pumps are off");
        await Expect(reader.Locator("main")).ToContainTextAsync("Nobody on the quay had slept.");
    }

    [Fact]
    public async Task The_sample_outlet_is_loaded_in_one_press_and_removed_in_one()
    {
        await using var newsroom = await ServedNewsroom.StartAsync();
        var page = await browser.OpenWithPasskeysAsync();
        await SetUpAsync(page, newsroom);
        var hand = new Hand(page);

        await hand.PressAsync("Load the sample outlet");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The sample outlet is on your site.");
        Assert.True(await StoriesAsync(page, newsroom) > 5);

        await page.GoBackAsync();
        await hand.PressAsync("Remove the sample");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The sample outlet is gone.");
        Assert.Equal(0, await StoriesAsync(page, newsroom));
        Assert.Equal(2, hand.Interactions);
    }

    private static async Task<int> StoriesAsync(IPage page, ServedNewsroom newsroom)
    {
        await page.GotoAsync(newsroom.Address);
        await Expect(page).ToHaveTitleAsync(new Regex("The Tide"));
        return await page.Locator("main article").CountAsync();
    }

    private static async Task SetUpAsync(IPage page, ServedNewsroom newsroom)
    {
        await page.GotoAsync(await LinkAsync(newsroom));
        await page.GetByLabel("Name of your outlet").FillAsync("The Tide");
        await page.GetByLabel("Your name").FillAsync("Ana Ruiz");
        await page.GetByLabel("Your e-mail address").FillAsync("ana@example.org");
        await page.SendFormAsync("Make a passkey", "/desk?done=set_up");
    }

    // The server may answer a moment before it has printed the link.
    private static async Task<string> LinkAsync(ServedNewsroom newsroom)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            if (Link().Match(newsroom.Said()) is { Success: true } link)
            {
                return link.Value;
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException("No link to set up was printed: " + newsroom.Said());
    }

    [GeneratedRegex("http://localhost:[0-9]+/desk/setup/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
