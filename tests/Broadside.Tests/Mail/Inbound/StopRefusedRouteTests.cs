using System.Text;
using Broadside.Jobs;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Broadside.Mail.Letters;
using Broadside.Mail.Routes;
using Broadside.Tests.Digest;
using Broadside.Tests.Guard;

namespace Broadside.Tests.Mail.Inbound;

public sealed class StopRefusedRouteTests
{
    private const string Words = "550 5.7.1 our policy has no room for you";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Refusals_of_three_people_at_two_domains_stop_the_route(string engine)
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await OpenAsync(engine, sink);

        await RefuseAsync(newsroom, "ana@here.example", "ben@there.example");
        Assert.False(await IsStoppedAsync(newsroom));
        Assert.Equal([("mail-refused", "first")], (await newsroom.AlarmsAsync()).Select(a => (a.Code, a.Subject)));
        await RefuseAsync(newsroom, "cleo@there.example");

        Assert.True(await IsStoppedAsync(newsroom));
        Assert.Equal(Words, (await newsroom.Get<MailRoutes>().Named("first")!.StateAsync(Cancel)).Reason);
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "route-stopped" && a.Subject == "first");
    }

    [Theory]
    [InlineData(Engines.Sqlite, "hostile@there.example hostile@there.example hostile@there.example hostile@there.example")]
    [InlineData(Engines.Postgres, "hostile@there.example hostile@there.example hostile@there.example hostile@there.example")]
    [InlineData(Engines.Sqlite, "a@hostile.example b@hostile.example c@hostile.example d@mail.hostile.example")]
    [InlineData(Engines.Postgres, "a@hostile.example b@hostile.example c@hostile.example d@mail.hostile.example")]
    [InlineData(Engines.Sqlite, "me@large.example me+1@large.example Me+2@large.example me@hostile.example")]
    [InlineData(Engines.Postgres, "me@large.example me+1@large.example Me+2@large.example me@hostile.example")]
    [Trait("Defence", "refused-by-many")]
    public async Task One_hostile_subscriber_stops_no_route_whatever_addresses_are_his(string engine, string addresses)
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await OpenAsync(engine, sink);

        await RefuseAsync(newsroom, addresses.Split(' '));

        Assert.False(await IsStoppedAsync(newsroom));
        Assert.Equal([("mail-refused", "first")], (await newsroom.AlarmsAsync()).Select(a => (a.Code, a.Subject)));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "refused-by-many")]
    public async Task What_is_older_than_a_day_or_was_looked_into_counts_no_more(string engine)
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await OpenAsync(engine, sink);

        await RefuseAsync(newsroom, "ana@here.example", "ben@there.example");
        newsroom.Time.Advance(TimeSpan.FromHours(25));
        await RefuseAsync(newsroom, "cleo@there.example");
        Assert.False(await IsStoppedAsync(newsroom));
        await RefuseAsync(newsroom, "dan@here.example", "eve@here.example");
        Assert.True(await IsStoppedAsync(newsroom));

        await newsroom.Get<MailRoutes>().Named("first")!.ResumeAsync(Cancel);
        newsroom.Time.Advance(TimeSpan.FromMinutes(1));
        await RefuseAsync(newsroom, "fay@here.example", "gil@there.example");
        Assert.False(await IsStoppedAsync(newsroom));
        await RefuseAsync(newsroom, "hal@here.example");
        Assert.True(await IsStoppedAsync(newsroom));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Refused_digests_count_like_letters_and_those_of_another_route_do_not(string engine)
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await OpenAsync(engine, sink, ("Mail:Routes:1:Name", "second"), ("Mail:Routes:1:Host", "127.0.0.1"), ("Mail:Routes:1:Port", $"{sink.Port}"), ("Mail:Routes:1:Tls", "none"));
        await newsroom.AddReadersAsync(2, domain: "here.example");
        await newsroom.AddReadersAsync(2, domain: "there.example");
        await newsroom.AlterAsync("INSERT INTO deliveries (digest, subscriber, body, due_at, state, attempt, doubts, route, code) VALUES " +
            "(7, 1, 0, 1, 'accepted', 1, 0, 'first', 250), (7, 2, 0, 1, 'accepted', 1, 0, 'second', 250), (7, 3, 0, 1, 'accepted', 1, 0, 'first', 250), (7, 4, 0, 1, 'accepted', 1, 0, 'first', 250)");

        await ComeBackAsync(newsroom, [.. new[] { 1L, 2, 3 }.Select(s => newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 7, s))]);
        Assert.False(await IsStoppedAsync(newsroom));
        await ComeBackAsync(newsroom, newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 7, 4));

        Assert.True(await IsStoppedAsync(newsroom));
        Assert.False((await newsroom.Get<MailRoutes>().Named("second")!.StateAsync(Cancel)).IsStopped);
    }

    [Fact]
    public async Task A_forged_refusal_does_nothing()
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await OpenAsync(Engines.Sqlite, sink);
        var token = await PostAsync(newsroom, "reader@there.example");

        await ComeBackAsync(newsroom, token[..^1] + (token[^1] == 'a' ? 'b' : 'a'));

        Assert.False(await IsStoppedAsync(newsroom));
        Assert.Empty(await newsroom.AlarmsAsync());
    }

    private static Task<TestNewsroom> OpenAsync(string engine, SmtpSink sink, params (string, string)[] more) =>
        TakeReturnTests.OpenAsync(engine, new TakeReturnTests.Heard(), [("Mail:Routes:0:Name", "first"), ("Mail:Routes:0:Host", "127.0.0.1"), ("Mail:Routes:0:Port", $"{sink.Port}"), ("Mail:Routes:0:Tls", "none"), .. more]);

    private static async Task<bool> IsStoppedAsync(TestNewsroom newsroom) => (await newsroom.Get<MailRoutes>().Named("first")!.StateAsync(Cancel)).IsStopped;

    /// <summary>A letter to each of them leaves, and comes back.</summary>
    private static async Task RefuseAsync(TestNewsroom newsroom, params string[] recipients)
    {
        foreach (var recipient in recipients)
        {
            await ComeBackAsync(newsroom, await PostAsync(newsroom, recipient));
        }
    }

    private static async Task ComeBackAsync(TestNewsroom newsroom, params string[] tokens)
    {
        foreach (var token in tokens)
        {
            await newsroom.Get<TakeReturn>().RunAsync(Encoding.UTF8.GetBytes(TakeReturnTests.Bounce(token, "5.7.1", Words)), null, Cancel);
        }
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
    }

    private static async Task<string> PostAsync(TestNewsroom newsroom, string to)
    {
        await using var db = newsroom.Db();
        var letter = await newsroom.Get<PostLetter>().RunAsync(db, new NewLetter { Kind = "confirm", To = to, Subject = "Please confirm", Text = "Hello\n", Language = "en" }, Cancel);
        await db.SaveChangesAsync(Cancel);
        await newsroom.Get<SendLetters>().RunAsync("{}", Cancel);
        return newsroom.Get<MailToken>().Make(MailTokenUse.Letter, 0, letter.Number);
    }
}
