using System.Net;
using Broadside.Mail;
using Broadside.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Subscribers;

/// <summary>From the form to the list and off it again, as a reader without scripts or cookies goes.</summary>
public sealed class SigningUpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whoever_confirms_by_the_button_is_on_the_list_and_welcome(string engine)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(engine);
        var mail = await newsroom.AskAsync("Ana.Ruiz@Example.ORG", ("cadence", "weekly"), ("language", "es"), ("zone", "Europe/Madrid"), ("hour", "7"));
        Assert.Equal("Confirme, por favor: A new newsroom por correo", mail.Subject);
        Assert.Equal("Ana.Ruiz@example.org", mail.Headers["Delivered-To"]);
        var link = mail.Link("/subscribe/confirm/");
        Assert.Equal(SubscriberState.Asked, (await newsroom.KnownAsync("ana.ruiz@example.org")).State);

        var page = await newsroom.GetAsync(link);
        Assert.True(page.Says("Ana.Ruiz@example.org") && page.Says("<button"), page.Body);
        Assert.Equal(SubscriberState.Asked, (await newsroom.KnownAsync("ana.ruiz@example.org")).State);
        newsroom.Time.Advance(TimeSpan.FromMinutes(5));
        var done = await newsroom.PostAsync(link, ("act", "confirm"));
        await newsroom.WorkAsync();

        Assert.True(done.Says("Está en la lista"), done.Body);
        var known = await newsroom.KnownAsync("ana.ruiz@example.org");
        Assert.Equal((SubscriberState.Confirmed, Cadence.Weekly, "es", "Europe/Madrid", 7), (known.State, known.Cadence, known.Language, known.Zone, known.Hour));
        Assert.Equal(newsroom.Time.GetUtcNow(), known.ConfirmedAt);
        Assert.Contains("A new newsroom le envía por correo lo que publica", known.ConsentText, StringComparison.Ordinal);
        var welcome = Outbox.Of(newsroom.Folder)[^1];
        Assert.Equal("Le damos la bienvenida a A new newsroom", welcome.Subject);
        Assert.Equal("List-Unsubscribe=One-Click", welcome.Headers["List-Unsubscribe-Post"]);
        Assert.Equal(1, (await newsroom.DaysAsync())[ListEvent.Joined]);

        // Once more is once.
        await newsroom.PostAsync(link, ("act", "confirm"));
        await newsroom.WorkAsync();
        Assert.Equal(2, Outbox.Of(newsroom.Folder).Count);
        Assert.Equal(1, (await newsroom.DaysAsync())[ListEvent.Joined]);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_click_of_a_mail_program_leaves_at_once_without_cookie_or_redirect(string engine)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(engine);
        await newsroom.JoinAsync("ana@example.org");
        var header = Outbox.Of(newsroom.Folder)[^1].Headers["List-Unsubscribe"]!.Trim('<', '>');
        Assert.StartsWith(newsroom.Address + "/subscribe/leave/", header, StringComparison.Ordinal);

        using var sent = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        using var answer = await newsroom.Client.PostAsync(header, sent, Cancel);

        Assert.Equal((HttpStatusCode.OK, false), (answer.StatusCode, answer.Headers.Contains("Set-Cookie")));
        Assert.Equal(SubscriberState.Left, (await newsroom.KnownAsync("ana@example.org")).State);
        await newsroom.PostAsync(new Uri(header).AbsolutePath, ("List-Unsubscribe", "One-Click"));
        Assert.Equal((1, 1), ((await newsroom.DaysAsync())[ListEvent.Joined], (await newsroom.DaysAsync())[ListEvent.Left]));
        await using var db = newsroom.Db();
        var kept = Assert.Single(await db.Set<Suppression>().ToListAsync(Cancel));
        Assert.Equal((SuppressionReason.Left, newsroom.Get<Suppressions>().HmacOf("ana@example.org")), (kept.Reason, kept.AddressHmac));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_machine_that_opens_every_link_changes_nothing(string engine)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(engine);
        var confirm = (await newsroom.AskAsync("ben@example.org")).Link("/subscribe/confirm/");
        var (ana, me) = await newsroom.JoinAsync("ana@example.org");
        var leave = me.Replace("/me/", "/leave/", StringComparison.Ordinal);

        foreach (var path in new[] { confirm, leave, me, me + "/data.json" })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                var answer = await newsroom.SendAsync(method, path);
                Assert.Equal((path, HttpStatusCode.OK), (path, answer.Status));
                Assert.Equal(method == HttpMethod.Head, answer.Body.Length == 0);
            }
        }
        // Nor does a press of nothing.
        await newsroom.PostAsync(leave);
        await newsroom.PostAsync(me);

        Assert.Equal(SubscriberState.Asked, (await newsroom.KnownAsync("ben@example.org")).State);
        Assert.Equivalent(ana, await newsroom.KnownAsync("ana@example.org"));
    }

    [Fact]
    public async Task Only_what_this_newsroom_made_opens_anything_and_each_use_its_own_page()
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite);
        var confirm = (await newsroom.AskAsync("ben@example.org")).Link("/subscribe/confirm/");
        var (ana, me) = await newsroom.JoinAsync("ana@example.org");
        var tokens = newsroom.Get<MailToken>();
        var forged = me[..^1] + (me[^1] == '0' ? '8' : '0');
        string[] lost =
        [
            forged, "/subscribe/me/x", "/subscribe/leave/" + new string('0', MailToken.Length), "/subscribe/confirm/" + me[^MailToken.Length..], "/subscribe/me/" + confirm[^MailToken.Length..],
            "/subscribe/leave/" + confirm[^MailToken.Length..], "/subscribe/me/" + tokens.Make(MailTokenUse.Letter, 0, ana.Number), me + "/other.json",
        ];
        foreach (var path in lost)
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await newsroom.GetAsync(path)).Status));
            Assert.True((await newsroom.PostAsync(path, ("act", "leave"), ("List-Unsubscribe", "One-Click"))).Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, path);
        }
        Assert.Equivalent(ana, await newsroom.KnownAsync("ana@example.org"));
        // A digest's own link opens leaving and preferences.
        var digest = tokens.Make(MailTokenUse.Digest, 7, ana.Number);
        Assert.Equal(HttpStatusCode.OK, (await newsroom.GetAsync("/subscribe/me/" + digest)).Status);
        Assert.Equal(HttpStatusCode.OK, (await newsroom.GetAsync("/subscribe/leave/" + digest)).Status);
        // Whoever is erased is gone, whichever link is opened.
        await newsroom.PostAsync(me, ("act", "forget"));
        foreach (var path in new[] { me, "/subscribe/leave/" + digest, "/subscribe/confirm/" + tokens.Make(MailTokenUse.Confirm, 0, ana.Number) })
        {
            Assert.Equal((path, HttpStatusCode.Gone), (path, (await newsroom.GetAsync(path)).Status));
            Assert.Equal((path, HttpStatusCode.Gone), (path, (await newsroom.PostAsync(path, ("List-Unsubscribe", "One-Click"))).Status));
        }
    }
}
