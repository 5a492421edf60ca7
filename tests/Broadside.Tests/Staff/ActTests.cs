using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Staff.Acts;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Staff;

public sealed class ActTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task With_one_owner_an_act_waits_three_days(string engine)
    {
        var told = new Told();
        await using var newsroom = await OpenAsync(engine, told);
        var owner = await OwnerAsync(newsroom);

        var act = (await AskAsync(newsroom, owner)).Value!;

        await newsroom.Get<JobRunner>().RunDueAsync(default);
        Assert.Empty(told.Heard);
        newsroom.Time.Advance(TimeSpan.FromHours(72));
        await newsroom.Get<JobRunner>().RunDueAsync(default);
        await newsroom.Get<JobRunner>().RunDueAsync(default);
        Assert.Equal(new ActApproved(act.Id, "change-payout", "site/payout", "\"IBAN\"", owner.Id), Assert.Single(told.Heard));
        Assert.Empty(await newsroom.Get<ActQueries>().WaitingAsync(default));
    }

    [Fact]
    public async Task A_clock_that_was_set_forward_does_not_shorten_the_three_days()
    {
        var told = new Told();
        await using var newsroom = await OpenAsync(Engines.Sqlite, told);
        await AskAsync(newsroom, await OwnerAsync(newsroom));
        await newsroom.Get<JobRunner>().RunDueAsync(default);

        newsroom.Time.Jump(TimeSpan.FromHours(73));
        await newsroom.Get<JobRunner>().RunDueAsync(default);

        Assert.Empty(told.Heard);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_taken_back_does_not_happen(string engine)
    {
        var told = new Told();
        await using var newsroom = await OpenAsync(engine, told);
        var owner = await OwnerAsync(newsroom);
        var act = (await AskAsync(newsroom, owner)).Value!;

        Assert.True((await newsroom.Get<WithdrawAct>().RunAsync(act.Id, owner, default)).IsDone);
        newsroom.Time.Advance(TimeSpan.FromHours(73));
        await newsroom.Get<JobRunner>().RunDueAsync(default);
        await newsroom.Get<JobRunner>().RunDueAsync(default);

        Assert.Empty(told.Heard);
        Assert.Equal("gone", (await newsroom.Get<ApproveAct>().RunAsync(act.Id, owner, default)).Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task With_two_owners_the_other_one_agrees_and_nobody_else_can(string engine)
    {
        var told = new Told();
        await using var newsroom = await OpenAsync(engine, told);
        var (first, second) = (await OwnerAsync(newsroom), await OwnerAsync(newsroom));
        var editor = await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Editor));
        var act = (await AskAsync(newsroom, first with { IsFreshByPasskey = false })).Value!;
        var approve = newsroom.Get<ApproveAct>();

        Assert.Null(act.DueAt);
        Assert.Equal("second_person", (await approve.RunAsync(act.Id, first, default)).Refusal?.Code);
        Assert.Equal("second_person", (await approve.RunAsync(act.Id, editor, default)).Refusal?.Code);
        Assert.True((await approve.RunAsync(act.Id, second, default)).IsDone);
        await newsroom.Get<JobRunner>().RunDueAsync(default);
        Assert.Single(told.Heard);
    }

    [Fact]
    public async Task The_only_owner_must_show_a_passkey()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite, new Told());
        var owner = await OwnerAsync(newsroom);

        Assert.Equal("passkey_needed", (await AskAsync(newsroom, owner with { IsFreshByPasskey = false })).Refusal?.Code);
        Assert.Equal("passkey_needed", (await AskAsync(newsroom, owner with { IsFresh = false })).Refusal?.Code);
    }

    private static Task<TestNewsroom> OpenAsync(string engine, Told told) => TestNewsroom.OpenAsync(engine, services => services.AddSingleton<IEventHandler>(told));

    private static async Task<Actor> OwnerAsync(TestNewsroom newsroom) =>
        await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Owner)) with { IsFreshByPasskey = true };

    private static async Task<Outcome<PendingAct>> AskAsync(TestNewsroom newsroom, Actor who)
    {
        await using var db = newsroom.Db();
        await using var writing = await db.BeginWritingAsync(default);
        var outcome = await newsroom.Get<AskForAct>().RunAsync(db, "change-payout", "site/payout", "Gifts go to another account.", "IBAN", who, default);
        await db.SaveChangesAsync();
        await writing.CommitAsync(default);
        return outcome;
    }

    private sealed class Told : Broadside.Jobs.EventHandler<ActApproved>
    {
        public List<ActApproved> Heard { get; } = [];

        protected override Task HearAsync(ActApproved news, CancellationToken cancel)
        {
            Heard.Add(news);
            return Task.CompletedTask;
        }
    }
}
