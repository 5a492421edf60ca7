using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;
using Broadside.Giving.Plans;
using Broadside.Giving.Rails;
using Broadside.Giving.Receipts;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Giving.Letters;

/// <summary>A newsroom with two processors and a bank, donors, plans; the outbox as rows.</summary>
internal sealed class LetterHouse : IAsyncDisposable
{
    public const string Email = "ana@reader.example";

    private LetterHouse(TestNewsroom newsroom, FakeRail stripe, FakeRail payPal) => (Newsroom, Stripe, PayPal) = (newsroom, stripe, payPal);

    public static GiftPages Pages { get; } = new(a => new Uri("https://outlet.example/give/thanks/" + a), a => new Uri("https://outlet.example/give/back/" + a));

    public TestNewsroom Newsroom { get; }

    public FakeRail Stripe { get; }

    public FakeRail PayPal { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LetterHouse> OpenAsync(string engine)
    {
        FakeRail[] rails = [new FakeRail(), new FakeRail("paypal"), new FakeRail("bank:ES91", Flow.Instructions)];
        var newsroom = await TestNewsroom.OpenAsync(engine, services => rails.ToList().ForEach(r => services.AddSingleton<IRail>(r)));
        await Givers.SetUpAsync(newsroom);
        return new LetterHouse(newsroom, rails[0], rails[1]);
    }

    public T Get<T>()
        where T : notnull => Newsroom.Get<T>();

    /// <summary>A gift of somebody who can be written to.</summary>
    public async Task<Gift> GiftAsync(long amount, string email = Email, string language = "en", Interval repeats = Interval.Once)
    {
        var gift = await Givers.GiftAsync(Newsroom, amount, repeats: repeats);
        await using var db = Newsroom.Db();
        await using var writing = await db.BeginWritingAsync(Cancel);
        var donor = await Get<FindDonor>().RunAsync(db, email, "Ana Larga", null, language, Cancel);
        await db.SaveChangesAsync(Cancel);
        await db.Set<Gift>().Where(g => g.Id == gift.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.Donor, donor), Cancel);
        await writing.CommitAsync(Cancel);
        gift.Donor = donor;
        return gift;
    }

    public async Task<Fact> PayAsync(Gift gift, string? id = null, DateTimeOffset? at = null)
    {
        var charge = new Fact("stripe", FakeRail.Account, FactKind.Charge, id ?? "ch_" + gift.Id, gift.Total(), at ?? Newsroom.Time.GetUtcNow()) { Gift = gift.Id, Fund = "general" };
        await PostAsync(charge);
        return charge;
    }

    public async Task PostAsync(params Fact[] facts)
    {
        await Get<PostFacts>().RunAsync(facts, Cancel);
        await Get<IssueReceipts>().RunAsync(Cancel);
    }

    /// <summary>A plan that runs at stripe.</summary>
    public async Task<RecurringPlan> PlanAsync(long amount = 1000, string email = Email, string language = "en", PlanState state = PlanState.Active, string rail = "stripe")
    {
        var gift = await GiftAsync(amount, email, language, Interval.Monthly);
        var plan = new RecurringPlan
        {
            Id = Get<Ids>().New(),
            Gift = gift.Id,
            Rail = rail,
            RailAccount = FakeRail.Account,
            Remote = "subscription/sub_" + gift.Id,
            State = state,
            Amount = amount,
            Currency = "EUR",
            Repeats = Interval.Monthly,
            ConsentText = "",
            ConsentAt = Newsroom.Time.GetUtcNow(),
            NextAt = Newsroom.Time.GetUtcNow().AddDays(20),
            ChangedAt = Newsroom.Time.GetUtcNow(),
        };
        await using var db = Newsroom.Db();
        db.Add(plan);
        await db.SaveChangesAsync(Cancel);
        Tell(plan, state);
        return plan;
    }

    /// <summary>What the far end says of a plan when it is asked.</summary>
    public void Tell(RecurringPlan plan, PlanState state) => Far(plan.Rail).Things[plan.Remote] = new RemoteSnapshot(RemoteRef.Parse(plan.Remote), RemoteState.Paid, [])
    {
        Plan = new RemotePlan(RemoteRef.Parse(plan.Remote), state, new Money(plan.Amount, plan.Currency), plan.Repeats) { NextAt = plan.NextAt },
    };

    /// <summary>The rail lets every plan go when it is told to.</summary>
    public void LetsGo(FakeRail rail) => rail.OnPlan = new PlanResult.Changed(new RemotePlan(new RemoteRef("subscription", "any"), PlanState.Ended, new Money(1000, "EUR"), Interval.Monthly));

    public Task CutAsync() => Get<RailBoard>().SignalAsync("stripe", null, null, new RailSignal.CutNow("closed"), Actor.Operator, Cancel);

    public Task<int> FollowAsync() => Get<FollowPlans>().RunAsync(Cancel);

    /// <summary>An account at a bank, in the signed record.</summary>
    public async Task SignBankAsync()
    {
        Assert.True((await Get<ChangePayout>().RunAsync(new PayoutEdit { Recipient = new RecipientCard(Givers.Recipient, "Outlet e. V.", null, TaxStatus.None, "") }, Actor.Operator, Cancel)).IsDone);
        Assert.True((await Get<ChangePayout>().RunAsync(new PayoutEdit { Bank = new BankAccount("ES9121000418450200051332", "Outlet e. V.", Givers.Recipient, ["EUR"]) }, Actor.Operator, Cancel)).Value);
    }

    public string FormToken() => Get<FormTokens>().New();

    /// <summary>The new plan appears at the rail at which the move was begun.</summary>
    public async Task<RecurringPlan> MirrorSuccessorAsync(RecurringPlan old, string rail = "paypal")
    {
        await using var db = Newsroom.Db();
        var move = await db.Set<PlanMove>().SingleAsync(m => m.Plan == old.Id, Cancel);
        var plan = new RecurringPlan
        {
            Id = Get<Ids>().New(),
            Gift = move.Gift,
            Rail = rail,
            RailAccount = FakeRail.Account,
            Remote = "subscription/new_" + move.Gift,
            State = PlanState.Active,
            Amount = old.Amount,
            Currency = old.Currency,
            Repeats = old.Repeats,
            ConsentText = "",
            ConsentAt = Newsroom.Time.GetUtcNow(),
            ChangedAt = Newsroom.Time.GetUtcNow(),
        };
        db.Add(plan);
        await db.SaveChangesAsync(Cancel);
        return plan;
    }

    public async Task<RecurringPlan> NowAsync(RecurringPlan plan)
    {
        await using var db = Newsroom.Db();
        return await db.Set<RecurringPlan>().AsNoTracking().SingleAsync(p => p.Id == plan.Id, Cancel);
    }

    /// <summary>What was written so far, oldest first.</summary>
    public async Task<List<Letter>> LettersAsync(string? kind = null)
    {
        await using var db = Newsroom.Db();
        return await db.Set<Letter>().AsNoTracking().Where(l => kind == null || l.Kind == kind).OrderBy(l => l.Number).ToListAsync(Cancel);
    }

    public static string Text(Letter letter)
    {
        using var stream = new MemoryStream(letter.Message);
        using var message = MimeKit.MimeMessage.Load(stream, Cancel);
        return message.TextBody!;
    }

    public static string Link(Letter letter, string start) => Text(letter).Split('\n', '\r').Select(l => l.Trim()).Where(l => Uri.TryCreate(l, UriKind.Absolute, out _)).Select(l => new Uri(l).AbsolutePath).First(p => p.StartsWith(start, StringComparison.Ordinal));

    private FakeRail Far(string rail) => rail == "stripe" ? Stripe : PayPal;

    public ValueTask DisposeAsync() => Newsroom.DisposeAsync();
}
