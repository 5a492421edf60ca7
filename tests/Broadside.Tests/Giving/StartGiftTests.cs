using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Giving;

public sealed class StartGiftTests
{
    private static readonly GiftPages Pages = new(a => new Uri("https://outlet.example/give/thanks/" + a), a => new Uri("https://outlet.example/give/back/" + a));
    private static readonly Evidence Closed = new(400, "account_invalid", "ab");

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_dead_rail_loses_no_gift_and_changes_nothing_of_it(string engine)
    {
        await using var house = await House.OpenAsync(engine);
        await Gen.Select(Gen.Long[500, 900_000], Gen.Long[0, 400], Gen.Int[0, 2], Gen.Int[0, 4], Gen.Bool).SampleAsync(async (amount, cover, repeats, failure, isLegal) =>
        {
            house.Stripe.OnStart = (_, _) => Task.FromResult<StartResult>(failure switch
            {
                0 => new StartResult.Unavailable(RailTrouble.Transient, new Evidence(500, "500")),
                1 => new StartResult.Unavailable(RailTrouble.Throttled, new Evidence(429, "429")),
                2 => new StartResult.Unknown(new Evidence(0, "timeout")),
                3 => new StartResult.Unavailable(RailTrouble.Misconfigured, new Evidence(401, "key")),
                _ => new StartResult.Unavailable(RailTrouble.RailCut, Closed),
            });
            await house.HealAsync();
            var form = house.Form(amount) with { Cover = new Money(cover, "EUR"), Repeats = (Interval)repeats, Fund = isLegal ? "legal" : null, Country = "ES", Name = "Ana", Email = "ana@reader.example" };

            var first = (await house.Start.RunAsync(form, Cancel)).Value!;
            Assert.Equal("paypal", first.Next);
            var second = (await house.Start.AgainAsync(first.Gift.Id, first.Next!, house.Tokens.New(), Pages, Cancel)).Value!;

            Assert.IsType<StartResult.Redirect>(second.Result);
            Assert.Equal((first.Gift.Id, first.Gift.Total(), first.Gift.Fund, first.Gift.Repeats, first.Gift.Recipient), (second.Gift.Id, second.Gift.Total(), second.Gift.Fund, second.Gift.Repeats, second.Gift.Recipient));
            var (asked, askedAgain) = (house.Stripe.Started.Last(), house.PayPal.Started.Last());
            Assert.Equal((new Money(amount + cover, "EUR"), (Interval)repeats, first.Gift.Id, first.Gift.Reference), (askedAgain.Amount, askedAgain.Interval, askedAgain.Gift, askedAgain.Reference));
            Assert.Equal((asked.Amount, asked.Interval, asked.Email, asked.Country), (askedAgain.Amount, askedAgain.Interval, askedAgain.Email, askedAgain.Country));
            Assert.NotEqual(asked.Attempt, askedAgain.Attempt);
        }, iter: TestSize.Pick(20, 1_000), threads: 1);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "rail-breaker")]
    public async Task After_a_hard_code_no_donor_meets_that_rail_until_it_is_good_and_the_treasurer_says_so(string engine)
    {
        await using var house = await House.OpenAsync(engine);
        house.Stripe.OnStart = (_, _) => Task.FromResult<StartResult>(new StartResult.Unavailable(RailTrouble.RailCut, Closed));
        await house.Start.RunAsync(house.Form(1000), Cancel);
        house.Stripe.OnStart = null;

        for (var i = 0; i < 10; i++)
        {
            house.Newsroom.Time.Advance(TimeSpan.FromMinutes(11));
            var started = (await house.Start.RunAsync(house.Form(1000 + i), Cancel)).Value!;
            Assert.Equal("paypal", started.Next);
        }
        await house.Newsroom.OpenAgainAsync();
        await house.Start.RunAsync(house.Form(2000), Cancel);
        Assert.Single(house.Stripe.Started);
        Assert.Equal(HealthState.Cut, house.Board.State("stripe", "EUR", null));

        await house.Board.SignalAsync("stripe", null, null, new RailSignal.Restore(), Actor.Operator, Cancel);
        Assert.Equal(HealthState.Cut, house.Board.State("stripe", "EUR", null));
        await house.Newsroom.Get<ProbeRails>().RunAsync("{}", Cancel);
        Assert.Equal(HealthState.Cut, house.Board.State("stripe", "EUR", null));
        await house.Board.SignalAsync("stripe", null, null, new RailSignal.Restore(), Actor.Operator, Cancel);
        Assert.IsType<StartResult.Redirect>((await house.Start.RunAsync(house.Form(3000), Cancel)).Value!.Result);
        await using var db = house.Newsroom.Db();
        var cut = (await db.Set<AuditRow>().Where(a => a.What == "rail cut").ToListAsync(Cancel)).Single();
        Assert.Equal("* *: healthy to cut; 400 account_invalid ab", cut.Text!.Detail);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task With_every_processor_cut_the_bank_takes_gifts(string engine)
    {
        await using var house = await House.OpenAsync(engine);
        await house.Board.SignalAsync("stripe", null, null, new RailSignal.CutNow("drill"), Actor.Operator, Cancel);
        await house.Board.SignalAsync("paypal", null, null, new RailSignal.CutNow("drill"), Actor.Operator, Cancel);

        var started = (await house.Start.RunAsync(house.Form(1000), Cancel)).Value!;

        Assert.Equal("bank:ES91", started.Next);
        Assert.IsType<StartResult.Instructions>((await house.Start.AgainAsync(started.Gift.Id, "bank:ES91", house.Tokens.New(), Pages, Cancel)).Value!.Result);
        Assert.Empty(house.Stripe.Started);
        Assert.Empty(house.PayPal.Started);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_rail_of_another_legal_recipient_is_never_offered_or_taken(string engine)
    {
        await using var house = await House.OpenAsync(engine, new FakeRail("sponsor", recipient: "sponsor"));
        foreach (var rail in (string[])["stripe", "paypal", "bank:ES91"])
        {
            await house.Board.SignalAsync(rail, null, null, new RailSignal.CutNow("drill"), Actor.Operator, Cancel);
        }

        var started = (await house.Start.RunAsync(house.Form(1000), Cancel)).Value!;

        Assert.Null(started.Next);
        Assert.Equal("rail", (await house.Start.AgainAsync(started.Gift.Id, "sponsor", house.Tokens.New(), Pages, Cancel)).Refusal!.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_token_is_one_attempt_however_often_and_at_once_it_is_pressed(string engine)
    {
        await using var house = await House.OpenAsync(engine);
        for (var round = 0; round < TestSize.Pick(5, 100); round++)
        {
            var form = house.Form(1000 + round);
            var pressed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => house.Start.RunAsync(form, Cancel))));

            Assert.Single(pressed.Select(p => p.Value!.Attempt.Id).Distinct());
            Assert.Single(pressed, p => p.Value!.Result is not null);
            Assert.Equal(round + 1, house.Stripe.Started.Count);
        }
        await using var db = house.Newsroom.Db();
        Assert.Equal(house.Stripe.Started.Count, await db.Set<Gift>().CountAsync(Cancel));
    }

    [Fact]
    public async Task A_rail_that_never_answers_costs_three_seconds_and_is_neither_paid_nor_failed()
    {
        await using var house = await House.OpenAsync(Engines.Sqlite);
        var asked = new TaskCompletionSource();
        house.Stripe.OnStart = async (_, cancel) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
            return new StartResult.DonorProblem("never");
        };

        var starting = house.Start.RunAsync(house.Form(1000), Cancel);
        await asked.Task;
        while (!starting.IsCompleted)
        {
            house.Newsroom.Time.Advance(TimeSpan.FromSeconds(3));
            await Task.Yield();
        }
        var started = (await starting).Value!;

        Assert.IsType<StartResult.Unknown>(started.Result);
        Assert.Equal((AttemptState.Unknown, "paypal"), (started.Attempt.State, started.Next));
        Assert.Equal(GiftState.Open, GiftStates.Of(started.Gift, [started.Attempt], [], house.Newsroom.Time.GetUtcNow()));
    }

    [Fact]
    public async Task A_start_that_was_never_answered_is_looked_for_and_found()
    {
        await using var house = await House.OpenAsync(Engines.Sqlite);
        house.Stripe.OnStart = (_, _) => Task.FromResult<StartResult>(new StartResult.Unknown(new Evidence(0, "timeout")));
        var started = (await house.Start.RunAsync(house.Form(1000), Cancel)).Value!;
        var charge = new Fact("stripe", FakeRail.Account, FactKind.Charge, "ch_1", new Money(1000, "EUR"), house.Newsroom.Time.GetUtcNow()) { Attempt = started.Attempt.Id };
        house.Stripe.Things["attempt/" + started.Attempt.Id] = new RemoteSnapshot(new RemoteRef("session", "cs_1"), RemoteState.Paid, [charge]) { Attempt = started.Attempt.Id };

        house.Newsroom.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await house.Newsroom.Get<PollAttempts>().RunAsync(Cancel));
        Assert.Equal(0, await house.Newsroom.Get<PollAttempts>().RunAsync(Cancel));

        await using var db = house.Newsroom.Db();
        var attempt = await db.Set<Attempt>().SingleAsync(Cancel);
        Assert.Equal((AttemptState.Succeeded, "session/cs_1", null), (attempt.State, attempt.Remote, attempt.LookAt));
        Assert.Equal(-1000, await house.Newsroom.Get<LedgerQueries>().BalanceAsync("income:gifts:general", "EUR", Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "refund-limit")]
    public async Task Two_at_once_cannot_pay_back_more_than_came(string engine)
    {
        await using var house = await House.OpenAsync(engine);
        await Gen.Select(Gen.Long[500, 5_000], Gen.Long[1, 3_000].List[2, 6]).SampleAsync(async (amount, wishes) =>
        {
            var charge = new Fact("stripe", FakeRail.Account, FactKind.Charge, house.Newsroom.Get<Ids>().New(), new Money(amount, "EUR"), house.Newsroom.Time.GetUtcNow());
            await house.Newsroom.Get<PostFacts>().RunAsync([charge], Cancel);

            var outcomes = await Task.WhenAll(wishes.Select(w => Task.Run(() => house.Newsroom.Get<RefundGift>().RunAsync(charge.Key, new Money(w, "EUR"), "asked", Actor.Operator, Cancel))));

            var taken = house.Stripe.Refunds.Where(r => r.PaymentRemoteId == charge.RemoteId).Sum(r => r.Amount.Minor);
            Assert.InRange(taken, 0, amount);
            Assert.Equal(taken, outcomes.Where(o => o.IsDone).Sum(o => o.Value!.Amount));
            // What is left is less than any wish that was refused.
            Assert.All(outcomes.Zip(wishes).Where(o => !o.First.IsDone), o => Assert.True(o.Second > amount - taken));
        }, iter: TestSize.Pick(15, 1_000), threads: 1);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_wants_no_name_or_is_erased_stands_nowhere_and_the_sums_stay(string engine)
    {
        await using var house = await House.OpenAsync(engine);
        Gift? erased = null;
        foreach (var (name, visibility) in (IEnumerable<(string, Visibility)>)[("Ana Oculta", Visibility.Anonymous), ("Berta Larga", Visibility.FirstName), ("Carla Entera", Visibility.Name), ("Dora Borrada", Visibility.Name)])
        {
            var started = (await house.Start.RunAsync(house.Form(1000) with { Name = name, Email = name.Split(' ')[0] + "@reader.example", Visibility = visibility, Tribute = "for " + name }, Cancel)).Value!;
            await house.Newsroom.Get<PostFacts>().RunAsync([new Fact("stripe", FakeRail.Account, FactKind.Charge, started.Gift.Id, new Money(1000, "EUR"), house.Newsroom.Time.GetUtcNow()) { Gift = started.Gift.Id, Fund = "general" }], Cancel);
            erased = started.Gift;
        }
        var before = (await house.Newsroom.Get<LedgerQueries>().RaisedInAllAsync(Cancel), await house.Newsroom.Get<LedgerQueries>().HashAsync(Cancel));

        Assert.True((await house.Newsroom.Get<EraseDonor>().RunAsync(erased!.Donor!, Actor.Operator, Cancel)).IsDone);

        Assert.Equal(["Berta", "Carla Entera"], (await house.Newsroom.Get<GiftWall>().LatestAsync(null, 10, Cancel)).Select(t => t.Name).Order());
        Assert.Equal(before.Item2, await house.Newsroom.Get<LedgerQueries>().HashAsync(Cancel));
        Assert.Equal(before.Item1, await house.Newsroom.Get<LedgerQueries>().RaisedInAllAsync(Cancel));
        using var file = new MemoryStream();
        await house.Newsroom.Get<ExportLedger>().RunAsync(file, LedgerFormat.Json, Cancel);
        var text = System.Text.Encoding.UTF8.GetString(file.ToArray());
        Assert.All((string[])["Ana", "Oculta", "Dora", "reader.example"], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        await using var db = house.Newsroom.Db();
        Assert.False(await db.Set<GiftDetails>().AnyAsync(d => d.Name!.Contains("Dora"), Cancel) || await db.Set<DonorDetails>().AnyAsync(d => d.Email.Contains("Dora"), Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_a_donor_chose_cannot_be_changed(string engine)
    {
        await using var house = await House.OpenAsync(engine);
        await house.Start.RunAsync(house.Form(1000), Cancel);

        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => house.Newsroom.AlterAsync("UPDATE gifts SET amount = 1"));

        Assert.Contains("what a donor chose stays", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(499, "amount")]
    [InlineData(-500, "amount")]
    [InlineData(0, "amount")]
    [InlineData(20_000_000, "rail")]
    public async Task An_amount_out_of_range_is_refused_at_its_field(long amount, string code)
    {
        await using var house = await House.OpenAsync(Engines.Sqlite);

        Assert.Equal(code, (await house.Start.RunAsync(house.Form(amount), Cancel)).Refusal!.Code);
        Assert.Empty(house.Stripe.Started);
    }

    [Fact]
    public async Task A_campaign_that_is_over_is_said_before_anything_is_kept()
    {
        await using var house = await House.OpenAsync(Engines.Sqlite);
        house.Newsroom.Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal("campaign-over", (await house.Start.RunAsync(house.Form(1000) with { Campaign = "winter" }, Cancel)).Refusal!.Code);
    }

    [Fact]
    public async Task A_form_is_neither_too_new_nor_too_old_nor_made_elsewhere()
    {
        await using var house = await House.OpenAsync(Engines.Sqlite);
        var token = house.Tokens.New();

        Assert.Equal(FormTokenState.TooSoon, house.Tokens.Look(token));
        house.Newsroom.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(FormTokenState.Good, house.Tokens.Look(token));
        Assert.Equal(FormTokenState.Forged, house.Tokens.Look("1" + token));
        Assert.Equal(FormTokenState.Forged, house.Tokens.Look("a.b.c"));
        house.Newsroom.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(FormTokenState.TooLate, house.Tokens.Look(token));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "outbound-switch")]
    public async Task A_copy_of_the_newsroom_charges_nobody_until_a_person_confirms_it(string engine)
    {
        await using var house = await House.OpenAsync(engine);
        Assert.True(await house.Newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
        File.Delete(Path.Combine(house.Newsroom.Folder, "outbound"));

        var started = (await house.Start.RunAsync(house.Form(1000), Cancel)).Value!;

        Assert.IsType<StartResult.Unavailable>(started.Result);
        Assert.Empty(house.Stripe.Started);
        await house.Newsroom.Get<OutboundSwitch>().ConfirmAsync(Actor.Operator, Cancel);
        Assert.IsType<StartResult.Redirect>((await house.Start.RunAsync(house.Form(2000), Cancel)).Value!.Result);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed class House(TestNewsroom newsroom, FakeRail stripe, FakeRail payPal) : IAsyncDisposable
    {
        public TestNewsroom Newsroom => newsroom;

        public FakeRail Stripe => stripe;

        public FakeRail PayPal => payPal;

        public StartGift Start => newsroom.Get<StartGift>();

        public FormTokens Tokens => newsroom.Get<FormTokens>();

        public RailBoard Board => newsroom.Get<RailBoard>();

        public static async Task<House> OpenAsync(string engine, params FakeRail[] more)
        {
            FakeRail[] rails = [new FakeRail(), new FakeRail("paypal"), new FakeRail("bank:ES91", Flow.Instructions), .. more];
            var newsroom = await TestNewsroom.OpenAsync(engine, services =>
            {
                foreach (var rail in rails)
                {
                    services.AddSingleton<IRail>(rail);
                }
            });
            await Givers.SetUpAsync(newsroom);
            return new House(newsroom, rails[0], rails[1]);
        }

        public GiftForm Form(long amount)
        {
            var form = new GiftForm(Tokens.New(), new Money(amount, "EUR"), "stripe", Pages);
            newsroom.Time.Advance(FormTokens.Soonest);
            return form;
        }

        public async Task HealAsync()
        {
            await newsroom.AlterAsync("DELETE FROM rail_health");
            await Board.ReloadAsync(Cancel);
        }

        public ValueTask DisposeAsync() => newsroom.DisposeAsync();
    }
}
