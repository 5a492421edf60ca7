using System.Text;
using System.Text.Json;
using Broadside.Digest.Reports;
using Broadside.Jobs;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Broadside.Mail.Letters;
using Broadside.Staff;
using Broadside.Storage;
using Broadside.Subscribers;
using Broadside.Tests.Desk;
using Broadside.Tests.Subscribers;

namespace Broadside.Tests.Digest;

/// <summary>Who left by a digest, whichever of its ways out they took.</summary>
public sealed class LeaversTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whoever_leaves_by_page_by_one_click_or_by_mail_is_counted_once_for_its_digest(string engine)
    {
        await using var desk = await SentAsync(engine);
        var tokens = desk.Get<MailToken>();
        string Token(long digest, long reader) => tokens.Make(MailTokenUse.Digest, digest, reader);
        using var reader = new HttpClient { BaseAddress = new Uri(desk.Address) };
        for (var twice = 0; twice < 2; twice++)
        {
            await PostAsync(reader, "/subscribe/leave/" + Token(1, 1), ("act", "leave"));
            await PostAsync(reader, "/subscribe/leave/" + Token(1, 2), ("List-Unsubscribe", "One-Click"));
            await desk.Get<TakeReturn>().RunAsync(Wish(Token(1, 3), twice), null, Cancel);
            await PostAsync(reader, "/subscribe/me/" + Token(1, 4), ("act", "leave"));
            // Who is off already leaves by nothing; a link of their own page is no digest's.
            await desk.Get<TakeReturn>().RunAsync(Wish(Token(1, 1), twice), null, Cancel);
            await PostAsync(reader, "/subscribe/leave/" + tokens.Make(MailTokenUse.Preferences, 0, 5), ("act", "leave"));
            await PostAsync(reader, "/subscribe/leave/" + Token(2, 6), ("act", "leave"));
            await desk.Get<JobRunner>().WorkAsync();
        }
        using var editor = await desk.SignedInAsync(Role.Editor);

        Assert.Equal(4, await desk.Get<ReturnQueries>().LeaversAsync(1, Cancel));
        Assert.Equal(["Left the list by it: 4"], (await editor.GetAsync("/desk/digests/1")).Document.QuerySelectorAll("ul.numbers li").Select(l => l.TextContent));
        Assert.Equal(SubscriberState.Left, (await desk.Get<SubscriberQueries>().FindAsync(6, Cancel))!.State);
    }

    [Fact]
    public async Task The_report_of_the_command_line_names_them()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await using (var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: false, Cancel))
        {
            await Sql.RunAsync(connection, "INSERT INTO digests (kind, day, from_seq, to_seq, state, plan, send_at, expires_at, frozen_upto, frozen, created_at) VALUES ('daily', '2026-11-22', 1, 1, 'done', '{}', 1, 1, 0, 2, 1)", Cancel);
            await Sql.RunAsync(connection, "INSERT INTO deliveries (digest, subscriber, body, due_at, state, attempt, doubts, code) VALUES (1, 1, 0, 0, 'accepted', 1, 0, 250), (1, 2, 0, 0, 'deferred', 1, 0, 450)", Cancel);
            await Sql.RunAsync(connection, "INSERT INTO digest_leavers (digest, subscriber, left_at) VALUES (1, 1, 1), (2, 1, 1)", Cancel);
            var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 1, 2);
            await Sql.RunAsync(connection, "INSERT INTO mail_returns (hash, token, kind, status, words, received_at) VALUES ('1', @token, 'hard', '', '', 1), ('2', @token, 'hard', '', '', 1), ('3', @token, 'complaint', '', '', 1)", Cancel, ("token", token));
        }

        var result = await TestProgram.RunAsync(newsroom.Folder, "digest", "report", "1", "--json");

        var report = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("1 1 1 1 1", string.Join(' ', new[] { "accepted", "deferred", "bounced", "complained", "unsubscribed" }.Select(n => report.GetProperty(n).GetInt64())));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_test_has_the_fields_of_the_real_one_and_links_that_change_nothing(string engine)
    {
        await using var desk = await SentAsync(engine);
        await desk.PublishAsync(Site.Newspaper.Article("d", "The harbour, d", "The harbour was quiet.") with { PublishedAt = desk.Time.GetUtcNow() });
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        using var reader = new HttpClient { BaseAddress = new Uri(desk.Address) };

        var stranger = await TestAsync(desk, "eva@example.com");
        var own = await TestAsync(desk, "reader1@example.org");

        foreach (var message in new[] { stranger, own })
        {
            Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
            Assert.StartsWith("<digest.", message.Headers["List-Id"], StringComparison.Ordinal);
            Assert.EndsWith("/digest/>", message.Headers["List-Archive"], StringComparison.Ordinal);
            Assert.StartsWith("2:daily:digest:", message.Headers["Feedback-ID"], StringComparison.Ordinal);
            Assert.Matches(@"^<http[^>]+/subscribe/leave/[0-9a-z]{34}>, <mailto:leave\+[0-9a-z]{34}@[^>]+>$", message.Headers["List-Unsubscribe"]);
            Assert.DoesNotContain(new string('0', 20), message.TextBody, StringComparison.Ordinal);
        }
        var page = await reader.GetStringAsync(Path(stranger), Cancel);
        Assert.Contains("This link is from a test", page, StringComparison.Ordinal);
        await PostAsync(reader, Path(stranger), ("List-Unsubscribe", "One-Click"));
        Assert.Equal(ReturnOutcome.Heard, (await desk.Get<TakeReturn>().RunAsync(Wish(Path(stranger)[^MailToken.Length..], 0), null, Cancel)).Outcome);
        await desk.Get<JobRunner>().WorkAsync();
        await using (var db = desk.Db())
        {
            Assert.Empty(db.Set<Subscriber>().Where(s => s.State != SubscriberState.Confirmed));
        }
        await PostAsync(reader, Path(own), ("List-Unsubscribe", "One-Click"));
        await desk.Get<JobRunner>().WorkAsync();
        Assert.Equal(SubscriberState.Left, (await desk.Get<SubscriberQueries>().FindAsync("reader1@example.org", Cancel))!.State);
        Assert.Equal(0, await desk.Get<ReturnQueries>().LeaversAsync(2, Cancel));
    }

    private static async Task<MimeKit.MimeMessage> TestAsync(TestDesk desk, string to)
    {
        // Due later: the served newsroom freezes what is due by itself, and the next digest would be empty.
        var open = await desk.Get<Broadside.Digest.OpenDigest>().RunAsync(Broadside.Digest.DigestKind.Daily, desk.Time.GetUtcNow().AddHours(1), Cancel);
        Assert.Null((await desk.Get<Broadside.Digest.TestDigest>().RunAsync(open.Number, null, to, Cancel)).Refusal);
        await desk.SendLettersAsync();
        // The served newsroom sends letters by itself: it may have this one in hand.
        for (var tries = 0; Outbox.To(desk.Folder, to).Count == 0 && tries < 200; tries++)
        {
            await Task.Delay(50, Cancel);
        }
        return Assert.Single(Outbox.To(desk.Folder, to));
    }

    // Ended: what is left of it would be sent again and again, by a relay that is not there, at a clock that stands.
    private static async Task<TestDesk> SentAsync(string engine)
    {
        var desk = await DigestReportTests.SentAsync(engine);
        await desk.RunSqlAsync("UPDATE digests SET state = 'done'");
        return desk;
    }

    private static string Path(MimeKit.MimeMessage message) => new Uri(message.Headers["List-Unsubscribe"]!.Split('<', '>')[1]).AbsolutePath;

    private static byte[] Wish(string token, int which) => Encoding.ASCII.GetBytes($"From: somebody@example.org\r\nTo: leave+{token}@example.org\r\nSubject: unsubscribe\r\nMessage-ID: <{which}@example.org>\r\n\r\nNo more.\r\n");

    private static async Task PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await client.PostAsync(path, form, Cancel);
        Assert.True(answer.IsSuccessStatusCode, path);
    }
}
