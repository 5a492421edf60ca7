using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Articles.Writing;

/// <summary>What people do on the writing page, in Chromium, against the program itself.</summary>
[Trait("Suite", "slow")]
public sealed partial class WritingJourneyTests(Browser browser)
{
    [Fact]
    public async Task Killed_in_the_middle_of_typing_and_started_again_nothing_is_lost()
    {
        await using var newsroom = await ServedNewsroom.StartAsync();
        var page = await newsroom.JoinAsync(browser, "Ana Roa", "writer");
        var id = await page.BeginAsync(newsroom, "Killed");
        await page.AtEndAsync();
        var words = Enumerable.Range(0, 60).Select(i => $"word{i} ").ToList();
        for (var i = 0; i < words.Count; i++)
        {
            await page.Keyboard.TypeAsync(words[i]);
            if (i is 20 or 40)
            {
                await newsroom.KillAsync();
            }
            else if (i is 30 or 50)
            {
                await newsroom.ServeAsync();
            }
        }
        await page.Keyboard.TypeAsync("end");
        await page.SavedAsync();

        Assert.Equal(string.Concat(words) + "end", await page.TextAsync(id));
        // What was said to be saved survives the next kill too.
        await newsroom.KillAsync();
        await newsroom.ServeAsync();
        await page.OpenAsync(newsroom, id);
        await Expect(page.Locator(".ed-text > p").First).ToHaveTextAsync(string.Concat(words) + "end");
    }

    [Fact]
    public async Task Without_a_network_the_words_wait_and_go_when_it_is_back()
    {
        await using var newsroom = await ServedNewsroom.StartAsync();
        var page = await newsroom.JoinAsync(browser, "Ana Roa", "writer");
        var id = await page.BeginAsync(newsroom, "Offline");
        await page.AtEndAsync();
        await page.Keyboard.TypeAsync("Before.");
        await page.SavedAsync();
        await page.Context.SetOfflineAsync(true);
        await page.Keyboard.TypeAsync(" Meanwhile.");
        await page.State().ToHaveTextAsync("offline: 1 change kept here");
        await page.Context.SetOfflineAsync(false);
        await page.SavedAsync();

        Assert.Equal("Before. Meanwhile.", await page.TextAsync(id));
    }

    [Fact]
    public async Task Two_people_take_over_from_each_other_and_merge_and_no_word_of_either_is_lost()
    {
        await using var newsroom = await ServedNewsroom.StartAsync();
        var ana = await newsroom.JoinAsync(browser, "Ana Roa", "editor");
        var ben = await newsroom.JoinAsync(browser, "Ben Oduya", "editor");
        var id = await ana.BeginAsync(newsroom, "Both");
        await ana.AtEndAsync();
        await ana.Keyboard.TypeAsync("One.");
        await ana.SavedAsync();

        await ben.OpenAsync(newsroom, id);
        await Expect(ben.GetByText(Writing("Ana Roa"))).ToBeVisibleAsync();
        await Expect(ben.Locator(".ed-text[contenteditable=\"false\"]")).ToBeVisibleAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync();
        await Expect(ben.Locator(".ed-text[contenteditable=\"true\"]")).ToBeVisibleAsync();
        await ben.AtEndAsync();
        await ben.Keyboard.TypeAsync(" Ben.");
        await ben.SavedAsync();
        await ana.AtEndAsync();
        await ana.Keyboard.TypeAsync(" Ana.");
        await Expect(ana.GetByText(Writing("Ben Oduya"))).ToBeVisibleAsync();
        await Expect(ana.Locator(".ed-text > p").First).ToHaveTextAsync("One. Ana.");
        await ana.GetByRole(AriaRole.Button, new() { Name = "Compare and take over" }).ClickAsync();
        await Expect(ana.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        // By keyboard: the third choice keeps both.
        await ana.Keyboard.PressAsync("3");
        await ana.Keyboard.PressAsync("Enter");
        await ana.SavedAsync();

        Assert.Equal("One. Ben.|One. Ana.", await ana.TextAsync(id));
    }

    [Fact]
    public async Task A_second_tab_of_one_person_follows_and_goes_on_in_place_of_the_first()
    {
        await using var newsroom = await ServedNewsroom.StartAsync();
        var first = await newsroom.JoinAsync(browser, "Ana Roa", "writer");
        var id = await first.BeginAsync(newsroom, "Tabs");
        await first.AtEndAsync();
        await first.Keyboard.TypeAsync("First tab.");
        await first.SavedAsync();
        var second = await first.Context.NewPageAsync();
        await second.OpenAsync(newsroom, id);
        await Expect(second.GetByText("You are writing this article in another tab.")).ToBeVisibleAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Write here" }).ClickAsync();
        await Expect(second.Locator(".ed-text[contenteditable=\"true\"]")).ToBeVisibleAsync();
        await second.AtEndAsync();
        await second.Keyboard.TypeAsync(" Second tab.");
        await second.SavedAsync();
        await Expect(first.Locator(".ed-text > p").First).ToHaveTextAsync("First tab. Second tab.");

        Assert.Equal("First tab. Second tab.", await second.TextAsync(id));
    }

    [Fact]
    public async Task By_keyboard_alone_an_article_is_begun_written_noted_and_its_details_said()
    {
        await using var newsroom = await ServedNewsroom.StartAsync();
        var page = await newsroom.JoinAsync(browser, "Ana Roa", "writer");
        await page.GotoAsync(newsroom.Address + "/desk/articles/new");
        // The browser moves there by itself, a moment after the page has come.
        await Expect(page.GetByLabel("Headline")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("By keys");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".ed-text[role=textbox]")).ToBeVisibleAsync();
        await page.Locator(".ed-title").FocusAsync();
        foreach (var key in new[] { "Enter", "S", "o", ".", "Enter", "#", "#", " ", "H", "e", "a", "d", "Enter", "W", "o", "r", "d", "s", "." })
        {
            await page.Keyboard.PressAsync(key);
        }
        await page.Keyboard.PressAsync("Control+s");
        await page.SavedAsync();
        await page.Keyboard.PressAsync("Control+Alt+m");
        await page.Keyboard.TypeAsync("Is this so?");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".ed-remark-text")).ToHaveTextAsync("Is this so?");
        await page.GetByRole(AriaRole.Link, new() { Name = "Details" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Label").FocusAsync();
        await page.Keyboard.TypeAsync("Analysis");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Details saved.")).ToBeVisibleAsync();
        var id = new Uri(page.Url).AbsolutePath.Split('/')[3];

        var content = await page.KeptAsync(id);
        Assert.Equal(("By keys", "So.", "Analysis"), ((string?)content["title"], (string?)content["standfirst"], (string?)content["label"]));
        Assert.Equal(["heading", "paragraph"], content["blocks"]!.AsArray().Select(b => (string?)b!["kind"]));
    }

    [Fact]
    public async Task Without_scripts_two_people_write_and_what_both_changed_is_chosen()
    {
        await using var newsroom = await ServedNewsroom.StartAsync();
        var ana = await newsroom.JoinAsync(browser, "Ana Roa", "editor", scripts: false);
        var ben = await newsroom.JoinAsync(browser, "Ben Oduya", "editor");
        await ana.GotoAsync(newsroom.Address + "/desk/articles/new");
        await ana.GetByLabel("Headline").FillAsync("Plain");
        await ana.GetByRole(AriaRole.Button, new() { Name = "Begin writing" }).ClickAsync();
        var id = new Uri(ana.Url).AbsolutePath.Split('/')[^1];
        await ana.GetByLabel("Text").FillAsync("One.\n\nTwo.");
        await ana.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ana.Locator(".done")).ToHaveTextAsync("Saved.");
        // Her lease ends with her last act: without scripts nothing beats.
        await ben.OpenAsync(newsroom, id);
        await ben.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync();
        await Expect(ben.Locator(".ed-text[contenteditable=\"true\"]")).ToBeVisibleAsync();
        await ben.Locator(".ed-text > p").First.ClickAsync(new() { Position = new() { X = 10, Y = 8 } });
        await ben.Keyboard.PressAsync("End");
        await ben.Keyboard.TypeAsync(" Ben.");
        await ben.SavedAsync();

        await ana.GetByLabel("Text").FillAsync("One. Ana.\n\nTwo. Ana.");
        await ana.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ana.GetByText("One. Ben.")).ToBeVisibleAsync();
        await ana.GetByText("Keep both, one after the other").ClickAsync();
        await ana.GetByRole(AriaRole.Button, new() { Name = "Save what I chose" }).ClickAsync();
        // He still has it: she says that she goes on in his place.
        await Expect(ana.GetByText("Ben Oduya is writing this article")).ToBeVisibleAsync();
        await ana.GetByRole(AriaRole.Button, new() { Name = "Take over and save" }).ClickAsync();
        await Expect(ana.Locator(".done")).ToContainTextAsync("Saved");

        Assert.Equal("One. Ben.|One. Ana.|Two. Ana.", await ben.TextAsync(id));
    }

    private static Regex Writing(string name) => new(Regex.Escape(name) + " is writing this article since");
}
