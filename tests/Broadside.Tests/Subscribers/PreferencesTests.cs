using System.Net;
using System.Text.Json;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Mail;
using Broadside.Mail.Letters;
using Broadside.Subscribers;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Subscribers;

/// <summary>A reader's own page, and the form that stands everywhere.</summary>
public sealed class PreferencesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_chooses_pauses_comes_back_leaves_and_comes_back_by_the_link_of_a_mail(string engine)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(engine);
        var (ana, me) = await newsroom.JoinAsync("ana@example.org");

        var changed = await newsroom.PostAsync(me, ("act", "change"), ("cadence", "every"), ("topic", "made-up"), ("language", "es"), ("zone", "America/Bogota"), ("hour", "21"));
        Assert.True(changed.Says("Guardado."), changed.Body);
        var known = await newsroom.KnownAsync("ana@example.org");
        // What is no topic of this outlet is not taken.
        Assert.Equal((Cadence.Every, "", "es", "America/Bogota", 21), (known.Cadence, known.Topics, known.Language, known.Zone, known.Hour));
        await newsroom.PostAsync(me, ("act", "change"), ("cadence", "none"), ("language", "xx-made-up"), ("zone", "../etc/passwd"), ("hour", "99"));
        known = await newsroom.KnownAsync("ana@example.org");
        Assert.Equal((Cadence.Daily, "en", "UTC", null), (known.Cadence, known.Language, known.Zone, known.Hour));

        Assert.True((await newsroom.PostAsync(me, ("act", "pause"), ("days", "7"))).Says("mail pauses until 29 November 2026"));
        await newsroom.Get<EndPauses>().RunAsync("{}", Cancel);
        Assert.Equal(SubscriberState.Paused, (await newsroom.KnownAsync("ana@example.org")).State);
        newsroom.Time.Jump(TimeSpan.FromDays(7));
        await newsroom.Get<EndPauses>().RunAsync("{}", Cancel);
        Assert.Equal((SubscriberState.Confirmed, null), ((await newsroom.KnownAsync("ana@example.org")).State, (await newsroom.KnownAsync("ana@example.org")).PausedUntil));
        await newsroom.PostAsync(me, ("act", "pause"), ("days", ""));
        newsroom.Time.Jump(TimeSpan.FromDays(3000));
        await newsroom.Get<EndPauses>().RunAsync("{}", Cancel);
        Assert.Equal(SubscriberState.Paused, (await newsroom.KnownAsync("ana@example.org")).State);
        Assert.True((await newsroom.PostAsync(me, ("act", "return"))).Says("Mail comes again."));

        Assert.True((await newsroom.PostAsync(me, ("act", "leave"))).Says("has left the list"));
        Assert.False((await newsroom.PostAsync(me, ("act", "pause"), ("days", "7"))).Says("Mail pauses."));
        Assert.Equal(SubscriberState.Left, (await newsroom.KnownAsync("ana@example.org")).State);
        // The link of the first mail does not bring back who left; their own page does.
        var confirm = newsroom.Get<MailToken>().Make(MailTokenUse.Confirm, 0, ana.Number);
        Assert.True((await newsroom.PostAsync("/subscribe/confirm/" + confirm, ("act", "confirm"))).Says("This link has done its work"));
        Assert.Equal(SubscriberState.Left, (await newsroom.KnownAsync("ana@example.org")).State);
        await newsroom.PostAsync(me, ("act", "return"));
        Assert.Equal(SubscriberState.Confirmed, (await newsroom.KnownAsync("ana@example.org")).State);
        await using var db = newsroom.Db();
        Assert.Empty(await db.Set<Suppression>().ToListAsync(Cancel));
        Assert.Equal((2, 1), ((await newsroom.DaysAsync())[ListEvent.Joined], (await newsroom.DaysAsync())[ListEvent.Left]));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_sees_takes_along_and_deletes_everything_that_is_known(string engine)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(engine);
        var (ana, me) = await newsroom.JoinAsync("ana@example.org");

        var page = await newsroom.GetAsync(me);
        Assert.True(page.Says("ana@example.org") && page.Says("mails you what it publishes") && page.Says("noindex"), page.Body);
        var file = await newsroom.GetAsync(me + "/data.json");
        var data = JsonDocument.Parse(file.Body).RootElement;
        Assert.Equal(("ana@example.org", "confirmed", "form"), (data.GetProperty("address").GetString(), data.GetProperty("state").GetString(), data.GetProperty("source").GetString()));
        Assert.Equal(("attachment; filename=\"my-data.json\"", "no-store"), (file.Message.Content.Headers.ContentDisposition!.ToString(), file.Message.Headers.CacheControl!.ToString()));

        Assert.True((await newsroom.PostAsync(me, ("act", "forget"))).Says("Your data is deleted"));

        await using var db = newsroom.Db();
        Assert.False(await db.Set<Subscriber>().AnyAsync(Cancel));
        Assert.False(await db.Set<Letter>().AnyAsync(Cancel));
        var kept = await db.Set<Suppression>().SingleAsync(Cancel);
        Assert.Equal((SuppressionReason.Erased, 64), (kept.Reason, kept.AddressHmac.Length));
        await newsroom.WorkAsync();
        Assert.Empty(Outbox.Of(newsroom.Folder));
        // The number is never given to somebody else.
        var (ben, _) = await newsroom.JoinAsync("ben@example.org");
        Assert.True(ben.Number > ana.Number);
        // By their own wish they may come back, and the mark goes.
        await newsroom.JoinAsync("ana@example.org");
        Assert.Empty(await db.Set<Suppression>().AsNoTracking().ToListAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Addresses_of_those_who_left_are_let_go_after_ninety_days_and_the_mark_stays(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var ana = (await newsroom.Get<AddSubscriber>().RunAsync(new SignUp { Address = "ana@example.org" }, "Paper", Actor.Operator, Cancel)).Value!;
        await newsroom.Get<AddSubscriber>().RunAsync(new SignUp { Address = "ben@example.org" }, "Paper", Actor.Operator, Cancel);
        await newsroom.Get<LeaveList>().RunAsync(ana.Number, 0, null, Cancel);
        newsroom.Time.Advance(TimeSpan.FromDays(89));
        await newsroom.Get<TidySubscribers>().RunAsync("{}", Cancel);
        Assert.NotNull(await newsroom.Get<SubscriberQueries>().FindAsync(ana.Number, Cancel));
        newsroom.Time.Advance(TimeSpan.FromDays(2));

        await newsroom.Get<TidySubscribers>().RunAsync("{}", Cancel);

        Assert.Null(await newsroom.Get<SubscriberQueries>().FindAsync(ana.Number, Cancel));
        Assert.NotNull(await newsroom.Get<SubscriberQueries>().FindAsync("ben@example.org", Cancel));
        await using var db = newsroom.Db();
        Assert.Equal(SuppressionReason.Left, (await db.Set<Suppression>().SingleAsync(Cancel)).Reason);
    }

    [Fact]
    public async Task The_form_stands_once_on_every_page_and_goes_to_the_outlets_own_address()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.PublishAsync(Newspaper.Article("a1", "The harbour", "Text.") with { Topics = [new Term("harbour", "Harbour")] });
        using var reader = desk.Stranger();
        var article = desk.Get<Catalogue>().ById("a1")!.Address;

        foreach (var path in new[] { "/", article, "/topics/harbour/", "/archive/", "/search?q=harbour", "/report", "/corrections/", "/no-such-page/" })
        {
            using var page = (await reader.GetAsync(path)).Document;
            var form = Assert.Single(page.QuerySelectorAll("form.sign-up"));
            Assert.Equal((path, desk.Address + "/subscribe", "post"), (path, form.GetAttribute("action"), form.GetAttribute("method")));
            Assert.Equal(["address", "website", "language"], form.QuerySelectorAll("input").Select(i => i.GetAttribute("name")));
            Assert.Equal(path == article, form.Closest("article") is not null);
        }
        // Its own page has the whole form instead.
        using var own = (await reader.GetAsync("/subscribe")).Document;
        Assert.Empty(own.QuerySelectorAll("form.sign-up, script"));
        Assert.Equal(3, own.QuerySelectorAll("input[name=cadence]").Length);
        Assert.Equal(["Europe/Madrid"], own.QuerySelectorAll("select[name=zone] option[value='Europe/Madrid']").Select(o => o.GetAttribute("value")));
        Assert.Empty(reader.Cookies);
    }
}
