using Broadside.Mail.Routes;
using Broadside.Mail.Wire;
using Broadside.Tests.Mail;
using Broadside.Tests.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Digest;

/// <summary>A digest on its way by a route with limits.</summary>
public sealed class RouteSendingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_carries_no_more_messages_than_its_route_allows()
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await OpenAsync(Engines.Sqlite, sink, ("MaxConnections", "1"), ("MaxPerConnection", "3"));
        await newsroom.AddReadersAsync(10);

        var status = await newsroom.SendAsync(await newsroom.FreezeAsync());

        Assert.Equal((10, "done"), (status.Accepted, status.State));
        Assert.Equal(4, sink.Connections);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_a_cap_and_a_lost_answer_leave_goes_the_next_day(string engine)
    {
        // The answer to the last message of the day is lost: it is in doubt, and no turn is left to send it once more.
        await using var sink = new SmtpSink((n, _) => n == 5 ? SinkFault.DropAfterDot : SinkFault.None);
        await using var newsroom = await OpenAsync(engine, sink, ("MaxConnections", "1"), ("WarmUp", "5"));
        await newsroom.AddReadersAsync(8);
        var digest = await newsroom.FreezeAsync();

        var status = await newsroom.SendAsync(digest);
        Assert.Equal((4, 4, 4), (status.Accepted, status.Pending, sink.Accepted.Count));
        await newsroom.AlterAsync("UPDATE mail_routes SET in_day = 0");
        status = await newsroom.SendAsync(digest);

        Assert.Equal((8, "done"), (status.Accepted, status.State));
        Assert.Equal(8, sink.Accepted.Select(a => a.To).Distinct().Count());
        Assert.Equal(8, sink.Accepted.Count);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_route_that_another_program_stops_is_left_within_moments(string engine)
    {
        var cancel = Cancel;
        MailRoutes? elsewhere = null;
        Task? stopping = null;
        await using var sink = new SmtpSink((n, _) =>
        {
            if (n == 20)
            {
                stopping = elsewhere!.All[0].StopAsync(new SmtpAnswer(550, "5.7.1 you are on a list", SmtpStep.Recipient), cancel);
            }
            return SinkFault.None;
        });
        await using var newsroom = await OpenAsync(engine, sink, ("PerSecond", "20"));
        using var others = RouteLimitTests.Another(newsroom);
        elsewhere = others;
        await newsroom.AddReadersAsync(200);

        var status = await newsroom.SendAsync(await newsroom.FreezeAsync());
        await stopping!;

        Assert.InRange(status.Accepted, 20, 150);
        Assert.Equal(200, status.Accepted + status.Pending);
        Assert.True((await newsroom.Get<MailRoutes>().All[0].StateAsync(Cancel)).IsStopped);
    }

    // The sender's pauses are real ones.
    private static async Task<TestNewsroom> OpenAsync(string engine, SmtpSink sink, params (string Name, string Value)[] limits)
    {
        var newsroom = await TestNewsroom.OpenAsync(
            engine, s => s.AddSingleton(TimeProvider.System),
            [("Mail:Routes:0:Name", "relay"), ("Mail:Routes:0:Host", "127.0.0.1"), ("Mail:Routes:0:Port", $"{sink.Port}"), ("Mail:Routes:0:Tls", "none"), ("Mail:From", "digest@example.org"), .. limits.Select(l => ("Mail:Routes:0:" + l.Name, l.Value))]);
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "The bridge is closed."));
        return newsroom;
    }
}
