using Broadside.Digest;
using Broadside.Digest.Composing;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Offer;
using Broadside.Kit;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Site.Giving;

/// <summary>What readers are told that a campaign has come to.</summary>
public sealed class GiveCampaignTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_read_earlier_does_not_stand_in_the_place_of_what_was_read_later()
    {
        await using var house = await GivingHouse.StartAsync();
        await house.AddAsync(house.Winter());
        var offer = house.Newsroom.Get<GiftOffer>();
        using var read = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var earlier = Task.Run(
            async () =>
            {
                Mishap.Heard.Value = _ => { read.Release(); go.Wait(Cancel); };
                await offer.ReloadAsync(Cancel);
            },
            Cancel);
        await read.WaitAsync(Cancel);
        await using (var db = house.Newsroom.Db())
        {
            await db.Set<Campaign>().ExecuteUpdateAsync(c => c.SetProperty(x => x.Title, "Another winter"), Cancel);
        }

        var later = offer.ReloadAsync(Cancel);
        await Task.WhenAny(later, Task.Delay(500, Cancel));
        go.Release(100);
        await Task.WhenAll(earlier, later);

        Assert.Equal("Another winter", offer.Running!.Campaign.Title);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_total_is_what_the_books_say_and_stands_for_a_quarter_of_an_hour(string engine)
    {
        await using var house = await GivingHouse.StartAsync(engine);
        var campaign = house.Winter();
        campaign.Offline = 100_000;
        await house.PublishAsync(Newspaper.Article("a", "The harbour", "It was quiet."));
        await house.AddAsync(campaign);
        var (count, post) = (house.Newsroom.Get<CountCampaigns>(), house.Newsroom.Get<PostFacts>());
        var first = await ChargeAsync(house, "ch_1", 50_000, "Ana Ruiz", Visibility.FirstName);
        await count.RunAsync("{}", Cancel);
        Assert.True((await house.GetAsync("/give")).Says("1,500 EUR of 10,000 EUR"), (await house.GetAsync("/give")).Text);
        Assert.True((await house.GetAsync("/give")).Says("One person gave") && (await house.GetAsync("/give")).Says("Among them Ana."));
        Assert.True((await house.GetAsync("/")).Says("1,500 EUR of 10,000 EUR"));
        Assert.DoesNotContain("Ana", (await house.GetAsync("/")).Text, StringComparison.Ordinal);

        await ChargeAsync(house, "ch_2", 250_000, "Ben Okri", Visibility.Anonymous);
        house.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(0, await count.RunAsync(Cancel));
        Assert.True((await house.GetAsync("/")).Says("1,500 EUR of 10,000 EUR"));
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await count.RunAsync("{}", Cancel);
        var page = await house.GetAsync("/give");
        Assert.True(page.Says("4,000 EUR of 10,000 EUR") && page.Says("2 people gave") && !page.Says("Ben"), page.Text);
        Assert.Equal("40", page.Page.QuerySelector("progress")!.GetAttribute("value"));
        Assert.True((await house.GetAsync("/")).Says("4,000 EUR of 10,000 EUR"));

        await post.RunAsync([new Fact("stripe", "acct", FactKind.Refund, "re_1", new Money(20_000, "EUR"), house.Time.GetUtcNow()) { Gift = first.Id, PaymentRemoteId = "ch_1" }], Cancel);
        house.Time.Advance(TimeSpan.FromMinutes(15));
        await count.RunAsync("{}", Cancel);
        Assert.True((await house.GetAsync("/give")).Says("3,800 EUR of 10,000 EUR"), (await house.GetAsync("/give")).Text);
    }

    [Fact]
    public async Task A_campaign_that_ends_leaves_the_front_page()
    {
        await using var house = await GivingHouse.StartAsync();
        await house.PublishAsync(Newspaper.Article("a", "The harbour", "It was quiet."));
        await house.AddAsync(house.Winter());
        Assert.True((await house.GetAsync("/")).Says("A winter of reporting"));

        house.Time.Advance(TimeSpan.FromDays(31));
        await house.Newsroom.Get<GiftOffer>().ReloadAsync(Cancel);

        Assert.False((await house.GetAsync("/")).Says("A winter of reporting"));
    }

    [Fact]
    public async Task An_article_asks_without_a_number_and_a_digest_tells_the_published_one()
    {
        await using var house = await GivingHouse.StartAsync();
        await house.PublishAsync(Newspaper.Article("a", "The harbour", "It was quiet."));
        var campaign = house.Winter();
        campaign.Offline = 250_000;
        await house.AddAsync(campaign);

        var article = await house.GetAsync("/2026/11/a/");
        var box = article.Page.QuerySelector("article aside.give-box")!;
        var (html, text) = await DigestAsync(house);

        Assert.Equal("../../../give", box.QuerySelector("a")!.GetAttribute("href"));
        Assert.DoesNotMatch("[0-9]", box.TextContent);
        Assert.All([html, text], body => Assert.Contains("2,500\u00a0EUR of 10,000\u00a0EUR", body, StringComparison.Ordinal));
        Assert.All([html, text], body => Assert.Contains("/give?campaign=winter", body, StringComparison.Ordinal));
    }

    private static async Task<(string Html, string Text)> DigestAsync(GivingHouse house)
    {
        var compose = house.Newsroom.Get<ComposeDigest>();
        var outlook = await house.Newsroom.Get<LookAhead>().RunAsync(DigestKind.Daily, Cancel);
        var view = compose.View(outlook.Digest, outlook.Gathered, "en", "", null)!;
        return (compose.Html(view), compose.Text(view));
    }

    private static async Task<Gift> ChargeAsync(GivingHouse house, string remote, long amount, string name, Visibility visibility)
    {
        var id = house.Newsroom.Get<Ids>().New();
        var gift = new Gift { Id = id, Reference = "RF" + id, Amount = amount, Currency = "EUR", Fund = "general", Campaign = "winter", Recipient = "outlet", Visibility = visibility, Language = "en", Source = "page", CreatedAt = house.Time.GetUtcNow() };
        await house.AddAsync(gift);
        await house.AddAsync(new GiftDetails { Gift = id, Name = name });
        await house.Newsroom.Get<PostFacts>().RunAsync([new Fact("stripe", "acct", FactKind.Charge, remote, new Money(amount, "EUR"), house.Time.GetUtcNow()) { Gift = id, PaymentRemoteId = remote }], Cancel);
        return gift;
    }
}
