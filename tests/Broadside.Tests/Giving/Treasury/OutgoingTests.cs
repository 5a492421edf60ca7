using System.Collections.Concurrent;
using System.Text.Json;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Outgoing;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Tests.Desk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Treasury;

/// <summary>Programs of the newsroom's own are told of gifts: signed, once, and never who wanted to stay unnamed.</summary>
public sealed class OutgoingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_gift_is_told_signed_and_without_a_name_that_was_not_given_for_it(string engine)
    {
        await using var far = await Listener.StartAsync();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, null, ("Giving:PrivateHooks", "true"));
        await PaidAsync(newsroom, "ch_0", Visibility.Name);
        var added = (await newsroom.Get<KeepHook>().AddAsync(far.Address, OutgoingEvents.All.ToList(), Actor.Operator, Cancel)).Value!;
        await PaidAsync(newsroom, "ch_1", Visibility.Anonymous);
        await PaidAsync(newsroom, "ch_2", Visibility.FirstName);
        await newsroom.Get<PostFacts>().RunAsync([new Fact("stripe", "acct", FactKind.Refund, "re_1", Treasurers.Euro(400), newsroom.Time.GetUtcNow()) { PaymentRemoteId = "ch_2" }], Cancel);

        Assert.Equal(3, await newsroom.Get<TellHooks>().RunAsync(Cancel));
        Assert.Equal(0, await newsroom.Get<TellHooks>().RunAsync(Cancel));

        var told = far.Heard.OrderBy(h => h.Payment).ToList();
        Assert.Equal([("gift.paid", "ch_1", null), ("gift.paid", "ch_2", "Ana"), ("gift.refunded", "ch_2", "Ana")], told.OrderBy(t => t.Event).ThenBy(t => t.Payment).Select(t => (t.Event, t.Payment, t.Name)));
        Assert.All(far.Heard, h => Assert.DoesNotContain("Prieto", h.Body, StringComparison.Ordinal));
        Assert.All(far.Heard, h => Assert.Equal($"t={h.Seconds},v1={TellHooks.Sign(added.Secret, h.Seconds, h.Body)}", h.Signature));
        await using var db = newsroom.Db();
        Assert.All(await db.Set<OutgoingNotice>().ToListAsync(Cancel), n => Assert.Equal((NoticeFate.Told, 200), (n.State, n.Status)));
        Assert.DoesNotContain(added.Secret, (await db.Set<OutgoingHook>().SingleAsync(Cancel)).Secret, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_that_does_not_answer_is_tried_later_and_given_up_at_last(string engine)
    {
        await using var far = await Listener.StartAsync();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, null, ("Giving:PrivateHooks", "true"));
        await Givers.SetUpAsync(newsroom);
        await newsroom.Get<KeepHook>().AddAsync(far.Address, [OutgoingEvents.Paid], Actor.Operator, Cancel);
        await PaidAsync(newsroom, "ch_1", Visibility.Anonymous);
        far.Status = 503;

        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(0, await newsroom.Get<TellHooks>().RunAsync(Cancel));
            Assert.Equal(0, await newsroom.Get<TellHooks>().RunAsync(Cancel));
            newsroom.Time.Advance(TimeSpan.FromHours(25));
        }

        Assert.Equal(8, far.Heard.Count);
        Assert.Single(far.Heard.Select(h => h.Id).Distinct());
        await using var db = newsroom.Db();
        Assert.Equal((NoticeFate.Failed, 8, 503), await db.Set<OutgoingNotice>().Select(n => new ValueTuple<NoticeFate, int, int>(n.State, n.Tries, n.Status)).SingleAsync(Cancel));
        Assert.Contains("hook-failing", await db.Set<Alarm>().Select(a => a.Code).ToListAsync(Cancel));
    }

    [Fact]
    [Trait("Defence", "hook-private")]
    public async Task Hosts_of_the_local_network_and_plain_addresses_are_refused()
    {
        await using var far = await Listener.StartAsync();
        await using var newsroom = await TestNewsroom.OpenAsync();
        foreach (var address in new[] { far.Address, "https://127.0.0.1/x", "https://localhost/x", "https://10.0.0.1/", "https://user:pass@example.org/", "ftp://example.org/", "nothing", "" })
        {
            Assert.Equal("hook_address", (await newsroom.Get<KeepHook>().AddAsync(address, [OutgoingEvents.Paid], Actor.Operator, Cancel)).Refusal?.Code);
        }
        // And one whose name leads home only when it is asked.
        using var request = new HttpRequestMessage(HttpMethod.Post, far.Address);
        Assert.Equal(0, await newsroom.Get<OutgoingClient>().SendAsync(request, Cancel));
        Assert.Empty(far.Heard);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_plan_is_told_when_it_changes_and_not_when_it_is_looked_at(string engine)
    {
        await using var far = await Listener.StartAsync();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, null, ("Giving:PrivateHooks", "true"));
        var gift = await Givers.GiftAsync(newsroom, 1_000, repeats: Interval.Monthly);
        await newsroom.Get<KeepHook>().AddAsync(far.Address, [OutgoingEvents.Plan], Actor.Operator, Cancel);
        foreach (var (state, told) in new[] { (PlanState.Active, 1), (PlanState.Active, 1), (PlanState.PastDue, 2), (PlanState.Active, 3) })
        {
            newsroom.Time.Advance(TimeSpan.FromMinutes(1));
            await using (var db = newsroom.Db())
            {
                var plan = await db.Set<RecurringPlan>().SingleOrDefaultAsync(Cancel);
                if (plan is null)
                {
                    db.Add(plan = new RecurringPlan { Id = "p1", Gift = gift.Id, Rail = "stripe", RailAccount = "acct", Remote = "subscription/s1", Amount = 1_000, Currency = "EUR", Repeats = Interval.Monthly, ConsentText = "" });
                }
                (plan.State, plan.ChangedAt) = (state, newsroom.Time.GetUtcNow());
                await db.SaveChangesAsync(Cancel);
            }
            await newsroom.Get<TellHooks>().RunAsync(Cancel);
            Assert.Equal(told, far.Heard.Count);
        }
    }

    private static async Task PaidAsync(TestNewsroom newsroom, string id, Visibility visibility)
    {
        await Givers.SetUpAsync(newsroom);
        var gift = await Givers.GiftAsync(newsroom, 1_000);
        await using (var db = newsroom.Db())
        {
            (await db.Set<Gift>().SingleAsync(g => g.Id == gift.Id, Cancel)).Visibility = visibility;
            db.Add(new GiftDetails { Gift = gift.Id, Name = "Ana Prieto", Email = "ana@example.org" });
            await db.SaveChangesAsync(Cancel);
        }
        await newsroom.Get<PostFacts>().RunAsync([new Fact("stripe", "acct", FactKind.Charge, id, Treasurers.Euro(1_000), newsroom.Time.GetUtcNow()) { Gift = gift.Id, Fund = "general" }], Cancel);
    }

    private sealed record Told(string Body, string Signature, string Id, string Event)
    {
        public long Seconds => long.Parse(Signature.Split(',')[0]["t=".Length..], System.Globalization.CultureInfo.InvariantCulture);

        public string? Payment => JsonDocument.Parse(Body).RootElement.TryGetProperty("payment", out var payment) ? payment.GetString() : null;

        public string? Name => JsonDocument.Parse(Body).RootElement.GetProperty("gift").TryGetProperty("name", out var name) ? name.GetString() : null;
    }

    /// <summary>The far end: keeps what it hears.</summary>
    private sealed class Listener(WebApplication app, string address) : IAsyncDisposable
    {
        public ConcurrentQueue<Told> Heard { get; } = new();

        public int Status { get; set; } = 200;

        public string Address => address;

        public static async Task<Listener> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            var address = $"http://127.0.0.1:{TestDesk.FreePort()}";
            builder.WebHost.UseUrls(address);
            var app = builder.Build();
            var listener = new Listener(app, address + "/hook");
            app.MapPost("/hook", async (HttpContext context) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                listener.Heard.Enqueue(new Told(await reader.ReadToEndAsync(), context.Request.Headers["Broadside-Signature"]!, context.Request.Headers["Broadside-Notice"]!, context.Request.Headers["Broadside-Event"]!));
                context.Response.StatusCode = listener.Status;
            });
            await app.StartAsync(Cancel);
            return listener;
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();
    }
}
