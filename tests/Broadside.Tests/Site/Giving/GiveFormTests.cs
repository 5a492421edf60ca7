using System.Net;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Offer;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Site.Giving;

/// <summary>What people and programs type into the form, and what they are told.</summary>
public sealed class GiveFormTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "0", "The smallest gift is 5 EUR")]
    [InlineData("en", "-5", "The smallest gift is 5 EUR")]
    [InlineData("en", "4.99", "The smallest gift is 5 EUR")]
    [InlineData("en", "1000000000", "That is more than can be paid in this way")]
    [InlineData("en", "1e9", "That is no amount that can be read. Write it in figures, as 10.50.")]
    [InlineData("en", "10,50", "That is no amount that can be read")]
    [InlineData("en", "１０", "That is no amount that can be read")]
    [InlineData("en", "10.005", "That is no amount that can be read")]
    [InlineData("en", "ten", "That is no amount that can be read")]
    [InlineData("es", "10.50", "Esa cantidad no se puede leer. Escríbala en cifras, como 10,50.")]
    public async Task What_is_no_amount_is_said_at_the_field_and_everything_typed_is_kept(string language, string own, string said)
    {
        await using var house = await GivingHouse.StartAsync();
        var form = (await house.OpenAsync("/give?lang=" + language)).With("own", own).With("email", "ana@example.org").With("name", "Ana").With("visibility", "first").With("tribute", "For Ida").With("rail", "paypal").With("cover", "yes").With("country", "ES").With("repeats", "monthly");

        var answer = await form.SendAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.True(answer.Says(said), answer.Text);
        Assert.Equal("true", answer.Page.QuerySelector("#own")!.GetAttribute("aria-invalid"));
        Assert.Equal("#own", answer.Page.QuerySelector("[role=alert] a")!.GetAttribute("href"));
        var kept = answer.Fields();
        Assert.All(form.Fields.Where(f => f.Key is not ("token" or "choice")), f => Assert.Equal(f.Value, kept[f.Key]));
        await using var db = house.Newsroom.Db();
        Assert.Equal(0, await db.Set<Gift>().CountAsync(Cancel));
    }

    [Theory]
    [InlineData("en", "10.50", 1050)]
    [InlineData("es", "10,50", 1050)]
    [InlineData("es", "1.250", 125_000)]
    [InlineData("en", " 1,250.00 ", 125_000)]
    public async Task An_amount_is_read_as_the_pages_language_writes_it(string language, string own, long minor)
    {
        await using var house = await GivingHouse.StartAsync();

        var answer = await (await house.OpenAsync("/give?lang=" + language)).With("own", own).SendAsync();

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await using var db = house.Newsroom.Db();
        Assert.Equal(minor, (await db.Set<Gift>().SingleAsync(Cancel)).Amount);
    }

    [Theory]
    [InlineData("currency", "GBP", "rail")]
    [InlineData("currency", "XXX", "own")]
    [InlineData("rail", "bank:GB00EVIL", "rail")]
    [InlineData("fund", "mine", "give")]
    [InlineData("email", "ana at example", "email")]
    [InlineData("name", "Buy at https://casino.example/", "name")]
    [InlineData("tribute", "www.casino.example", "tribute")]
    [InlineData("country", "Q1", "country")]
    [InlineData("choice", "", "own")]
    public async Task What_was_tampered_with_or_cannot_be_is_refused_at_its_field(string field, string value, string at)
    {
        await using var house = await GivingHouse.StartAsync();

        var answer = await (await house.OpenAsync()).With(field, value).SendAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var lead = answer.Page.QuerySelector("[role=alert] a")!.GetAttribute("href")!;
        Assert.True(lead == "#" + at || (at == "own" && lead == "#currency"), lead);
        Assert.NotNull(answer.Page.QuerySelector(lead));
        Assert.Empty(house.Simulator.Stripe.Sessions);
    }

    [Fact]
    public async Task A_name_comes_without_marks_that_turn_it_round_on_one_line_and_not_too_long()
    {
        await using var house = await GivingHouse.StartAsync();

        await (await house.OpenAsync()).With("name", "\u202EanA\u0007\n <b>" + new string('x', 10_000)).With("visibility", "name").SendAsync();

        await using var db = house.Newsroom.Db();
        var name = (await db.Set<GiftDetails>().SingleAsync(Cancel)).Name!;
        Assert.StartsWith("anA <b>x", name, StringComparison.Ordinal);
        Assert.Equal(80, name.Length);
    }

    [Fact]
    public async Task One_form_is_one_attempt_and_the_second_press_leads_to_it()
    {
        await using var house = await GivingHouse.StartAsync();
        var form = await house.OpenAsync();
        await form.SendAsync();

        var again = await form.With("own", "999").SendAsync();

        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.StartsWith("/give/thanks/", again.Location, StringComparison.Ordinal);
        Assert.Single(house.Simulator.Stripe.Sessions);
    }

    [Theory]
    [InlineData(0, "That was quicker than people are", true)]
    [InlineData(3 * 3600, "This page lay open for too long", false)]
    public async Task A_form_that_is_too_fresh_or_too_old_is_shown_again_and_then_taken(int seconds, string said, bool keepsToken)
    {
        await using var house = await GivingHouse.StartAsync();
        var form = (await house.OpenAsync(read: TimeSpan.FromSeconds(seconds))).With("own", "12");

        var answer = await form.SendAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.True(answer.Says(said), answer.Text);
        Assert.Equal(keepsToken, answer.Fields()["token"] == form.Fields["token"]);
        house.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("One step to go", (await house.PostAsync("/give", answer.Fields())).Title);
    }

    [Fact]
    public async Task Who_fills_in_what_people_do_not_see_begins_nothing()
    {
        await using var house = await GivingHouse.StartAsync();

        var answer = await (await house.OpenAsync()).With("website", "https://casino.example").SendAsync();

        Assert.Equal((HttpStatusCode.OK, "Thank you"), (answer.Status, answer.Title));
        await using var db = house.Newsroom.Db();
        Assert.Equal(0, await db.Set<Gift>().CountAsync(Cancel));
    }

    [Fact]
    public async Task That_a_campaign_is_over_is_said_before_paying()
    {
        await using var house = await GivingHouse.StartAsync();
        await house.AddAsync(house.Winter());
        var form = await house.OpenAsync("/give?campaign=winter", TimeSpan.FromDays(31));
        Assert.Equal("A winter of reporting", form.Page.Title);
        var fresh = (await house.OpenAsync()).Fields["token"];

        var over = await form.With("token", fresh).SendAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, over.Status);
        Assert.True(over.Says("A winter of reporting is over. Your gift would go to: Wherever it is needed most."), over.Text);
        Assert.Empty(house.Simulator.Stripe.Sessions);
        Assert.Equal("One step to go", (await house.PostAsync("/give", over.Fields())).Title);

        await using var db = house.Newsroom.Db();
        var gift = await db.Set<Gift>().SingleAsync(Cancel);
        Assert.Equal((null, "general"), (gift.Campaign, gift.Fund));
        Assert.True((await house.GetAsync("/give?campaign=winter")).Says("A winter of reporting is over."));
    }

    [Fact]
    public async Task With_every_processor_cut_and_no_database_the_page_is_there_and_the_bank_takes_the_gift()
    {
        await using var house = await GivingHouse.StartAsync();
        var before = (await house.GetAsync("/give")).Page.QuerySelectorAll("[name=rail]").Select(r => r.GetAttribute("value")).ToList();
        Assert.Equal(["stripe", "paypal", "bank:" + GivingHouse.Iban, "cheque"], before);
        foreach (var rail in (string[])["stripe", "paypal"])
        {
            await house.Newsroom.Get<RailBoard>().SignalAsync(rail, null, null, new RailSignal.CutNow("drill"), Actor.Operator, Cancel);
        }
        house.Simulator.Stripe.Fault = house.Simulator.PayPal.Fault = Fault.Blackhole;
        await house.Newsroom.AlterAsync("ALTER TABLE campaigns RENAME TO gone");
        var form = await house.OpenAsync();
        Assert.Equal(["bank:" + GivingHouse.Iban, "cheque"], form.Page.Page.QuerySelectorAll("[name=rail]").Select(r => r.GetAttribute("value")));
        Assert.Equal(0, house.Simulator.Stripe.Hanging);
        await house.Newsroom.AlterAsync("ALTER TABLE gone RENAME TO campaigns");

        Assert.Equal("Transfer your gift", (await form.SendAsync()).Title);
    }

    [Fact]
    public async Task Where_only_other_recipients_are_left_nobody_is_led_to_one()
    {
        await using var house = await GivingHouse.StartAsync();
        await using (var db = house.Newsroom.Db())
        {
            db.Add(new LegalRecipient { Id = "sponsor", Name = "Sponsor Inc.", ReceiptText = "", ActiveFrom = house.Time.GetUtcNow() });
            await db.SaveChangesAsync(Cancel);
        }
        await house.AddAsync(new Fund { Id = "legal", Name = "Legal defence", Recipient = "sponsor" });

        var page = await house.GetAsync("/give");
        var other = await house.GetAsync("/give?fund=legal");

        Assert.Contains("Give for: Legal defence", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Page.QuerySelectorAll("select[name=fund]"));
        Assert.True(other.Says("takes no gifts here yet"), other.Text);
    }

    [Fact]
    public async Task Where_nothing_is_set_up_the_page_says_so_and_no_page_leads_there()
    {
        await using var house = await GivingHouse.StartAsync(isSetUp: false);

        var page = await house.GetAsync("/give");

        Assert.Equal((HttpStatusCode.OK, 0), (page.Status, page.Page.QuerySelectorAll("main form").Length));
        Assert.True(page.Says("takes no gifts here yet"), page.Text);
        Assert.DoesNotContain("/give", (await house.GetAsync("/")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync("/give/offline/")).Status);
    }

    [Fact]
    public async Task Looking_begins_nothing_and_HEAD_has_no_body()
    {
        await using var house = await GivingHouse.StartAsync();
        await (await house.OpenAsync()).SendAsync();
        await using var db = house.Newsroom.Db();
        var address = house.Newsroom.Get<GiftAddress>().Of((await db.Set<Attempt>().SingleAsync(Cancel)).Id);
        foreach (var path in (string[])["/give?campaign=x&fund=y&monthly", "/give/thanks/" + address, "/give/back/" + address, "/give/how/" + address])
        {
            using var head = await house.Newsroom.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancel);
            Assert.Equal((HttpStatusCode.OK, true), (head.StatusCode, head.Headers.CacheControl!.NoStore));
            Assert.Equal(HttpStatusCode.OK, (await house.GetAsync(path)).Status);
        }
        Assert.Equal((1, 1), (await db.Set<Gift>().CountAsync(Cancel), await db.Set<Attempt>().CountAsync(Cancel)));
        Assert.Single(house.Simulator.Stripe.Sessions);
    }

    [Fact]
    public async Task Of_several_currencies_the_donor_chooses_and_a_rail_that_lacks_it_says_so()
    {
        await using var house = await GivingHouse.StartAsync();

        var yen = await house.OpenAsync("/give?currency=JPY");
        Assert.Equal(["1000", "3000", "5000"], yen.Page.Page.QuerySelectorAll("[name=choice]").Select(c => c.GetAttribute("value")).Where(v => v != "own"));
        var refused = await yen.With("rail", "paypal").SendAsync();
        Assert.True(refused.Status == HttpStatusCode.UnprocessableEntity && refused.Says("does not take that currency"), refused.Text);

        Assert.True((await house.PostAsync("/give", new Dictionary<string, string>(refused.Fields()) { ["rail"] = "stripe" })).Says("3,000 JPY"));
    }
}
