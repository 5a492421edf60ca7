using Broadside.Guard;
using Broadside.Mail.Letters;
using Broadside.Mail.Routes;
using Broadside.Mail.Wire;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mail;

/// <summary>What the desk shows of mail: the outbox where no relay is set, letters, routes.</summary>
public sealed class MailDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Without_a_relay_a_letter_is_read_at_the_desk(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        await PostAsync(desk, "Confirm it — please", "<p>Press <b>here</b>.</p><script>alert(1)</script>");
        using var editor = await desk.SignedInAsync(Role.Editor);

        var list = await editor.GetAsync("/desk/outbox");
        var link = list.Document.QuerySelector("tbody a")!;
        var one = await editor.GetAsync(link.GetAttribute("href")!);
        var text = await editor.GetAsync(link.GetAttribute("href") + "?as=text");
        var frame = await editor.GetAsync(one.Document.QuerySelector("iframe")!.GetAttribute("src")!);

        Assert.Equal("Confirm it — please", link.TextContent);
        Assert.Contains("reader@example.org", list.Text, StringComparison.Ordinal);
        Assert.Contains("Press here.", text.Text, StringComparison.Ordinal);
        Assert.NotNull(one.Document.QuerySelector("iframe[sandbox='allow-same-origin']"));
        Assert.Contains("<b>here</b>", frame.Body, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'; img-src 'self';", frame.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script", frame.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("auto-generated", (await editor.GetAsync(link.GetAttribute("href") + "?as=fields")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_outbox_is_read_page_by_page_and_nothing_outside_it()
    {
        await using var desk = await TestDesk.StartAsync();
        for (var i = 0; i < 35; i++)
        {
            desk.Time.Advance(TimeSpan.FromSeconds(1));
            await PostAsync(desk, $"Letter {i}", null);
        }
        using var editor = await desk.SignedInAsync(Role.Editor);
        File.WriteAllText(Path.Combine(desk.Folder, "outbox", "secret.eml"), "Subject: x\r\n\r\nx");

        var first = await editor.GetAsync("/desk/outbox");
        var second = await editor.GetAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal(Enumerable.Range(0, 35).Reverse().Select(i => $"Letter {i}"), first.Document.QuerySelectorAll("tbody a").Concat(second.Document.QuerySelectorAll("tbody a")).Select(a => a.TextContent));
        foreach (var path in new[] { "/desk/outbox/../secret.eml", "/desk/outbox/%2E%2E/secret.eml", "/desk/outbox/2026-11-22/..%2F..%2Fbroadside.db", "/desk/outbox/none/none" })
        {
            Assert.Equal(404, (await editor.GetAsync(path)).Status);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_stopped_route_says_why_and_is_used_again_when_somebody_says_so(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine, ("Mail:Routes:0:Name", "relay"), ("Mail:Routes:0:Host", "127.0.0.1"), ("Mail:Routes:0:Port", "1"), ("Mail:Routes:0:Tls", "none"));
        var route = desk.Get<MailRoutes>().All[0];
        await route.StopAsync(new SmtpAnswer(550, "5.7.1 You are on a list", SmtpStep.Sender), Cancel);
        using var editor = await desk.SignedInAsync(Role.Editor);
        Assert.Contains("550 5.7.1 You are on a list", (await editor.GetAsync("/desk/mail")).Text, StringComparison.Ordinal);

        await editor.SubmitAsync("/desk/mail", "/desk/mail?handler=Resume", ("route", "relay"));

        Assert.True(await route.IsUsableAsync(Cancel));
        Assert.Contains("Ready.", (await editor.GetAsync("/desk/mail")).Text, StringComparison.Ordinal);
        Assert.Contains(await desk.LogAsync(), a => a.What == "resume route" && a.Who == editor.Member!.Id);
        Assert.Equal(422, (await editor.SubmitAsync("/desk/mail", "/desk/mail?handler=Resume", ("route", "none"))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_letter_in_doubt_is_settled_or_sent_once_more(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        await PostAsync(desk, "One", null);
        await PostAsync(desk, "Two", null);
        await using (var db = desk.Db())
        {
            await db.Set<Letter>().ExecuteUpdateAsync(l => l.SetProperty(x => x.State, LetterState.InDoubt), Cancel);
        }
        using var editor = await desk.SignedInAsync(Role.Editor);

        await editor.SubmitAsync("/desk/mail", "/desk/mail?handler=Delivered", ("letter", "1"));
        await editor.SubmitAsync("/desk/mail", "/desk/mail?handler=Again", ("letter", "2"));
        Assert.Equal(422, (await editor.SubmitAsync("/desk/mail", "/desk/mail?handler=Again", ("letter", "1"))).Status);
        await desk.SendLettersAsync();

        await using var after = desk.Db();
        Assert.Equal([LetterState.Accepted, LetterState.Accepted], await after.Set<Letter>().OrderBy(l => l.Number).Select(l => l.State).ToListAsync(Cancel));
        // The first was not sent again, the second was.
        Assert.Equal(3, Directory.GetFiles(Path.Combine(desk.Folder, "outbox"), "*.eml", SearchOption.AllDirectories).Length);
        Assert.Equal(2, (await desk.LogAsync()).Count(a => a.What == "settle letter"));
    }

    internal static async Task PostAsync(TestDesk desk, string subject, string? html)
    {
        await using (var db = desk.Db())
        {
            await desk.Get<PostLetter>().RunAsync(db, new NewLetter { Kind = "confirm", To = "reader@example.org", Subject = subject, Text = "Press here.\n", Html = html, Language = "en" }, Cancel);
            await db.SaveChangesAsync(Cancel);
        }
        await desk.SendLettersAsync();
    }
}
