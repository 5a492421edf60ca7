using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Giving.Receipts;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Tests.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Letters;

/// <summary>A served newsroom with a bank account and donors, and a reader with at most one cookie.</summary>
internal sealed class MineHouse : IAsyncDisposable
{
    private readonly HttpClient client;

    private MineHouse(HostedNewsroom newsroom)
    {
        Newsroom = newsroom;
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(newsroom.Address) };
    }

    public HostedNewsroom Newsroom { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<MineHouse> StartAsync(string engine)
    {
        var newsroom = await HostedNewsroom.StartAsync(engine);
        await SignAsync(newsroom.Get<ChangePayout>());
        await using var db = newsroom.Db();
        await SetUpAsync(db, newsroom.Time.GetUtcNow());
        return new MineHouse(newsroom);
    }

    public static async Task SignAsync(ChangePayout change)
    {
        Assert.True((await change.RunAsync(new PayoutEdit { Recipient = new RecipientCard(Givers.Recipient, "Outlet e. V.", null, TaxStatus.None, "") }, Actor.Operator, Cancel)).IsDone);
        Assert.True((await change.RunAsync(new PayoutEdit { Bank = new BankAccount("ES9121000418450200051332", "Outlet e. V.", Givers.Recipient, ["EUR"]) }, Actor.Operator, Cancel)).Value);
    }

    public static async Task SetUpAsync(Broadside.Storage.NewsroomDb db, DateTimeOffset now)
    {
        if (!await db.Set<LegalRecipient>().AnyAsync(r => r.Id == Givers.Recipient, Cancel))
        {
            db.Add(new LegalRecipient { Id = Givers.Recipient, Name = "Outlet e. V.", ReceiptText = "", ActiveFrom = now });
            await db.SaveChangesAsync(Cancel);
        }
        if (!await db.Set<Fund>().AnyAsync(f => f.Id == "general", Cancel))
        {
            db.Add(new Fund { Id = "general", Name = "Where it is needed", Recipient = Givers.Recipient });
            await db.SaveChangesAsync(Cancel);
        }
    }

    /// <summary>A gift that was paid.</summary>
    public Task<Gift> GiveAsync(string email, long amount = 1000, Interval repeats = Interval.Once) => GiveAsync(Newsroom.Get<FindDonor>(), Newsroom.Get<PostFacts>(), Newsroom.Get<IssueReceipts>(), Newsroom.Get<Ids>(), Newsroom.Db, Newsroom.Time, email, amount, repeats);

    public static async Task<Gift> GiveAsync(FindDonor find, PostFacts post, IssueReceipts receipts, Ids ids, Func<Broadside.Storage.NewsroomDb> open, TimeProvider time, string email, long amount, Interval repeats, string language = "en")
    {
        Gift gift;
        await using (var db = open())
        {
            await using var writing = await db.BeginWritingAsync(Cancel);
            var donor = await find.RunAsync(db, email, null, null, language, Cancel);
            await db.SaveChangesAsync(Cancel);
            var id = ids.New();
            gift = new Gift { Id = id, Reference = "RF" + id, Amount = amount, Currency = "EUR", Repeats = repeats, Fund = "general", Recipient = Givers.Recipient, Donor = donor, Language = language, Source = "page", CreatedAt = time.GetUtcNow() };
            db.Add(gift);
            await db.SaveChangesAsync(Cancel);
            await writing.CommitAsync(Cancel);
        }
        await post.RunAsync([new Fact("stripe", "acct", FactKind.Charge, "ch_" + gift.Id, gift.Total(), time.GetUtcNow()) { Gift = gift.Id, Fund = "general" }], Cancel);
        await receipts.RunAsync(Cancel);
        return gift;
    }

    /// <summary>A plan at a rail that is not set up here.</summary>
    public async Task<string> PlanAsync(Gift gift, PlanState state = PlanState.Active)
    {
        await using var db = Newsroom.Db();
        var now = Newsroom.Time.GetUtcNow();
        db.Add(new RecurringPlan { Id = "plan" + gift.Id, Gift = gift.Id, Rail = "stripe", RailAccount = "acct", Remote = "subscription/" + gift.Id, State = state, Amount = gift.Amount, Currency = "EUR", Repeats = gift.Repeats, ConsentText = "", ConsentAt = now, NextAt = now.AddDays(20), ChangedAt = now });
        await db.SaveChangesAsync(Cancel);
        return "plan" + gift.Id;
    }

    public async Task<string> LinkAsync(string email)
    {
        await PostAsync("/give/mine", null, ("act", "ask"), ("address", email));
        await Newsroom.WorkAsync();
        return LetterHouse.Link((await LettersAsync()).Last(l => l.Kind == "mine"), "/give/mine/open/");
    }

    /// <summary>Opens somebody's page; the cookie.</summary>
    public async Task<string> EnterAsync(string email)
    {
        var opened = await PostAsync(await LinkAsync(email), null);
        return opened.Message.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    public async Task<List<Letter>> LettersAsync()
    {
        await using var db = Newsroom.Db();
        return await db.Set<Letter>().AsNoTracking().OrderBy(l => l.Number).ToListAsync(Cancel);
    }

    public Task<ReaderDesk.Answer> GetAsync(string path, string? cookie = null) => SendAsync(HttpMethod.Get, path, cookie, []);

    public Task<ReaderDesk.Answer> PostAsync(string path, string? cookie, params (string Name, string Value)[] fields) => SendAsync(HttpMethod.Post, path, cookie, fields);

    private async Task<ReaderDesk.Answer> SendAsync(HttpMethod method, string path, string? cookie, (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }
        if (method == HttpMethod.Post)
        {
            request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }
        var answer = await client.SendAsync(request, Cancel);
        return new ReaderDesk.Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel), answer);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return Newsroom.DisposeAsync();
    }
}
