using Microsoft.Playwright;

namespace Broadside.Tests.Desk;

/// <summary>A browser whose machine can make passkeys: a fingerprint reader that always says yes.</summary>
internal static class PasskeyBrowser
{
    public static async Task<IPage> OpenWithPasskeysAsync(this Browser browser)
    {
        var page = await browser.OpenPageAsync();
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return page;
    }

    /// <summary>Presses a button and waits for the page that its form leads to.</summary>
    public static async Task SendFormAsync(this IPage page, string button, string leadsTo)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.ToStandAtAsync(leadsTo);
    }
}
