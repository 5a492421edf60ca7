using System.Net;
using Broadside.Jobs;
using Broadside.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Subscribers;

/// <summary>Nobody learns from the form who is on the list, and nobody floods a mailbox, the list or the newsroom through it.</summary>
public sealed class EnumerationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_answer_and_the_work_are_the_same_whoever_it_is(string engine)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(engine);
        await newsroom.JoinAsync("on@example.org");
        var (left, me) = await newsroom.JoinAsync("left@example.org");
        await newsroom.PostAsync(me, ("act", "leave"));
        await newsroom.AskAsync("asked@example.org");

        var answers = new List<(HttpStatusCode, string, string)>();
        foreach (var address in new[] { "on@example.org", "left@example.org", "asked@example.org", "new@example.org" })
        {
            var answer = await newsroom.PostAsync("/subscribe", ("address", address));
            var head = string.Join('\n', answer.Message.Headers.Concat(answer.Message.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(", ", h.Value)}"));
            answers.Add((answer.Status, head, answer.Body));
            // Until the job comes, one row in the queue is all that differs from before.
            await using var db = newsroom.Db();
            Assert.Equal(AnswerSignUp.JobKind, (await db.Set<Job>().AsNoTracking().Where(j => j.UniqueKey == null).ToListAsync(Cancel)).Single().Kind);
            await newsroom.WorkAsync();
        }

        Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.OK, answers[0].Item1);
        Assert.Equal(left.Number, (await newsroom.KnownAsync("left@example.org")).Number);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whoever_types_an_address_how_often_it_gets_one_mail_a_day(string engine)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(engine);
        await newsroom.JoinAsync("on@example.org");
        var before = Outbox.Of(newsroom.Folder).Count;

        foreach (var day in new[] { 1, 2 })
        {
            for (var i = 0; i < 3; i++)
            {
                await newsroom.PostAsync("/subscribe", ("address", "ON@example.org"));
                await newsroom.PostAsync("/subscribe", ("address", "asked@example.org"));
                await newsroom.WorkAsync();
            }
            Assert.Equal(day * 2, Outbox.Of(newsroom.Folder).Count - before);
            newsroom.Time.Advance(TimeSpan.FromHours(25));
        }
        var told = Outbox.Of(newsroom.Folder).First(m => m.Subject == "You are on the list already");
        Assert.Equal("on@example.org", told.Headers["Delivered-To"]);
        Assert.StartsWith("/subscribe/me/", told.Link("/subscribe/me/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_has_ten_sign_ups_an_hour_and_a_program_that_fills_everything_none()
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite);

        var thanked = await newsroom.PostAsync("/subscribe", ("address", "robot@example.org"), ("website", "https://example.org/"));
        Assert.True(thanked.Says("Look into your mailbox"));
        for (var i = 0; i < SignUpLimit.FromOne; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await newsroom.PostAsync("/subscribe", ("address", $"a{i}@example.org"))).Status);
        }
        var refused = await newsroom.PostAsync("/subscribe", ("address", "late@example.org"));
        Assert.True(refused.Status == HttpStatusCode.UnprocessableEntity && refused.Says("Many sign-ups came from your network") && refused.Says("value=\"late@example.org\""), refused.Body);
        newsroom.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.OK, (await newsroom.PostAsync("/subscribe", ("address", "late@example.org"))).Status);
        await newsroom.WorkAsync();
        await using var db = newsroom.Db();
        Assert.Equal(SignUpLimit.FromOne + 1, await db.Set<Subscriber>().CountAsync(Cancel));
    }

    [Fact]
    [Trait("Defence", "sign-up-question")]
    public async Task When_sign_ups_come_in_crowds_each_does_a_sum_first_and_each_sum_is_good_once()
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite);
        Assert.False((await newsroom.GetAsync("/subscribe")).Says("name=\"answer\""));
        var front = await newsroom.GetAsync("/");
        Crowd(newsroom);

        var first = await newsroom.PostAsync("/subscribe", ("address", "ana@example.org"));
        Assert.True(first.Status == HttpStatusCode.UnprocessableEntity && first.Says("Many people sign up right now"), first.Body);
        var (paper, sum) = Question(first.Body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(newsroom, "ana@example.org", paper, "1")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(newsroom, "ana@example.org", paper[..^1] + "x", sum)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(newsroom, "ana@example.org", "3.4.5", "7")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(newsroom, "ana@example.org", paper, sum)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(newsroom, "ben@example.org", paper, sum)).Status);
        var (old, oldSum) = Question((await newsroom.GetAsync("/subscribe")).Body);
        newsroom.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(newsroom, "ben@example.org", old, oldSum)).Status);
        // The pages that everybody gets are the same meanwhile, and the calm comes back by itself.
        Assert.Equal(front.Body, (await newsroom.GetAsync("/")).Body);
        newsroom.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.OK, (await newsroom.PostAsync("/subscribe", ("address", "cara@example.org"))).Status);
    }

    [Theory]
    [InlineData("ana@example.org\r\nBcc: all@example.org")]
    [InlineData("ana@example.org,ben@example.org")]
    [InlineData("Ana <ana@example.org>")]
    [InlineData("\"ana\\\"@example.org> RCPT TO:<x\"@example.org")]
    [InlineData("ana@localhost")]
    [InlineData("ana@127.0.0.1")]
    [InlineData("ana@exa mple.org")]
    [InlineData("ana@example.org\u2028x")]
    [InlineData("ana\u202egro.elpmaxe@x.org")]
    [InlineData("@example.org")]
    [InlineData("ana@")]
    [InlineData("")]
    public async Task What_is_no_address_is_told_at_the_field_and_goes_nowhere(string address)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite);

        var answer = await newsroom.PostAsync("/subscribe", ("address", address));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (answer.Status, answer.Says("That is no mail address.")));
        await using var db = newsroom.Db();
        Assert.DoesNotContain(await db.Set<Job>().AsNoTracking().ToListAsync(Cancel), j => j.Kind == AnswerSignUp.JobKind);
    }

    [Theory]
    [InlineData("josé@correo.example", "josé@correo.example", "josé@correo.example")]
    [InlineData(" Pelé@Ñandú.Example ", "Pelé@ñandú.example", "pelé@xn--and-6ma2c.example")]
    [InlineData("jose\u0301@correo.example", "josé@correo.example", "josé@correo.example")]
    [InlineData("用户@例え.jp", "用户@例え.jp", "用户@xn--r8jz45g.jp")]
    [InlineData("o'brien+news@example.org", "o'brien+news@example.org", "o'brien+news@example.org")]
    public async Task Addresses_in_every_script_are_taken_as_they_are(string typed, string kept, string key)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite);

        var mail = await newsroom.AskAsync(typed);

        var known = await newsroom.KnownAsync(typed);
        Assert.Equal((kept, key), (known.Address, known.AddressKey));
        Assert.Contains("Please confirm", mail.Subject, StringComparison.Ordinal);
        Assert.Equal(kept[..kept.IndexOf('@', StringComparison.Ordinal)], mail.Headers["Delivered-To"]!.Split('@')[0]);
    }

    [Fact]
    public async Task A_form_that_is_too_large_or_none_is_refused()
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite);
        foreach (var content in new HttpContent[] { new StringContent("{\"address\":\"ana@example.org\"}", null, "application/json"), new FormUrlEncodedContent([new("address", new string('x', 200_000))]), new StringContent(string.Join('&', Enumerable.Range(0, 2000).Select(i => $"topic={i}")), null, "application/x-www-form-urlencoded") })
        {
            using var answer = await newsroom.Client.PostAsync("/subscribe", content, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            content.Dispose();
        }
    }

    private static Task<ReaderDesk.Answer> SendAsync(HostedNewsroom newsroom, string address, string paper, string answer) =>
        newsroom.PostAsync("/subscribe", ("address", address), ("paper", paper), ("answer", answer));

    private static void Crowd(HostedNewsroom newsroom)
    {
        var limit = newsroom.Get<SignUpLimit>();
        for (var i = 0; i < SignUpLimit.Calm; i++)
        {
            Assert.True(limit.Allows(new IPAddress([198, 51, 100, (byte)i])));
        }
    }

    private static (string Paper, string Sum) Question(string page)
    {
        var paper = System.Text.RegularExpressions.Regex.Match(page, "name=\"paper\" value=\"([^\"]+)\"").Groups[1].Value;
        var numbers = System.Text.RegularExpressions.Regex.Match(page, @"How much is (\d+) plus (\d+)\?").Groups;
        return (paper, $"{int.Parse(numbers[1].Value, System.Globalization.CultureInfo.InvariantCulture) + int.Parse(numbers[2].Value, System.Globalization.CultureInfo.InvariantCulture)}");
    }
}
