using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Broadside.Tests.Staff;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Articles.Writing;

/// <summary>People who write in Chromium, in a newsroom that the program serves from a process of its own.</summary>
internal static partial class WritingBrowser
{
    /// <summary>Somebody new on the staff, who has just joined by their one-time link.</summary>
    public static async Task<IPage> JoinAsync(this ServedNewsroom newsroom, Browser browser, string name, string role, bool scripts = true, int width = 1280, bool dark = false)
    {
        var added = await newsroom.RunAsync("staff", "add", $"{name.Split(' ')[0].ToLowerInvariant()}@example.org", "--name", name, "--role", role, "--json");
        var link = new Uri(JsonDocument.Parse(added.Output).RootElement.GetProperty("link").GetString()!).AbsolutePath;
        var page = await browser.OpenPageAsync(width, dark, scripts: scripts);
        await page.GotoAsync(newsroom.Address + link);
        if (scripts)
        {
            await page.Locator("summary").ClickAsync();
        }
        await page.Locator("#f-password").FillAsync(People.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join with this password" }).ClickAsync();
        await Expect(page.Locator(".side")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>Begins an article and waits until the editor is there.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> BeginAsync(this IPage page, ServedNewsroom newsroom, string title)
    {
        await page.GotoAsync(newsroom.Address + "/desk/articles/new");
        await page.GetByLabel("Headline").FillAsync(title);
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin writing" }).ClickAsync();
        await Expect(page.Locator(".ed-text[role=textbox]")).ToBeVisibleAsync();
        return new Uri(page.Url).AbsolutePath.Split('/')[^1];
    }

    public static async Task OpenAsync(this IPage page, ServedNewsroom newsroom, string id)
    {
        await page.GotoAsync($"{newsroom.Address}/desk/articles/{id}");
        await Expect(page.Locator(".ed-text[role=textbox]")).ToBeVisibleAsync();
    }

    public static async Task AtEndAsync(this IPage page, int block = 0)
    {
        await page.Locator(".ed-text > *").Nth(block).ClickAsync(new() { Position = new() { X = 20, Y = 8 } });
        await page.Keyboard.PressAsync("Control+End");
    }

    public static ILocatorAssertions State(this IPage page) => Expect(page.Locator(".ed-state"));

    public static Task SavedAsync(this IPage page) => page.State().ToHaveTextAsync(Saved());

    /// <summary>What the newsroom has, found as the editor finds it when it reads the page again.</summary>
    public static async Task<JsonNode> KeptAsync(this IPage page, string id)
    {
        var answer = await page.EvaluateAsync<string>("async id => await (await fetch('/desk/articles/' + id)).text()", id);
        return JsonNode.Parse(Draft().Match(answer).Groups[1].Value)!["content"]!;
    }

    public static async Task<string> TextAsync(this IPage page, string id) =>
        string.Join('|', (await page.KeptAsync(id))["blocks"]!.AsArray().Select(b => (string?)b!["text"]));

    [GeneratedRegex(@"^saved \d\d:\d\d:\d\d$")]
    private static partial Regex Saved();

    [GeneratedRegex(@"<script type=""application/json"" id=""draft"">([\s\S]*?)</script>")]
    private static partial Regex Draft();
}
