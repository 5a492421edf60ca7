using System.Globalization;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Giving.Treasury;

/// <summary>Rails at the desk: cut, paused, restored; the prepared switch to another recipient.</summary>
public sealed class RailDeskTests
{
    private const string Here = "/desk/giving/rails";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_rail_is_paused_cut_and_offered_again_and_the_log_says_who(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        Assert.Contains("There is no rail yet", (await treasurer.GetAsync(Here)).Text, StringComparison.Ordinal);
        await Treasurers.SetUpAsync(desk.Services);
        var board = desk.Get<RailBoard>();

        Assert.Equal(302, (await treasurer.SubmitAsync(Here, Here + "?handler=Pause", ("rail", Treasurers.Bank))).Status);
        Assert.Equal(HealthState.Paused, board.State(Treasurers.Bank, "EUR", null));
        Assert.Contains("1 rail is not offered", (await treasurer.GetAsync("/desk/giving")).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await treasurer.SubmitAsync(Here, Here + "?handler=Restore", ("rail", Treasurers.Bank))).Status);
        Assert.Equal(HealthState.Healthy, board.State(Treasurers.Bank, "EUR", null));
        Assert.Equal(302, (await treasurer.SubmitAsync(Here, Here + "?handler=Cut", ("rail", Treasurers.Bank))).Status);
        Assert.Equal(422, (await treasurer.SubmitAsync(Here, Here + "?handler=Restore", ("rail", Treasurers.Bank))).Status);
        Assert.Equal(302, (await treasurer.SubmitAsync(Here, Here + "?handler=Probe", ("rail", Treasurers.Bank))).Status);
        Assert.Equal(302, (await treasurer.SubmitAsync(Here, Here + "?handler=Restore", ("rail", Treasurers.Bank))).Status);
        Assert.Equal(HealthState.Healthy, board.State(Treasurers.Bank, "EUR", null));
        await using (var db = desk.Db())
        {
            Assert.NotNull((await db.Set<RailHealthRow>().SingleAsync(h => h.Rail == Treasurers.Bank && h.Currency == RailHealthRow.All, Cancel)).ProbedAt);
        }
        Assert.Equal(422, (await treasurer.SubmitAsync(Here, Here + "?handler=Cut", ("rail", "nothing"))).Status);
        Assert.Equal(302, (await treasurer.SubmitAsync(Here, Here + "?handler=Drive", ("on", "true"))).Status);
        Assert.Contains("End the drive", (await treasurer.GetAsync(Here)).Text, StringComparison.Ordinal);

        var log = await treasurer.GetAsync("/desk/giving/log");
        Assert.Contains("a rail was cut", log.Text, StringComparison.Ordinal);
        Assert.Contains("Rosa Calle", log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_page_says_when_a_processor_was_last_asked_whatever_it_answered(string engine)
    {
        await using var simulator = await RailSimulator.StartAsync(TimeProvider.System);
        await using var desk = await TestDesk.StartAsync(engine, ("Giving:Stripe:Api", simulator.Stripe.Address), ("Giving:Stripe:Key", StripeSim.Key), ("Giving:Stripe:Account", StripeSim.Account));
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        Assert.Equal("not yet", (await AskedAsync(treasurer)).TextContent.Trim());

        foreach (var fault in new[] { Fault.None, Fault.Error500 })
        {
            simulator.Stripe.Fault = fault;
            desk.Time.Jump(TimeSpan.FromMinutes(2));
            await desk.Get<ProbeRails>().RunAsync("", Cancel);

            var now = desk.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            Assert.Equal(now, (await AskedAsync(treasurer)).QuerySelector("time")!.GetAttribute("datetime"));
        }
        Assert.Equal(HealthState.Suspect, desk.Get<RailBoard>().State("stripe", "EUR", null));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_prepared_switch_moves_what_is_begun_from_then_on(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await Treasurers.SetUpAsync(newsroom.Services);
        var before = await Givers.GiftAsync(newsroom, 1_000);
        var switches = newsroom.Get<SwitchRecipient>();
        Assert.Equal("recipient", (await switches.PrepareAsync("outlet", "sponsor", Actor.Operator, Cancel)).Refusal!.Code);
        await SecondRecipientAsync(newsroom);

        Assert.Equal("not_prepared", (await switches.RunAsync("outlet", Actor.Operator, Cancel)).Refusal!.Code);
        Assert.True((await switches.PrepareAsync("outlet", "sponsor", Actor.Operator, Cancel)).IsDone);
        Assert.Equal("sponsor", (await switches.PreparedAsync(Cancel))["outlet"]);
        Assert.Equal(1, (await switches.RunAsync("outlet", Actor.Operator, Cancel)).Value);

        await using var db = newsroom.Db();
        Assert.Equal("sponsor", (await db.Set<Fund>().SingleAsync(f => f.Id == "general", Cancel)).Recipient);
        Assert.Equal("outlet", (await db.Set<Gift>().SingleAsync(g => g.Id == before.Id, Cancel)).Recipient);
        Assert.Empty(await switches.PreparedAsync(Cancel));
        Assert.Contains("recipient-switched", await db.Set<Alarm>().Select(a => a.Code).ToListAsync(Cancel));
    }

    // What stands beside "Last asked" of the one processor.
    private static async Task<AngleSharp.Dom.IElement> AskedAsync(DeskClient treasurer) =>
        (await treasurer.GetAsync(Here)).Document.QuerySelectorAll("dt").Single(d => d.TextContent == "Last asked").NextElementSibling!;

    private static async Task SecondRecipientAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        var now = newsroom.Time.GetUtcNow();
        var edit = new PayoutEdit { Recipient = new RecipientCard("sponsor", "Sponsor Inc.", null, TaxStatus.None, "") };
        db.Add(new PayoutChange { Id = "c1", Subject = edit.Subject, Summary = edit.Summary, Edit = System.Text.Json.JsonSerializer.Serialize(edit, Broadside.Kit.CanonicalJson.Options), AskedBy = "a", AgreedBy = "b", AgreedAt = now, DueAt = now });
        await db.SaveChangesAsync(Cancel);
        Assert.Equal(1, await newsroom.Get<ChangePayout>().ApplyDueAsync(Cancel));
    }
}
