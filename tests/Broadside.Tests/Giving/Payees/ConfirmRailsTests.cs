using Broadside.Giving.Health;
using Broadside.Giving.Payees;
using Broadside.Guard;

namespace Broadside.Tests.Giving.Payees;

public sealed class ConfirmRailsTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "rail-confirmed")]
    public async Task A_processor_whose_key_or_account_was_swapped_on_the_server_is_offered_to_nobody_until_an_owner_confirms_it(string engine)
    {
        await using var newsroom = await OpenAsync(engine, "sk_test_one");
        var before = newsroom.Get<ConfirmRails>().SetUp.Single();
        Assert.True(newsroom.Get<RailBoard>().MayOffer("stripe", "EUR", null));

        newsroom.Set("Giving:Stripe:Key", "sk_test_two");
        await newsroom.OpenAgainAsync();

        Assert.False(newsroom.Get<RailBoard>().MayOffer("stripe", "EUR", null));
        var after = newsroom.Get<ConfirmRails>().SetUp.Single();
        Assert.NotEqual(before.Print, after.Print);
        Assert.DoesNotContain("sk_test", after.Print, StringComparison.Ordinal);
        var fresh = Actor.Operator with { IsFreshByPasskey = true };
        Assert.False((await newsroom.Get<ChangePayout>().RunAsync(new PayoutEdit { Rail = after }, fresh, TestContext.Current.CancellationToken)).Value);

        newsroom.Set("Giving:Stripe:Key", "sk_test_one");
        await newsroom.OpenAgainAsync();
        Assert.True(newsroom.Get<RailBoard>().MayOffer("stripe", "EUR", null));
    }

    private static Task<TestNewsroom> OpenAsync(string engine, string key) =>
        TestNewsroom.OpenAsync(engine, null, ("Giving:Stripe:Key", key), ("Giving:Stripe:Api", "http://127.0.0.1:9"), ("Giving:Stripe:Account", "acct_1"));
}
