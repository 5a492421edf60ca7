using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Checks;
using Broadside.Mail.Routes;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mail;

/// <summary>How much a route lets through by the second, hour and day, and what several programs that send by it know of each other.</summary>
public sealed class RouteLimitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_hour_takes_so_many_and_the_next_as_many_again(string engine)
    {
        await using var newsroom = await OpenAsync(engine, ("PerHour", "20"));
        var route = newsroom.Get<MailRoutes>().All[0];

        Assert.Equal(20, await TakeAsync(route, 30));
        Assert.Equal((false, TimeSpan.FromHours(1), false), await route.TakeTurnAsync("example.org", Cancel));
        newsroom.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal((false, TimeSpan.FromMinutes(1), false), await route.TakeTurnAsync("example.org", Cancel));
        newsroom.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(20, await TakeAsync(route, 30));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Turns_left_from_an_hour_that_is_over_do_not_swell_the_next(string engine)
    {
        await using var newsroom = await OpenAsync(engine, ("PerHour", "100"), ("PerDay", "150"));
        var route = newsroom.Get<MailRoutes>().All[0];

        Assert.Equal(1, await TakeAsync(route, 1));
        newsroom.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(100, await TakeAsync(route, 200));
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        // The day has one and a hundred of its hundred and fifty.
        Assert.Equal(49, await TakeAsync(route, 200));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_new_route_takes_twice_as_many_each_day_up_to_its_cap(string engine)
    {
        await using var newsroom = await OpenAsync(engine, ("WarmUp", "50"), ("PerDay", "120"));
        var route = newsroom.Get<MailRoutes>().All[0];

        var days = new List<int>();
        for (var day = 0; day < 4; day++)
        {
            days.Add(await TakeAsync(route, 300));
            newsroom.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([50, 100, 120, 120], days);
        Assert.Equal((true, TimeSpan.Zero, false), await route.TakeTurnAsync("example.org", Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_warm_up_ends_and_a_restart_does_not_begin_the_day_again(string engine)
    {
        await using var newsroom = await OpenAsync(engine, ("WarmUp", "3"));
        Assert.Equal(2, await TakeAsync(newsroom.Get<MailRoutes>().All[0], 2));
        await newsroom.Get<MailRoutes>().All[0].GiveBackAsync(Cancel);
        await newsroom.OpenAgainAsync();

        Assert.Equal(1, await TakeAsync(newsroom.Get<MailRoutes>().All[0], 10));
        newsroom.Time.Advance(TimeSpan.FromDays(20));

        Assert.Equal(3000, await TakeAsync(newsroom.Get<MailRoutes>().All[0], 3000));
    }

    [Fact]
    public async Task A_domain_takes_so_many_a_minute_and_another_does_not_wait_for_it()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite, ("PerDomain", "3"));
        var route = newsroom.Get<MailRoutes>().All[0];

        Assert.Equal(3, await TakeAsync(route, 5, "one.example"));
        Assert.Equal((false, TimeSpan.FromSeconds(60), true), await route.TakeTurnAsync("ONE.example", Cancel));
        Assert.Equal(3, await TakeAsync(route, 5, "two.example"));
        newsroom.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(3, await TakeAsync(route, 5, "one.example"));
    }

    [Fact]
    public async Task A_second_takes_so_many_and_a_pause_saves_up_no_more_than_one_seconds()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite, ("PerSecond", "2"));
        var route = newsroom.Get<MailRoutes>().All[0];

        Assert.Equal(1, await TakeAsync(route, 5));
        Assert.Equal((false, TimeSpan.FromSeconds(0.5), false), await route.TakeTurnAsync("example.org", Cancel));
        newsroom.Time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(1, await TakeAsync(route, 5));
        newsroom.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, await TakeAsync(route, 5));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Two_programs_share_a_cap_and_give_back_what_they_do_not_need(string engine)
    {
        await using var newsroom = await OpenAsync(engine, ("PerDay", "50"));
        using var others = Another(newsroom);
        var (here, there) = (newsroom.Get<MailRoutes>().All[0], others.All[0]);

        Assert.Equal(7, await TakeAsync(here, 7));
        await here.GiveBackAsync(Cancel);
        var taken = 7;
        for (var i = 0; i < 40; i++)
        {
            taken += await TakeAsync(here, 1) + await TakeAsync(there, 1);
        }

        Assert.Equal(50, taken);
        newsroom.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(50, await TakeAsync(there, 100));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_one_program_stopped_no_other_one_starts(string engine)
    {
        await using var newsroom = await OpenAsync(engine, ("PerDay", "50"));
        using var others = Another(newsroom);
        var (here, there) = (newsroom.Get<MailRoutes>().All[0], others.All[0]);
        await here.FailedAsync(SmtpAnswer.Lost("no answer"), Cancel);
        Assert.True(await here.IsUsableAsync(Cancel) && await TakeAsync(here, 1) == 1);

        await there.StopAsync(new SmtpAnswer(550, "5.7.1 <ana@example.org>: you are on a list", SmtpStep.Recipient), Cancel);
        // This one has not heard of it yet.
        Assert.True(here.IsUsableAsHeard);
        await here.GiveBackAsync(Cancel);
        await here.WorksAsync(Cancel);
        await here.FailedAsync(SmtpAnswer.Lost("no answer"), Cancel);
        await here.EndRestAsync(Cancel);

        Assert.Equal((false, false), (await here.IsUsableAsync(Cancel), here.IsUsableAsHeard));
        var state = await here.StateAsync(Cancel);
        // Whom the server named is nobody's business afterwards.
        Assert.Equal((true, "550 5.7.1 <…@example.org>: you are on a list"), (state.IsStopped, state.Reason));
        await here.ResumeAsync(Cancel);
        Assert.True(await there.IsUsableAsync(Cancel));
    }

    // As a second program has it, which sends by the same route: with a memory of its own.
    internal static MailRoutes Another(TestNewsroom newsroom) => new(
        newsroom.Get<MailSettings>(), newsroom.Get<BaseAddress>(), newsroom.Get<DataFolder>(), newsroom.Get<MailDns>(),
        newsroom.Get<IDbContextFactory<NewsroomDb>>(), newsroom.Get<IEngine>(), newsroom.Get<Alarms>(), newsroom.Get<TimeProvider>());

    private static Task<TestNewsroom> OpenAsync(string engine, params (string Name, string Value)[] limits) => TestNewsroom.OpenAsync(
        engine, null, [("Mail:Routes:0:Name", "relay"), ("Mail:Routes:0:Host", "127.0.0.1"), .. limits.Select(l => ("Mail:Routes:0:" + l.Name, l.Value))]);

    /// <summary>How many of so many turns the route gives.</summary>
    private static async Task<int> TakeAsync(MailRoute route, int most, string domain = "example.org")
    {
        var taken = 0;
        while (taken < most && (await route.TakeTurnAsync(domain, Cancel)).Taken)
        {
            taken++;
        }
        return taken;
    }
}
