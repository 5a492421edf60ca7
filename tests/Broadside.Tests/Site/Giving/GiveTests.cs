using System.Net;
using Broadside.Giving.Gifts;
using Broadside.Tests.Giving.Pay;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Site.Giving;

/// <summary>From the form to the thanks, without scripts.</summary>
public sealed class GiveTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_donor_comes_from_the_form_to_the_rail_by_one_link_and_is_told_truly(string engine)
    {
        await using var house = await GivingHouse.StartAsync(engine);
        var form = await house.OpenAsync("/give?monthly");
        Assert.True(form.Page.Says("Your gift is received by Harbour Press e. V. (tax number DE 123). It is not tax-deductible."), form.Page.Text);
        Assert.Equal(("monthly", "stripe", "anonymous", false), (form.Fields["repeats"], form.Fields["rail"], form.Fields["visibility"], form.Fields.ContainsKey("cover")));

        var step = await form.With("repeats", "once").With("choice", "10.00").With("cover", "yes").With("email", "ana@example.org").SendAsync();

        Assert.Equal((HttpStatusCode.OK, "One step to go", true), (step.Status, step.Title, step.IsNoStore));
        var link = Assert.Single(step.Page.QuerySelectorAll("main a.button"));
        Assert.StartsWith(house.Simulator.Stripe.Address + "/pay/", link.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("noopener", link.GetAttribute("rel"), StringComparison.Ordinal);
        Assert.Contains(new Uri(house.Simulator.Stripe.Address).Authority, link.TextContent, StringComparison.Ordinal);
        Assert.True(step.Says("10.61 EUR") && step.Says("0.61 EUR"), step.Text);
        var session = Assert.Single(house.Simulator.Stripe.Sessions);

        var thanks = new Uri(session.SuccessUrl!.Replace("{CHECKOUT_SESSION_ID}", "", StringComparison.Ordinal)).AbsolutePath;
        var before = await house.GetAsync(thanks);
        Assert.Equal(("We have not seen it yet", true, true), (before.Title, before.IsNoStore, before.Body.Contains("noindex", StringComparison.Ordinal)));
        house.Simulator.Stripe.Press(session.Id, "pay");
        Assert.Equal("We have not seen it yet", (await house.GetAsync(thanks)).Title);
        house.Time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal("Thank you. Your gift has come", (await house.UntilAsync(thanks, "Thank you. Your gift has come")).Title);
        await using var db = house.Newsroom.Db();
        var gift = await db.Set<Gift>().SingleAsync(Cancel);
        Assert.Equal((1000, 61), (gift.Amount, gift.Cover));
    }

    [Fact]
    public async Task An_address_that_was_not_made_here_shows_nothing_of_anybody()
    {
        await using var house = await GivingHouse.StartAsync();
        await (await house.OpenAsync()).SendAsync();
        await using var db = house.Newsroom.Db();
        var attempt = await db.Set<Attempt>().SingleAsync(Cancel);

        foreach (var page in (string[])["thanks", "back", "how"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync($"/give/{page}/{attempt.Id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync($"/give/{page}/{attempt.Id}-{new string('0', 32)}")).Status);
        }
    }

    [Fact]
    public async Task The_bank_page_has_all_that_a_transfer_needs_and_a_code_that_a_phone_reads()
    {
        await using var house = await GivingHouse.StartAsync();
        var page = await (await house.OpenAsync()).With("rail", "bank:" + GivingHouse.Iban).With("choice", "25.00").SendAsync();

        await using var db = house.Newsroom.Db();
        var gift = await db.Set<Gift>().SingleAsync(Cancel);
        Assert.Equal("Transfer your gift", page.Title);
        Assert.True(page.Says("DE89 3704 0044 0532 0130 00") && page.Says("25 EUR") && page.Says(Broadside.Giving.References.GiftReference.Print(gift.Reference)), page.Text);
        var read = await Zbar.ReadAsync(page.Page.QuerySelector("figure.code svg")!.OuterHtml);
        Assert.Equal($"BCD\n002\n1\nSCT\n\nHarbour Press e. V.\n{GivingHouse.Iban}\nEUR25.00\n\n{gift.Reference}", read);

        var sent = await house.PostAsync("/give/sent", page.Fields());
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        Assert.Equal("Thank you. We look out for it", (await house.GetAsync(sent.Location!)).Title);
        Assert.Equal(0, await db.Set<Broadside.Giving.Ledger.EntryRow>().CountAsync(Cancel));
    }

    [Fact]
    public async Task A_dead_rail_is_answered_by_one_button_that_goes_on_with_the_same_gift()
    {
        await using var house = await GivingHouse.StartAsync();
        house.Simulator.Stripe.Fault = Fault.Error500;
        var down = await (await house.OpenAsync()).With("own", "33.50").With("email", "ana@example.org").With("tribute", "For Ida").SendAsync();

        Assert.Equal((HttpStatusCode.OK, "Card payments are not available just now"), (down.Status, down.Title));
        Assert.Equal("Continue with PayPal", Assert.Single(down.Page.QuerySelectorAll("main button")).TextContent);
        var step = await house.PostAsync("/give/again", down.Fields());

        Assert.StartsWith(house.Simulator.PayPal.Address, step.Page.QuerySelector("main a.button")!.GetAttribute("href"), StringComparison.Ordinal);
        await using var db = house.Newsroom.Db();
        var gift = await db.Set<Gift>().SingleAsync(Cancel);
        Assert.Equal((3350, "EUR"), (gift.Amount, gift.Currency));
        Assert.Equal(2, await db.Set<Attempt>().CountAsync(Cancel));
    }
}
