using System.Text;
using Broadside.Guard;
using Broadside.Mail.AlarmTelling;
using Broadside.Mail.Letters;
using Broadside.Staff;
using Broadside.Tests.Mirror;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mail.AlarmTelling;

/// <summary>Whoever must know of an alarm is told once, by letter and by webhook, and again when it comes back.</summary>
public sealed class TellAlarmsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_alarm_is_told_once_and_again_when_it_is_raised_anew(string engine)
    {
        await using var hook = await LooseHost.StartAsync("");
        var (told, isDown) = (new List<(string Body, string Signature)>(), false);
        hook.Answers = async context =>
        {
            using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
            var text = await body.ReadToEndAsync(Cancel);
            context.Response.StatusCode = isDown ? 500 : 204;
            if (!isDown)
            {
                told.Add((text, context.Request.Headers["Broadside-Signature"].ToString()));
            }
            return true;
        };
        await using var newsroom = await TestNewsroom.OpenAsync(engine, null, ("Guard:AlarmMail:0", "ana@example.org"), ("Guard:AlarmMail:1", "ben@example.org"), ("Guard:AlarmHook", hook.Address + "x"), ("Guard:AlarmHookSecret", "s3cret"), ("Guard:AlarmHookPrivate", "true"));
        var (alarms, tell) = (newsroom.Get<Alarms>(), newsroom.Get<TellAlarms>());
        isDown = true;
        await alarms.RaiseAsync("disk", "disk", "The disk is full.", Cancel);

        Assert.Equal(1, await tell.RunAsync(Cancel));
        Assert.Empty(told);
        isDown = false;
        Assert.Equal(1, await tell.RunAsync(Cancel));
        await alarms.RaiseAsync("disk", "disk", "The disk is full.", Cancel);
        Assert.Equal(0, await tell.RunAsync(Cancel));

        Assert.Equal(["ana@example.org", "ben@example.org"], (await LettersAsync(newsroom)).Select(l => l.Recipient));
        Assert.Contains("\"message\":\"The disk is full.\"", Assert.Single(told).Body, StringComparison.Ordinal);
        Assert.Matches("^t=\\d+,v1=[0-9a-f]{64}$", told[0].Signature);

        await alarms.ClearAsync("disk", "disk", Cancel);
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        await alarms.RaiseAsync("disk", "disk", "The disk is full again.", Cancel);
        Assert.Equal(2, await tell.RunAsync(Cancel));
        Assert.Equal((4, 2), ((await LettersAsync(newsroom)).Count, told.Count));
        Assert.Contains("The disk is full again.", Encoding.UTF8.GetString((await LettersAsync(newsroom))[^1].Message), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Without_settings_the_owners_are_told(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<Alarms>().RaiseAsync("disk", "disk", "The disk is full.", Cancel);
        Assert.Equal(0, await newsroom.Get<TellAlarms>().RunAsync(Cancel));
        await newsroom.Services.JoinAsync(Role.Owner, "ana@example.org");
        await newsroom.Services.JoinAsync(Role.Editor, "ben@example.org");

        Assert.Equal(1, await newsroom.Get<TellAlarms>().RunAsync(Cancel));
        Assert.Equal("ana@example.org", Assert.Single(await LettersAsync(newsroom)).Recipient);
    }

    [Fact]
    public async Task Where_the_settings_say_none_nobody_is_told()
    {
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, null, ("Guard:AlarmMail:0", "none"));
        await newsroom.Services.JoinAsync(Role.Owner, "ana@example.org");
        await newsroom.Get<Alarms>().RaiseAsync("disk", "disk", "The disk is full.", Cancel);

        Assert.Equal(0, await newsroom.Get<TellAlarms>().RunAsync(Cancel));
        Assert.Empty(await LettersAsync(newsroom));
    }

    [Fact]
    public async Task A_hook_on_the_local_network_is_not_called_unless_that_is_allowed()
    {
        await using var hook = await LooseHost.StartAsync("");
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, null, ("Guard:AlarmHook", hook.Address));
        await newsroom.Get<Alarms>().RaiseAsync("disk", "disk", "The disk is full.", Cancel);

        Assert.Equal(0, await newsroom.Get<TellAlarms>().RunAsync(Cancel));
        Assert.Empty(hook.Asked);
    }

    private static async Task<IReadOnlyList<Letter>> LettersAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Letter>().OrderBy(l => l.Number).ToListAsync(Cancel);
    }
}
