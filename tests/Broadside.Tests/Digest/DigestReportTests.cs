using System.Globalization;
using Broadside.Digest;
using Broadside.Digest.Reports;
using Broadside.Mail;
using Broadside.Staff;
using Broadside.Storage;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Digest;

public sealed class DigestReportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_report_sums_to_what_was_frozen_by_state_domain_and_route(string engine)
    {
        await using var desk = await SentAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);

        var page = await editor.GetAsync("/desk/digests/1");
        var figures = (await desk.Get<CountDeliveries>().RunAsync((await desk.DigestsAsync())[0], Cancel)).Figures!;

        Assert.Equal((20, 20L), ((int)figures.All, (await desk.DigestsAsync())[0].Frozen));
        Assert.Equal((12, 3, 2, 2, 1), (Of("accepted"), Of("failed"), Of("deferred"), Of("in_doubt"), Of("pending")));
        Assert.Equal([new FigureLine("example.org", 12, 11, 0, 1), new FigureLine("posta.example", 8, 1, 2, 2)], figures.Domains);
        Assert.Equal([new FigureLine("relay", 19, 12, 2, 3)], figures.Routes);
        Assert.Equal(12, figures.Hours.Sum(h => h.Accepted));
        Assert.Contains("20 recipients, and where their messages are", page.Text, StringComparison.Ordinal);
        Assert.Contains("posta.example", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("svg.plot rect"));

        int Of(string state) => (int)figures.Of(state);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_doubt_has_a_name_and_a_person_settles_it(string engine)
    {
        await using var desk = await SentAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var doubts = (await editor.GetAsync("/desk/digests/1")).Document.QuerySelectorAll("#doubts ~ ul > li").Select(l => l.QuerySelector("input[name=subscriber]")!.GetAttribute("value")!).ToList();
        Assert.Equal(["18", "19"], doubts);
        Assert.Contains("reader18@posta.example", (await editor.GetAsync("/desk/digests/1")).Text, StringComparison.Ordinal);

        Assert.Equal("/desk/digests/1?done=doubt_settled", (await editor.SubmitAsync("/desk/digests/1", "/desk/digests/1?handler=Delivered", ("subscriber", "18"))).To);
        Assert.Equal("/desk/digests/1?done=doubt_again", (await editor.SubmitAsync("/desk/digests/1", "/desk/digests/1?handler=Again", ("subscriber", "19"))).To);

        var figures = (await desk.Get<CountDeliveries>().RunAsync((await desk.DigestsAsync())[0], Cancel)).Figures!;
        Assert.Equal((0, 13, 2), ((int)figures.Of("in_doubt"), (int)figures.Of("accepted"), (int)figures.Of("pending")));
        Assert.Equal(422, (await editor.SubmitAsync("/desk/digests/1", "/desk/digests/1?handler=Delivered", ("subscriber", "18"))).Status);
        Assert.Equal(2, (await desk.LogAsync()).Count(a => a.What == "settle doubt" && a.Who == editor.Member!.Id));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Answers_of_servers_are_read_page_by_page_in_their_own_words(string engine)
    {
        await using var desk = await SentAsync(engine);
        for (var i = 0; i < 60; i++)
        {
            await desk.RunSqlAsync($"INSERT INTO delivery_attempts (digest, subscriber, attempt, route, ended_at, outcome, code, reply) VALUES (1, {(i / 2) + 1}, {(i % 2) + 1}, 'relay', 1000000, 'deferred', 451, '4.7.1 Come back later, says number {i}')");
        }
        using var editor = await desk.SignedInAsync(Role.Editor);

        var first = await editor.GetAsync("/desk/digests/1/answers");
        var second = await editor.GetAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        var rows = first.Document.QuerySelectorAll("tbody tr").Concat(second.Document.QuerySelectorAll("tbody tr")).Select(r => r.Children[3].TextContent).ToList();
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"451 4.7.1 Come back later, says number {i}"), rows);
        Assert.Null(second.Document.QuerySelector("a[rel=next]"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task It_is_paused_goes_on_and_is_cancelled_with_its_numbers_in_the_question(string engine)
    {
        await using var desk = await SentAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);

        Assert.Contains("12 people have it. 3 people would never get it.", (await editor.GetAsync("/desk/digests/1")).Text, StringComparison.Ordinal);
        await editor.SubmitAsync("/desk/digests/1", "/desk/digests/1?handler=Pause");
        Assert.Equal(DigestState.Paused, (await desk.DigestsAsync())[0].State);
        Assert.Contains("3 people are waiting for it", (await editor.GetAsync("/desk/digests/1")).Text, StringComparison.Ordinal);
        await editor.SubmitAsync("/desk/digests/1", "/desk/digests/1?handler=Resume");
        Assert.Equal(DigestState.Frozen, (await desk.DigestsAsync())[0].State);
        await editor.SubmitAsync("/desk/digests/1", "/desk/digests/1?handler=Cancel");

        Assert.Equal(DigestState.Cancelled, (await desk.DigestsAsync())[0].State);
        var figures = (await desk.Get<CountDeliveries>().RunAsync((await desk.DigestsAsync())[0], Cancel)).Figures!;
        Assert.Equal((3, 0, 20), ((int)figures.Of("excluded"), (int)figures.Left, (int)figures.All));
        Assert.Equal(["pause digest", "resume digest", "cancel digest"], (await desk.LogAsync()).Where(a => a.Who == editor.Member!.Id && a.What.EndsWith(" digest", StringComparison.Ordinal)).Select(a => a.What));
        Assert.Equal(422, (await editor.SubmitAsync("/desk/digests/1", "/desk/digests/1?handler=Resume")).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Before_its_hour_its_day_is_left_out_and_the_desk_goes_on(string engine)
    {
        await using var desk = await TodayTests.OpenAsync(engine);
        await desk.Get<IEngine>().AddReadersAsync(2);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await editor.GetAsync("/desk/digest");

        var page = await editor.GetAsync("/desk/digests/1");
        var done = await editor.SubmitAsync("/desk/digests/1", "/desk/digests/1?handler=Cancel");

        Assert.Contains("What it would have told is told by the next one", page.Text, StringComparison.Ordinal);
        Assert.Equal("/desk/digests/1?done=digest_left_out", done.To);
        Assert.Equal((DigestState.Open, "2026-11-24"), ((await desk.DigestsAsync()).Single().State, (await desk.DigestsAsync()).Single().Day));
        Assert.Contains("This mails 2 people on", (await editor.GetAsync("/desk/digest")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_came_back_of_it_and_of_no_other_stands_in_the_report(string engine)
    {
        await using var desk = await SentAsync(engine);
        var tokens = desk.Get<MailToken>();
        foreach (var (use, digest, subscriber, kind) in new[] { (MailTokenUse.Digest, 1, 3, "hard"), (MailTokenUse.Digest, 1, 4, "hard"), (MailTokenUse.Digest, 1, int.MaxValue, "complaint"), (MailTokenUse.Digest, 2, 3, "soft"), (MailTokenUse.Digest, 0, 3, "soft"), (MailTokenUse.Letter, 1, 3, "soft") })
        {
            var token = tokens.Make(use, digest, subscriber);
            await desk.RunSqlAsync($"INSERT INTO mail_returns (hash, token, kind, status, words, received_at) VALUES ('{token}', '{token}', '{kind}', '5.1.1', 'Words about {subscriber}', {subscriber})");
        }
        using var editor = await desk.SignedInAsync(Role.Editor);

        var page = await editor.GetAsync("/desk/digests/1");

        Assert.Equal(["There is no such mailbox: 2", "Called spam: 1"], page.Document.QuerySelectorAll("ul.numbers li").Select(l => l.TextContent));
        Assert.Equal([$"/desk/subscribers/{int.MaxValue}", "/desk/subscribers/4", "/desk/subscribers/3"], page.Document.QuerySelectorAll("a[href^='/desk/subscribers/']").Select(a => a.GetAttribute("href")));
        Assert.Contains("5.1.1 Words about 4", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_list_goes_back_by_number_and_leads_to_each(string engine)
    {
        await using var desk = await TodayTests.OpenAsync(engine);
        for (var i = 1; i <= 55; i++)
        {
            await desk.RunSqlAsync($"INSERT INTO digests (kind, day, from_seq, to_seq, state, plan, send_at, expires_at, frozen_upto, frozen, created_at) VALUES ('daily', 'day {i}', {i + 100}, {i + 100}, 'done', '{{}}', 1, 1, 0, {i}, 1)");
        }
        using var editor = await desk.SignedInAsync(Role.Editor);

        var first = await editor.GetAsync("/desk/digests");
        var second = await editor.GetAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal(Enumerable.Range(1, 55).Reverse().Select(i => $"day {i}"), first.Document.QuerySelectorAll("tbody a").Concat(second.Document.QuerySelectorAll("tbody a")).Select(a => a.TextContent));
        Assert.Equal(404, (await editor.GetAsync("/desk/digests/99999")).Status);
        Assert.Equal(404, (await editor.GetAsync("/desk/digests/none/answers")).Status);
    }

    /// <summary>A digest for 20 that is on its way: 12 accepted, 3 refused, 2 later, 2 in doubt, 1 waiting.</summary>
    internal static async Task<TestDesk> SentAsync(string engine)
    {
        var desk = await TodayTests.OpenAsync(engine);
        await desk.Get<IEngine>().AddReadersAsync(12);
        await desk.Get<IEngine>().AddReadersAsync(8, domain: "posta.example");
        await desk.FreezeAsync();
        var now = Instants.Micros(desk.Time.GetUtcNow());
        foreach (var (state, from, to, code, reply) in new[] { ("accepted", 1, 11, 250, "2.0.0 ok"), ("failed", 12, 14, 550, "5.1.1 No such person here"), ("deferred", 15, 16, 451, "4.2.2 Mailbox full"), ("accepted", 17, 17, 250, "2.0.0 ok"), ("in_doubt", 18, 19, 0, "The connection was lost.") })
        {
            await desk.RunSqlAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE deliveries SET state = '{state}', route = 'relay', attempt = 1, code = {code}, reply = '{reply}', settled_at = {now} WHERE subscriber >= {from} AND subscriber <= {to}"));
        }
        return desk;
    }
}
