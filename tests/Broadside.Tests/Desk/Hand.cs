using Microsoft.Playwright;

namespace Broadside.Tests.Desk;

/// <summary>A person's hand on a page: each field that is filled in and each press counts as one interaction.</summary>
internal sealed class Hand(IPage page)
{
    public int Interactions { get; private set; }

    public Task FillAsync(string label, string text)
    {
        Interactions++;
        return page.GetByLabel(label, new() { Exact = true }).FillAsync(text);
    }

    /// <summary>Types where the page has put the cursor, or where the last press was.</summary>
    public Task TypeAsync(string text)
    {
        Interactions++;
        return page.Keyboard.InsertTextAsync(text);
    }

    public Task PressAsync(string button) => PressAsync(page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    public Task FollowAsync(string link) => PressAsync(page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }));

    public Task PressAsync(ILocator what)
    {
        Interactions++;
        return what.ClickAsync();
    }
}
