using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Broadside.Giving.Gifts;
using Broadside.Giving.Guarding;
using Broadside.Giving.Health;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Site.Giving;

/// <summary>Against those who try stolen cards.</summary>
public sealed partial class GiftGuardTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Defence", "gift-guard")]
    public async Task Ten_thousand_posts_from_everywhere_open_thirty_checkouts_and_a_donor_still_gives()
    {
        await using var house = await GivingHouse.StartAsync(Engines.Sqlite, true, ("Site:TrustedProxies:0", "127.0.0.1"));
        var posts = TestSize.Pick(400, 10_000);
        var tokens = Enumerable.Range(0, posts).Select(_ => house.Newsroom.Get<FormTokens>().New()).ToList();
        house.Time.Advance(TimeSpan.FromSeconds(5));

        var answers = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(tokens.Select((token, i) => (token, i)), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (post, cancel) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/give")
            {
                Content = new FormUrlEncodedContent([new("own", "5"), new("currency", "EUR"), new("rail", "stripe"), new("token", post.token), new("email", $"bot{post.i}@example.org")]),
                Headers = { { "X-Forwarded-For", $"203.{post.i / 65536}.{post.i / 256 % 256}.{post.i % 256}" } },
            };
            using var answer = await house.Newsroom.Client.SendAsync(request, cancel);
            answers.Add(answer.StatusCode);
        });

        Assert.Equal(RailPressure.MostOpen, house.Simulator.Stripe.Sessions.Count);
        Assert.Equal(posts - RailPressure.MostOpen, answers.Count(a => a == HttpStatusCode.UnprocessableEntity));
        var form = await house.OpenAsync();
        var sum = Sum().Match(form.Page.Text);
        Assert.True(sum.Success, form.Page.Text);
        var answer = int.Parse(sum.Groups[1].Value, CultureInfo.InvariantCulture) + int.Parse(sum.Groups[2].Value, CultureInfo.InvariantCulture);
        Assert.Equal("One step to go", (await form.With("answer", answer.ToString(CultureInfo.InvariantCulture)).SendAsync()).Title);
        // The bank asks nobody anything: nobody learns there whether a card is good.
        Assert.Equal("Transfer your gift", (await (await house.OpenAsync()).With("rail", "bank:" + GivingHouse.Iban).SendAsync()).Title);
    }

    [Fact]
    [Trait("Defence", "gift-question")]
    public async Task From_one_network_the_sixth_within_ten_minutes_does_a_sum_first_with_every_choice_kept()
    {
        await using var house = await GivingHouse.StartAsync();
        for (var i = 0; i < GiftLimit.FromNetwork; i++)
        {
            Assert.Equal("One step to go", (await (await house.OpenAsync(read: TimeSpan.FromSeconds(5))).SendAsync()).Title);
        }
        var asked = await (await house.OpenAsync(read: TimeSpan.FromSeconds(5))).With("own", "42").With("answer", "1").SendAsync();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "42"), (asked.Status, asked.Fields()["own"]));
        Assert.True(asked.Says("That was not the sum"), asked.Text);
        Assert.Equal(GiftLimit.FromNetwork, house.Simulator.Stripe.Sessions.Count);

        var sum = Sum().Match(asked.Text);
        var right = new Dictionary<string, string>(asked.Fields()) { ["answer"] = (int.Parse(sum.Groups[1].Value, CultureInfo.InvariantCulture) + int.Parse(sum.Groups[2].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture) };
        Assert.Equal("One step to go", (await house.PostAsync("/give", right)).Title);
        // One answer is one gift.
        house.Time.Advance(TimeSpan.FromSeconds(1));
        var token = (await house.OpenAsync(read: TimeSpan.FromSeconds(5))).Fields["token"];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await house.PostAsync("/give", new Dictionary<string, string>(right) { ["token"] = token })).Status);

        house.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("One step to go", (await (await house.OpenAsync()).SendAsync()).Title);
    }

    [Fact]
    public void Networks_are_counted_as_providers_give_them_out_and_addresses_by_themselves()
    {
        var limit = new GiftLimit(new FakeTime());
        limit.Note(IPAddress.Parse("2001:db8:0:1100::1"), "ana@example.org");
        limit.Note(IPAddress.Parse("2001:db8:0:11ff::9"), "ana@example.org");
        limit.Note(IPAddress.Parse("2001:db8:0:1200::1"), null);
        limit.Note(IPAddress.Parse("::ffff:192.0.2.1"), null);

        Assert.Equal((2, 2), limit.Look(IPAddress.Parse("2001:db8:0:1142::2"), "ana@example.org"));
        Assert.Equal((1, 0), limit.Look(IPAddress.Parse("2001:db8:0:12aa::2"), "ben@example.org"));
        Assert.Equal((1, 0), limit.Look(IPAddress.Parse("192.0.2.1"), null));
        Assert.Equal((0, 0), limit.Look(IPAddress.Parse("192.0.2.2"), null));
    }

    [Theory]
    [InlineData(20, 14, false, HealthState.Healthy)]
    [InlineData(20, 15, true, HealthState.Healthy)]
    [InlineData(100, 95, true, HealthState.Healthy)]
    [InlineData(100, 96, true, HealthState.Paused)]
    public async Task Where_hardly_anything_is_paid_everybody_is_asked_and_then_the_rail_rests(int all, int failed, bool asks, HealthState state)
    {
        await using var house = await GivingHouse.StartAsync();
        await FillAsync(house, all, failed);

        var answer = await (await house.OpenAsync(read: TimeSpan.FromSeconds(5))).SendAsync();

        Assert.Equal(asks ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.OK, answer.Status);
        Assert.Equal(state, house.Newsroom.Get<RailBoard>().State("stripe", "EUR", null));
        if (state == HealthState.Paused)
        {
            Assert.DoesNotContain("stripe", answer.Page.QuerySelectorAll("[name=rail]").Select(r => r.GetAttribute("value")));
            house.Time.Advance(RailPressure.Rest);
            Assert.Contains("stripe", (await house.GetAsync("/give")).Page.QuerySelectorAll("[name=rail]").Select(r => r.GetAttribute("value")));
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task After_its_rest_and_after_the_treasurers_word_the_rail_takes_the_next_donors_gift_and_rests_no_more_for_what_was_before(string engine)
    {
        await using var house = await GivingHouse.StartAsync(engine);
        var board = house.Newsroom.Get<RailBoard>();
        await FillAsync(house, 100, 100);
        await (await house.OpenAsync(read: TimeSpan.FromSeconds(5))).SendAsync();
        Assert.Equal(HealthState.Paused, board.State("stripe", "EUR", null));

        house.Time.Advance(RailPressure.Rest);
        Assert.Equal("One step to go", (await GiveAsync(house)).Title);
        Assert.Equal((HealthState.Healthy, 1), (board.State("stripe", "EUR", null), house.Simulator.Stripe.Sessions.Count));

        // Another wave after the rest is a ground for another one; the treasurer's word ends it at once.
        house.Time.Jump(TimeSpan.FromHours(2));
        await FillAsync(house, 100, 100);
        await (await house.OpenAsync(read: TimeSpan.FromSeconds(5))).SendAsync();
        Assert.Equal(HealthState.Paused, board.State("stripe", "EUR", null));
        Assert.Equal(HealthState.Healthy, await board.SignalAsync("stripe", null, null, new RailSignal.Restore(), Actor.Operator, Cancel));
        Assert.Equal("One step to go", (await GiveAsync(house)).Title);
        Assert.Equal((HealthState.Healthy, 2), (board.State("stripe", "EUR", null), house.Simulator.Stripe.Sessions.Count));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_rest_of_the_programs_own_ends_no_pause_of_a_persons(string engine)
    {
        await using var house = await GivingHouse.StartAsync(engine);
        var board = house.Newsroom.Get<RailBoard>();
        await board.SignalAsync("stripe", null, null, new RailSignal.Pause(null, "desk"), Actor.Operator, Cancel);
        house.Time.Jump(TimeSpan.FromHours(2));
        await FillAsync(house, 100, 100);

        await (await house.OpenAsync(read: TimeSpan.FromSeconds(5))).With("rail", "stripe").SendAsync();
        house.Time.Jump(RailPressure.Rest + RailPressure.Rest);

        Assert.False(await board.MayStartAsync("stripe", "EUR", null, Cancel));
    }

    [Fact]
    public async Task A_rail_that_is_down_is_no_sign_of_stolen_cards()
    {
        await using var house = await GivingHouse.StartAsync();
        await FillAsync(house, 100, 100, remote: false);

        Assert.Equal("One step to go", (await (await house.OpenAsync()).SendAsync()).Title);
    }

    // As a donor does: sends the form, and does the sum where one is asked.
    private static async Task<GiveAnswer> GiveAsync(GivingHouse house)
    {
        var answer = await (await house.OpenAsync(read: TimeSpan.FromSeconds(5))).SendAsync();
        var sum = Sum().Match(answer.Text);
        return !sum.Success ? answer
            : await house.PostAsync("/give", new Dictionary<string, string>(answer.Fields()) { ["answer"] = (int.Parse(sum.Groups[1].Value, CultureInfo.InvariantCulture) + int.Parse(sum.Groups[2].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture) });
    }

    private static async Task FillAsync(GivingHouse house, int all, int failed, bool remote = true)
    {
        var ids = house.Newsroom.Get<Ids>();
        var rows = new List<object>();
        for (var i = 0; i < all; i++)
        {
            var gift = ids.New();
            rows.Add(new Gift { Id = gift, Reference = "RF" + gift, Amount = 500, Currency = "EUR", Fund = "general", Recipient = "outlet", Language = "en", Source = "page", CreatedAt = house.Time.GetUtcNow() });
            rows.Add(new Attempt { Id = ids.New(), Gift = gift, Rail = "stripe", RailAccount = "acct", Token = ids.New(), State = i % all < failed ? (i % 2 == 0 ? AttemptState.Failed : AttemptState.Expired) : AttemptState.Succeeded, Remote = remote ? $"session/cs_{i}" : null, StartedAt = house.Time.GetUtcNow().AddMinutes(-90).AddSeconds(i) });
        }
        await house.AddAsync([.. rows.OfType<Gift>()]);
        await house.AddAsync([.. rows.OfType<Attempt>()]);
    }

    [GeneratedRegex(@"How much is (\d+) plus (\d+)\?")]
    private static partial Regex Sum();
}
