using System.Text;
using Broadside.Jobs;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Mail.Inbound;

public sealed class TakeReturnTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_bounce_is_told_once_however_often_it_comes(string engine)
    {
        var heard = new Heard();
        await using var newsroom = await OpenAsync(engine, heard);
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 7, 12);

        var first = await TakeAsync(newsroom, Bounce(token, "5.1.1", "550 5.1.1 <reader@there.example>: no such user"));
        var again = await TakeAsync(newsroom, Bounce(token, "5.1.1", "550 5.1.1 <reader@there.example>: no such user"));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal((ReturnOutcome.Heard, ReturnOutcome.Known), (first.Outcome, again.Outcome));
        var news = Assert.Single(heard.News);
        Assert.Equal((token, MailReturn.Hard, "5.1.1"), (news.Token, news.Kind, news.Status));
        Assert.Equal("550 5.1.1 <…@there.example>: no such user", news.Words);
        await using var db = newsroom.Db();
        Assert.Equal(news.Hash, (await db.Set<KeptReturn>().SingleAsync(Cancel)).Hash);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "return-token")]
    public async Task What_bears_a_forged_token_or_none_changes_nothing_and_is_counted(string engine)
    {
        var heard = new Heard();
        await using var newsroom = await OpenAsync(engine, heard);
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 7, 12);
        var forged = (token[0] == '0' ? '1' : '0') + token[1..];

        var outcomes = new[]
        {
            await TakeAsync(newsroom, Bounce(forged, "5.1.1", "550 no such user")),
            await TakeAsync(newsroom, Bounce(newsroom.Get<MailToken>().Make(MailTokenUse.Confirm, 0, 12), "5.1.1", "550 no such user")),
            await TakeAsync(newsroom, "From: a@b.example\r\nTo: news@outlet.example\r\nSubject: hello\r\n\r\nhello\r\n"),
            await TakeAsync(newsroom, "From: a@b.example\r\nTo: news@outlet.example\r\nSubject: hello again\r\n\r\nhello\r\n"),
        };
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal([ReturnOutcome.Forged, ReturnOutcome.Forged, ReturnOutcome.Stranger, ReturnOutcome.Stranger], outcomes.Select(o => o.Outcome));
        Assert.Empty(heard.News);
        await using var db = newsroom.Db();
        Assert.Empty(await db.Set<KeptReturn>().ToListAsync(Cancel));
        Assert.Equal([("forged", 2L), ("stranger", 2L)], (await db.Set<MailStray>().OrderBy(s => s.Why).ToListAsync(Cancel)).Select(s => (s.Why, s.Count)));
    }

    internal static string Bounce(string token, string status, string words) => $"""
        Return-Path: <>
        From: MAILER-DAEMON@there.example
        To: b+{token}@outlet.example
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="x"

        --x
        Content-Type: text/plain

        It could not be delivered.

        --x
        Content-Type: message/delivery-status

        Reporting-MTA: dns; there.example

        Final-Recipient: rfc822; reader@there.example
        Action: failed
        Status: {status}
        Diagnostic-Code: smtp; {words}

        --x--

        """.ReplaceLineEndings("\r\n");

    internal static Task<TestNewsroom> OpenAsync(string engine, Heard heard, params (string, string)[] settings) =>
        TestNewsroom.OpenAsync(engine, services => services.AddSingleton<IEventHandler>(heard), [("Kit:Address", "https://outlet.example"), .. settings]);

    private static Task<TakenReturn> TakeAsync(TestNewsroom newsroom, string message) => newsroom.Get<TakeReturn>().RunAsync(Encoding.UTF8.GetBytes(message), null, Cancel);

    /// <summary>A module above that wants to know.</summary>
    internal sealed class Heard : Broadside.Jobs.EventHandler<MailCameBack>
    {
        public List<MailCameBack> News { get; } = [];

        protected override Task HearAsync(MailCameBack news, CancellationToken cancel)
        {
            News.Add(news);
            return Task.CompletedTask;
        }
    }
}
