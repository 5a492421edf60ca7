using Broadside.Articles;
using Broadside.Giving.Gifts;
using Broadside.Giving.Offer;
using Broadside.Tests.Desk;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Site.Giving;

/// <summary>Donors in Chromium: without scripts from the form over another origin to the thanks; and axe on every page.</summary>
[Trait("Suite", "slow")]
public sealed class GiveScreens(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_scripts_a_donor_gives_on_another_origin_and_is_thanked_when_it_has_come()
    {
        await using var house = await GivingHouse.StartAsync();
        await house.AddAsync(house.Winter());
        var page = await browser.OpenPageAsync(360, scripts: false);
        await page.GotoAsync(house.Newsroom.Address + "/give");
        await page.GetByLabel("Each year").CheckAsync(new() { Force = true });
        await page.GetByLabel("Once").CheckAsync(new() { Force = true });
        await page.GetByLabel("Amount of your own").FillAsync("20");
        await page.GetByLabel("I add the fee").CheckAsync();
        await page.GetByLabel("E-mail, for the receipt").FillAsync("ana@example.org");
        house.Time.Advance(TimeSpan.FromSeconds(20));
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("One step to go");
        Assert.StartsWith(house.Newsroom.Address, page.Url, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Pay at" }).ClickAsync();
        Assert.StartsWith(house.Simulator.Stripe.Address + "/pay/", page.Url, StringComparison.Ordinal);
        await Expect(page.Locator("#amount")).ToContainTextAsync("2091");
        await page.Locator("#pay").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("We have not seen it yet");
        Assert.StartsWith(house.Newsroom.Address + "/give/thanks/", page.Url, StringComparison.Ordinal);
        house.Time.Advance(TimeSpan.FromMinutes(11));
        await house.UntilAsync(new Uri(page.Url).AbsolutePath, "Thank you. Your gift has come");
        await page.GetByRole(AriaRole.Link, new() { Name = "Look again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Thank you. Your gift has come");
        await using var db = house.Newsroom.Db();
        Assert.Equal(-2000, (await db.Set<Broadside.Giving.Ledger.AccountSum>().SingleAsync(s => s.Account == "income:gifts:general", Cancel)).Amount);
    }

    [Theory]
    [ClassData(typeof(Looks))]
    public async Task Every_page_is_accessible(int width, bool dark, string language)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        await using var house = await GivingHouse.StartAsync();
        var page = await browser.OpenPageAsync(width, dark, policy: false);
        var faults = new List<string>();
        foreach (var (name, path) in await PagesAsync(house, language))
        {
            faults.AddRange(await DeskAxeTests.LookAsync(page, house.Newsroom.Address + path, axe));
            await Pictures.TakeAsync(page, name, width, dark, language);
        }
        // What only a press shows: a form with faults, and a rail that is down.
        await page.GotoAsync($"{house.Newsroom.Address}/give?lang={language}");
        await page.Locator("#own").FillAsync("ten");
        house.Time.Advance(TimeSpan.FromSeconds(5));
        await PressAsync("faults");
        await page.Locator("#own").FillAsync("30");
        house.Simulator.Stripe.Fault = Fault.Error500;
        await PressAsync("down");

        Assert.True(faults.Count == 0, string.Join('\n', faults));

        async Task PressAsync(string name)
        {
            await page.Locator("main form button").ClickAsync();
            await page.AddScriptTagAsync(new() { Path = axe });
            faults.AddRange(await page.EvaluateAsync<string[]>("async () => (await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map(v => v.id + ' ' + v.nodes.map(n => n.target.join(' ')).join(' | '))"));
            await Pictures.TakeAsync(page, name, width, dark, language);
        }
    }

    [Fact]
    public async Task Every_page_is_valid_HTML()
    {
        await using var house = await GivingHouse.StartAsync();
        foreach (var (name, path) in await PagesAsync(house, "en"))
        {
            var result = await Judge.RunAsync("judge-html.sh", house.Newsroom.Address + path);
            Assert.True(result.ExitCode == 0, $"{name}: {result.Output}{result.Error}");
        }
    }

    /// <summary>One page of each kind that a look alone shows.</summary>
    private static async Task<IReadOnlyList<(string Name, string Path)>> PagesAsync(GivingHouse house, string language)
    {
        await house.PublishAsync([.. Enumerable.Range(0, 5).Select(i => Newspaper.Article($"a{i}", $"The harbour, part {i + 1}", "The harbour was quiet, and nobody had asked why.") with { Language = language, Bylines = [new Byline("ana-ruiz", "Ana Ruiz")] })]);
        var campaign = house.Winter();
        (campaign.Offline, campaign.Title) = (325_000, language == "es" ? "Un invierno de reportajes" : campaign.Title);
        await house.AddAsync(campaign);
        await house.Newsroom.Get<CountCampaigns>().RunAsync("{}", Cancel);
        var (steps, attempts) = (house.Newsroom.Get<GiftAddress>(), new Dictionary<string, string>());
        foreach (var rail in (string[])["stripe", "bank:" + GivingHouse.Iban, "cheque"])
        {
            var form = (await house.OpenAsync("/give?lang=" + language)).With("rail", rail);
            await form.SendAsync();
            await using var db = house.Newsroom.Db();
            attempts[rail] = steps.Of((await db.Set<Attempt>().SingleAsync(a => a.Token == form.Fields["token"], Cancel)).Id);
        }
        var bank = attempts["bank:" + GivingHouse.Iban];
        return
        [
            ("give", "/give?lang=" + language), ("bank", "/give/how/" + bank), ("cheque", "/give/how/" + attempts["cheque"]), ("thanks", "/give/thanks/" + attempts["stripe"]), ("thanks-bank", "/give/thanks/" + bank),
            ("back", "/give/back/" + attempts["stripe"]), ("offline", language == "en" ? "/give/offline/" : $"/give/offline/{language}/"), ("front", language == "en" ? "/" : $"/{language}/"), ("article", "/2026/11/a0/"),
        ];
    }
}
